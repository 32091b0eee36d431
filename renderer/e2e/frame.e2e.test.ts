import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type AppWindow, openChromium } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();
const DARK_CANVAS = "rgb(20, 23, 27)";

// What is around the screens: the first paint, the header, the title, the focus.
describe.runIf(program.missing === undefined)("the frame of the store app", () => {
  let shop: Shop;
  let window: AppWindow;
  let page: Page;
  let app: StoreApp;
  let url: string;
  let ruth: Person;

  beforeAll(async () => {
    shop = await openShop();
    ruth = await shop.office.createPerson(
      {
        firstName: "Ruth",
        lastName: "Framley",
        card: "2950700000079",
        mobile: "+447700950820",
        rewards: ["thank-you-20"],
      },
      shop.locationId,
    );
    const { userData, serverUrl, enrolCode } = await shop.newDevice();
    url = `${serverUrl}/#enrol=${enrolCode}`;
    window = await openChromium(userData, `${serverUrl}/health`);
    page = window.page;
    app = storeApp(page);
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });

  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test("a cold start paints a shell at once, dark where dark is set", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(() => localStorage.setItem("mantine-color-scheme-value", "dark"));
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/assets/**", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(url, { waitUntil: "commit" });
    await page.getByText("Opening…").waitFor();
    expect(await background()).toBe(DARK_CANVAS);
    letGo();
    await page.getByRole("heading", { name: "Enrol this device" }).waitFor();
    expect(await background()).toBe(DARK_CANVAS);
    await page.unroute("**/assets/**");
  });

  test("an app that can't load says what to do, instead of Opening… forever", async () => {
    const stuck = await page.context().newPage();
    onTestFinished(() => stuck.close());
    await stuck.emulateMedia({ reducedMotion: "reduce" });
    await stuck.route("**/assets/*.js", (route) => route.abort());
    await stuck.goto(url);
    const advice = stuck.getByText("Check the connection, then reload the page.");
    await stuck.getByText("Opening…").waitFor();
    expect(await advice.isVisible()).toBe(false);
    // It waits some seconds. The clock of animations may stand still in a tab that is behind
    // another.
    await stuck.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
    await advice.waitFor();
  });

  test("the document title follows the screen", async () => {
    const title = (expected: string) =>
      expect.poll(() => page.title(), { timeout: 15_000 }).toBe(`${expected} · Regulars`);
    await title("Enrol this device");
    await app.enrol("Till 1");
    await title("Sign in");
    await app.signIn();
    await title("Today");
    await app.toCustomers();
    await title("Customers");
    await app.open(ruth.name);
    await title("Customer");
    await app.startRedeem("");
    await title("Redeem");
    await page.keyboard.press("Escape");
    await title("Customer");
    // The keys work once the customer shows.
    await page.getByRole("heading", { name: ruth.name }).waitFor();
    await page.keyboard.press("e");
    await title("Edit customer");
    await app.toSync();
    await title("Sync");
  });

  test("the focus follows the screen", async () => {
    const isInMain = () =>
      expect
        .poll(() => page.evaluate(() => document.activeElement?.closest("main") !== null))
        .toBe(true);
    await app.open(ruth.name);
    await isInMain();
    await app.toSync();
    await isInMain();
    await app.toCustomers();
    await isInMain();
    expect(await app.searchBox.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  test("the header stays at the top, however long the screen is, and the scrollbar shifts nothing", async () => {
    await page.setViewportSize({ width: 1280, height: 500 });
    const headerBox = async () => await page.locator("header").first().boundingBox();
    await app.toCustomers();
    const short = await headerBox();
    await app.open(ruth.name);
    await page.evaluate(() => {
      const filler = document.createElement("div");
      filler.style.height = "4000px";
      document.querySelector("main")?.append(filler);
    });
    await page.mouse.wheel(0, 3000);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollTop))
      .toBeGreaterThan(1500);
    expect(await headerBox()).toEqual(short);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("somebody who was let go and taken back has to sign in again", async () => {
    const [anna, tom] = STAFF;
    const choice = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
    await app.open(ruth.name);
    await shop.office.setActive(anna, false);
    await choice(tom).waitFor();
    await choice(anna).waitFor({ state: "detached" });
    await shop.office.setActive(anna, true);
    await choice(anna).waitFor();
    expect(await page.getByRole("heading", { name: ruth.name }).count()).toBe(0);
    await app.signIn();
    await page.getByRole("heading", { name: ruth.name }).waitFor();
  });

  test("an address with an id that can't be one shows the not-found screen", async () => {
    for (const below of ["profiles/not-an-id", "profiles/7/redeem", "profiles/7/edit", "nowhere"]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/${below}`);
      await page.getByText("Page not found.").waitFor();
      await app.button(`Signed in: ${STAFF[0]}`).waitFor();
      await expect.poll(() => page.title()).toBe("Page not found · Regulars");
      await app.button("Go to Today").click();
      await app.searchBox.waitFor();
    }
  });

  test("a second tab paints a shell, says in words what is wrong, and goes on by itself once the first closes", async () => {
    const second = await page.context().newPage();
    await second.goto(shop.server.url, { waitUntil: "commit" });
    await second.getByText("Opening…").waitFor();
    await second.getByText("Regulars is open in another window.").waitFor();
    await page.close();
    await second.getByRole("heading", { name: "Who's signing in?" }).waitFor();
  });
});
