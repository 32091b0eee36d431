import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, openChromium } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findSidewaysScroll } from "./page-checks.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, PIN, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();
const folder = process.env["REGULARS_SCREENSHOTS"];

describe.runIf(program.missing === undefined)("a till that opens the app", () => {
  let shop: Shop;
  let window: AppWindow;
  let till: Page;
  let app: StoreApp;
  let tess: Person;

  beforeAll(async () => {
    shop = await openShop();
    tess = await shop.office.createPerson(
      {
        firstName: "Tess",
        lastName: "Tillman",
        card: "2950700000178",
        mobile: "+447700950817",
        rewards: ["thank-you-20"],
      },
      shop.locationId,
    );
    const { userData, serverUrl, enrolCode } = await shop.newDevice();
    window = await openChromium(userData, `${serverUrl}/#enrol=${enrolCode}`);
    app = storeApp(window.page);
    await app.enrol("Till 4");
    await app.waitUntilInstalled();
    till = window.page;
    await till.goto(`${serverUrl}/demo-till/`);
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });

  const said = (text: string) => till.getByRole("listitem").filter({ hasText: text }).waitFor();

  test("(DOMAIN §20.3, §20.4) names who serves and the customer, caps what is redeemed, and is told the rest", async () => {
    await till.getByLabel("Staff").fill("nobody-7");
    await till.getByLabel("Redeem at most").fill("12.50");
    await till.getByLabel("Customer's id").fill(tess.id);
    // The till's own network works, the app's server doesn't.
    await shop.server.kill();
    const opening = till.context().waitForEvent("page");
    await till.getByRole("button", { name: "Open the app" }).click();
    const page = await opening;
    app = storeApp(page);
    await page.getByText("nobody here has that number").waitFor();
    await app.signIn();
    await page.getByRole("heading", { level: 1, name: tess.name }).waitFor();

    await page.setViewportSize({ width: 390, height: 844 });
    await app.button("Back to till").waitFor();
    expect(await findSidewaysScroll(page)).toEqual([]);
    if (folder) await page.screenshot({ path: join(folder, "till-390.png") });
    await page.setViewportSize({ width: 1280, height: 800 });
    if (folder) await page.screenshot({ path: join(folder, "till-1280.png") });
    await app.button("Add to sale").click();
    await said(`addToSale ${tess.id}`);
    await app.startRedeem("12.51");
    await page.getByText("more than the till allows for this sale").waitFor();
    await app.amountField.fill("12.50");
    await app.button("Redeem £12.50").click();
    await app.slip.waitFor();
    await app.button("Done").click();
    await said(`returnConfirmation ${tess.id} true`);
    await app.button("Back to till").click();
    await said("returnToPOS");
    await expect.poll(() => page.isClosed()).toBe(true);
  });

  test("(DOMAIN §20.3) the staff member whom it names still types their PIN", async () => {
    await shop.server.start();
    await till.getByLabel("Staff").fill("1001");
    await till.getByLabel("Store").fill("LDN-02");
    const opening = till.context().waitForEvent("page");
    await till.getByRole("button", { name: "Open the app" }).click();
    const page = await opening;
    await page.getByText("The till says it's in LDN-02").waitFor();
    await page.getByRole("heading", { level: 1, name: STAFF[0] }).waitFor();
    expect(await page.getByRole("heading", { name: tess.name }).count()).toBe(0);
    await page.keyboard.type(PIN);
    await page.getByRole("heading", { level: 1, name: tess.name }).waitFor();
  });
});
