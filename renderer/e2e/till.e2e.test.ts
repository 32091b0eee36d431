import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppWindow, openChromium } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { findAxeViolations, findSidewaysScroll, findSmallTargets } from "./page-checks.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, PIN, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();
const folder = process.env["REGULARS_SCREENSHOTS"];
const SIZES = [
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;

// Each test continues where the previous one stopped.
describe.runIf(program.missing === undefined)(
  "a till that opens the app, and a screen for customers",
  () => {
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
      app = storeApp(page);
      await page.getByText("The till says it's in LDN-02").waitFor();
      await page.getByRole("heading", { level: 1, name: STAFF[0] }).waitFor();
      expect(await page.getByRole("heading", { name: tess.name }).count()).toBe(0);
      await page.keyboard.type(PIN);
      await page.getByRole("heading", { level: 1, name: tess.name }).waitFor();
    });

    test("[X50] a device handed to customers shows nothing else, also after a reload, until a PIN is typed", async () => {
      const page = app.page;
      const button = (name: string | RegExp) => page.getByRole("button", { name });
      const look = async (name: string) => {
        for (const size of SIZES) {
          await page.setViewportSize(size);
          // The menu that was clicked takes a moment to go.
          await expect
            .poll(() => findSidewaysScroll(page), { message: `${name} at ${size.width}` })
            .toEqual([]);
          expect([name, size.width, await findSmallTargets(page)]).toEqual([name, size.width, []]);
          if (!folder) continue;
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            const file = `kiosk ${name} ${size.width} ${colorScheme}.png`;
            await page.screenshot({ path: join(folder, file) });
          }
        }
        await page.emulateMedia({ colorScheme: "light" });
        expect([name, await findAxeViolations(page)]).toEqual([name, []]);
      };
      await app.button(`Signed in: ${STAFF[0]}`).click();
      await page.getByRole("menuitem", { name: "Kiosk mode" }).click();
      await button("Start kiosk mode").waitFor();
      await look("start");
      await shop.server.kill();
      await button("Start kiosk mode").click();
      await page.getByText("What would you like to do?").waitFor();
      await look("home");

      await page.evaluate((id) => {
        location.hash = `#/customers/${id}`;
      }, tess.id);
      await expect.poll(() => page.evaluate(() => location.hash)).toBe("#/kiosk");
      await page.keyboard.press("Control+k");
      await app.scan(tess.card);
      await page.reload();
      await button(/^Join/).waitFor();
      expect(await page.getByText(/Tillman|Search/).count()).toBe(0);

      await button(/^Join/).click();
      await page.getByLabel("First name").fill("Kim");
      await page.getByLabel("Last name").fill("Kiosker");
      await page.getByLabel("Mobile number").fill("07700 950888");
      await page.getByLabel("Day").selectOption("2");
      await page.getByLabel("Month").selectOption("3");
      await button("SMS").click();
      await look("join");
      await page.getByRole("main").getByRole("button", { name: "Join" }).click();
      await page.getByText("Welcome, Kim!").waitFor();
      await button("Done").click();
      await button(/^Check my balance/).click();
      await page.getByLabel("Card, mobile number or email").fill("07700 950888");
      await page.getByLabel("Day").selectOption("2");
      await page.getByLabel("Month").selectOption("3");
      await look("proof");
      await button("Next").click();
      await page.getByText("Hello Kim").waitFor();
      await look("balance");
      await button("Start over").click();
      await button(/^Confirm my details/).click();
      await page.getByLabel("Card, mobile number or email").fill("07700 950888");
      await page.getByLabel("Day").selectOption("2");
      await page.getByLabel("Month").selectOption("3");
      await button("Next").click();
      await page.getByLabel("New email").fill("kim@kiosk.example");
      await look("details");
      await button("Save").click();
      await page.getByText("Thank you, Kim").waitFor();
      await button("Done").click();

      await button("Staff").click();
      await page.getByRole("heading", { level: 1, name: STAFF[0] }).waitFor();
      await look("staff");
      await page.keyboard.type(PIN);
      await button(`Signed in: ${STAFF[0]}`).waitFor();
      await shop.server.start();
      await expect
        .poll(async () => (await shop.office.profilesNamed("Kiosker"))[0]?.email, {
          timeout: 60_000,
        })
        .toBe("kim@kiosk.example");
    });
  },
);
