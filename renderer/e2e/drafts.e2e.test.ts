import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const [anna, other] = STAFF;
const folder = process.env["REGULARS_SCREENSHOTS"];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const;

const program = findBrowserProgram();

// Each test continues where the previous one stopped.
describe.runIf(program.missing === undefined)("work on a shared till is never lost", () => {
  let shop: Shop;
  let window: AppWindow;
  let app: StoreApp;
  let ada: Person;

  beforeAll(async () => {
    if (folder) await mkdir(folder, { recursive: true });
    shop = await openShop();
    ada = await shop.office.createPerson(
      {
        firstName: "Ada",
        lastName: "Marlowe",
        card: "2950700000017",
        mobile: "+447700950111",
        rewards: ["thank-you-20", "welcome-5"],
      },
      shop.locationId,
    );
    window = await program.open(await shop.newDevice());
    app = storeApp(window.page);
    await app.enrol("Till 1");
    await app.signIn(anna);
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });
  let hasFailed = false;
  beforeEach(({ onTestFailed }) => {
    if (hasFailed) throw new Error("An earlier step has failed.");
    onTestFailed(() => {
      hasFailed = true;
    });
  });

  const seen = (text: string | RegExp) => app.page.getByText(text).first().waitFor();
  const note = () => app.page.getByRole("textbox", { name: "New note" });
  const lock = async () => {
    await app.button(/^Signed in: /).click();
    await app.page.getByRole("menuitem", { name: "Lock or switch staff" }).click();
    await app.page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
  };
  const takePictures = async (name: string) => {
    if (!folder) return;
    for (const size of SIZES) {
      for (const colorScheme of ["light", "dark"] as const) {
        await app.page.setViewportSize(size);
        await app.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const file = `${name}-${size.width}-${colorScheme}.png`;
        await app.page.screenshot({ path: join(folder, file) });
      }
    }
    await app.page.setViewportSize(SIZES[0]);
    await app.page.emulateMedia({ colorScheme: "light" });
  };

  test("Esc in Edit keeps the changes, and a reload in mid-redeem keeps the amount", async () => {
    await app.open(ada.name);
    await note().fill("Looks for a thr");
    await app.edit();
    await app.page.getByLabel("Last name").fill("Marlow");
    await app.page.keyboard.press("Escape");
    await seen("You have unsaved changes to this customer's details");
    await takePictures("profile-with-unsaved-changes");
    await app.button("Continue").click();
    expect(await app.page.getByLabel("Last name").inputValue()).toBe("Marlow");
    await takePictures("edit-restored");
    await app.page.keyboard.press("Escape");
    await app.startRedeem("12.50");
    await seen("£12.50 left after");
    // biome-ignore lint/plugin: nothing on screen says when a draft is stored.
    await app.page.waitForTimeout(500);
    await app.page.reload();

    await app.signIn(anna);
    await seen("You entered this amount earlier.");
    expect(await app.amountField.inputValue()).toBe("12.50");
    await seen("£12.50 left after");
    await takePictures("redeem-restored");
    // Staff who are used to it press Enter after their PIN.
    await app.page.keyboard.press("Enter");
    // biome-ignore lint/plugin: nothing must happen meanwhile.
    await app.page.waitForTimeout(300);
    expect(await shop.office.redemptions(ada.id)).toEqual([]);
  });

  test("the next member of staff sees neither the last one's customers nor their drafts", async () => {
    await lock();
    await app.signIn(other);
    await app.searchBox.waitFor();
    expect(await app.searchBox.inputValue()).toBe("");
    await app.page.getByText("No customers opened yet").waitFor();
    expect(await app.page.getByText(ada.name).count()).toBe(0);
    await app.open(ada.name);
    expect(await note().inputValue()).toBe("");
    expect(await app.page.getByText("unsaved changes").count()).toBe(0);
  });

  test("locks after the minutes that the policy sets, and everyone finds their own again", async () => {
    // The device slept through them.
    await app.page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 3 * 60_000;
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    });
    await app.page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
    expect(await app.page.content()).not.toContain(ada.name);
    // Going back shows no customer either, and the title names none.
    await app.page.goBack();
    await app.page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
    expect(await app.page.content()).not.toContain(ada.name);
    expect(await app.page.title()).toBe("Sign in · Regulars");
    await app.page.goForward();
    await app.signIn(anna);
    await seen("You entered this amount earlier.");
  });

  test("a redemption that is done never looks as if it was still to do", async () => {
    await app.button("Redeem £12.50").click();
    await app.slip.getByText("Confirmed", { exact: true }).waitFor();
    await app.page.reload();
    await app.signIn(anna);
    await app.page.getByRole("heading", { level: 1, name: ada.name }).waitFor();
    await app.seeFigure("Available", "£12.50");
    expect(await note().inputValue()).toBe("Looks for a thr");
    await app.startRedeem("");
    expect(await app.page.getByText("You entered this amount earlier.").count()).toBe(0);
    expect(await shop.office.redemptions(ada.id)).toEqual([12.5]);
  });

  test("every error of the form, amounts that are none, and an undo that asks", async () => {
    await app.amountField.fill("-5");
    await seen("An amount can't be negative.");
    await takePictures("redeem-negative");
    await app.amountField.fill("99999999");
    await seen("That's more than the balance.");
    await app.toCustomers();
    await shop.server.kill();
    await app.waitForConnection("Offline");
    await app.button("New customer").click();
    await app.page.getByLabel("Email").fill("zelda@");
    await app.button(/^Add more/).click();
    await app.page.getByLabel("Day of birth").fill("31");
    await app.page.getByLabel("Month of birth").selectOption({ index: 4 });
    await app.page.getByLabel("Year of birth").fill("2150");
    await app.button("Create customer").click();
    await seen("That date is in the future. Check the year.");
    await seen("Enter a first or last name.");
    await takePictures("form-errors");
    await app.page.getByLabel("First name").fill("Zelda");
    await app.page.getByLabel("Email").fill("zelda@example.com");
    await app.page.getByLabel("Day of birth").fill("");
    await app.page.getByLabel("Month of birth").selectOption({ index: 0 });
    await app.page.getByLabel("Year of birth").fill("");
    await app.button("Create customer").click();
    await seen("New · not synced");
    await seen("Not synced yet");
    await note().fill("Likes blue");
    await app.button("Add note").click();
    await app.toSync();
    await seen(/actions haven't synced yet/);
    await app.button("Undo New customer").click();
    await seen(/^Undoing this also undoes one other action for Zelda/);
    await takePictures("undo-question");
    await app.button("Undo all 2").click();
    await seen("All clear");
  });
});
