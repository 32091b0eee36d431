import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, PIN, type Shop, STAFF } from "./shop.ts";
import { storeApp } from "./store-app.ts";

/** How long a person takes for a key, in ms. Faster keys may be a scanner's. */
const TYPING_MS = 130;

const program = findBrowserProgram();

describe.runIf(program.missing === undefined)("without a mouse", () => {
  let shop: Shop;
  let window: AppWindow;
  let omar: Person;

  beforeAll(async () => {
    shop = await openShop();
    omar = await shop.office.createPerson(
      {
        firstName: "Orlando",
        lastName: "Featherstone",
        card: "2950700000055",
        mobile: "+447700950666",
        rewards: ["thank-you-20"],
      },
      shop.locationId,
    );
    window = await program.open(await shop.newDevice());
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });

  test("enrol, sign in, find, open, redeem and carry on, using only the keyboard", async () => {
    const { page } = window;
    const app = storeApp(page);
    const { keyboard } = page;
    const heading = (name: string | RegExp) =>
      page.getByRole("heading", { level: 1, name }).waitFor();

    // The code was in the address, so the name has the focus.
    await heading("Enrol this device");
    await keyboard.type("Till 1");
    await keyboard.press("Enter");
    await heading("Who's signing in?");
    await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
    await heading(STAFF[0]);
    await keyboard.type(PIN);
    await app.searchBox.waitFor();
    await app.waitForConnection("Online");

    await keyboard.type("featherst", { delay: TYPING_MS });
    await page.getByRole("option", { name: omar.name }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await heading(omar.name);
    await keyboard.press("r");
    await app.amountField.waitFor();
    await keyboard.type("7.5", { delay: TYPING_MS });
    await app.page.getByText("Confirmed at once.").waitFor();
    await keyboard.press("Enter");
    await app.slip.getByText("Confirmed", { exact: true }).waitFor();
    // An Enter still held down does nothing more.
    await keyboard.press("Enter");
    await keyboard.press("d");
    await app.slip.waitFor({ state: "detached" });
    await heading(omar.name);
    await app.seeFigure("Available", "£12.50");
    await keyboard.press("n");
    await page.getByRole("textbox", { name: "New note" }).and(page.locator(":focus")).waitFor();
    await keyboard.type("Served by keys alone.");
    await keyboard.press("Control+Enter");
    await page.getByRole("listitem").filter({ hasText: "Served by keys alone." }).waitFor();
    await keyboard.press("Escape");
    await keyboard.press("Escape");
    await app.searchBox.waitFor();
    expect(await shop.office.redemptions(omar.id)).toEqual([7.5]);
  });
});
