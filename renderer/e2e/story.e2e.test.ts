import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { type AppHome, findBrowserProgram, findDesktopProgram } from "./programs.ts";
import { openShop, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const programs = [findBrowserProgram(), await findDesktopProgram()];

// One member of staff serves one customer through a day of bad network. Each test continues where
// the previous one stopped.
for (const program of programs) {
  describe.runIf(program.missing === undefined)(`one customer, served in ${program.name}`, () => {
    let shop: Shop;
    let home: Required<AppHome>;
    let window: AppWindow;
    let app: StoreApp;
    let ada: Person;
    let grace: Person;
    const complaints: string[] = [];

    const open = async (at: AppHome) => {
      window = await program.open(at);
      app = storeApp(window.page);
      collectComplaints(window.page, complaints);
    };

    beforeAll(async () => {
      shop = await openShop();
      ada = await shop.office.createPerson(
        {
          firstName: "Ada",
          lastName: "Marlowe",
          card: "2950700000017",
          mobile: "+447700950111",
          rewards: ["birthday-10", "thank-you-20", "thank-you-20", "welcome-5"],
          spent: 400,
        },
        shop.locationId,
      );
      grace = await shop.office.createPerson(
        {
          firstName: "Grace",
          lastName: "Okonjo",
          card: "2950700000024",
          mobile: "+447700950222",
          rewards: ["thank-you-20", "thank-you-20", "thank-you-20", "thank-you-20"],
        },
        shop.locationId,
      );
      home = await shop.newDevice();
    });
    afterAll(async () => {
      await window?.kill();
      await shop?.close();
    });

    // Each step depends on the previous ones. Once one has failed, don't wait for the rest to time
    // out.
    let hasFailed = false;
    beforeEach(({ onTestFailed }) => {
      if (hasFailed) throw new Error("An earlier step has failed.");
      onTestFailed(() => {
        hasFailed = true;
      });
    });

    test("enrols with a code, pulls, and signs in with a PIN", async () => {
      await open(home);
      await app.enrol("Till 1");
      await app.signIn();
      await app.waitForConnection("Online");
      await app.waitUntilInstalled();
    });

    test("finds the customer by name, by phone and by card", async () => {
      expect(await app.search("ada marl", ada.name)).toHaveLength(1);
      expect(await app.search("07700 950111", ada.name)).toHaveLength(1);
      await app.searchBox.fill("");
      await app.scan(ada.card);
      await app.page.getByRole("heading", { level: 1, name: ada.name }).waitFor();
      await app.seeFigure("Available", "£75.00");
    });

    test("redeems online: the server confirms, and the balance changes", async () => {
      await app.redeem("12.50");
      await app.slip.getByText("Confirmed", { exact: true }).waitFor();
      await app.seeFigure("New balance", "£62.50", app.slip);
      await app.button("Done").click();
      await app.seeFigure("Available", "£62.50");
      expect(await shop.office.redemptions(ada.id)).toEqual([12.5]);
    });

    test("[S24] claims a benefit: the server gives one, and not another", async () => {
      await app.toTab("Rewards");
      const claims = app.page.getByRole("region", { name: "Can be claimed" });
      await claims.getByText("Can be claimed now").waitFor();
      await app.button("Claim Gift wrapping").click();
      await app.button("Claim").click();
      await claims.getByText("“Gift wrapping” is now one of the customer's benefits.").waitFor();
      await claims.getByText("Already claimed").waitFor();
      await app.button("Close").click();
      await app.page
        .getByRole("region", { name: "Benefits" })
        .getByText(/^5 left, /)
        .waitFor();
      expect(await shop.office.usesLeft(ada.id, "gift-wrapping")).toBe(5);
    });

    test("says when the server is down", async () => {
      await shop.server.kill();
      await app.waitForConnection("Offline");
    });

    test("finds the customer offline, and shows which lots would pay", async () => {
      await app.toCustomers();
      expect(await app.search("marlowe", ada.name)).toHaveLength(1);
      await app.searchBox.fill("");
      await app.scan(ada.card);
      await app.page.getByRole("heading", { level: 1, name: ada.name }).waitFor();
      await app.startRedeem("25");
      const plan = app.page.getByRole("region", { name: "Paid from" });
      await plan.getByText("£37.50 left after").waitFor();
      await app.button("See details").click();
      const rows = await plan.getByRole("row").allTextContents();
      expect(rows.slice(1).map((row) => row.match(/£\d+\.\d\d/g))).toEqual([
        ["£17.50"],
        ["£7.50", "£12.50"],
      ]);
      await app.page.getByText("You're offline.").waitFor();
    });

    test("redeems offline within the floor limits: the slip says pending", async () => {
      await app.button("Redeem £25.00").click();
      await app.slip.getByText(/^Within your offline limit/).waitFor();
      await app.seeFigure("New balance", "£37.50", app.slip);
      await app.button("Done").click();
      await app.page.getByText(/waiting to sync \(was /).waitFor();
      await app.seeFigure("Available", "£37.50");
      await app.waitForPending(1);
    });

    test("undoes a redemption that wasn't sent", async () => {
      await app.redeem("5");
      await app.button("Undo").click();
      await app.slip.getByText("Redemption cancelled").waitFor();
      await app.button("Done").click();
      await app.seeFigure("Available", "£37.50");
    });

    test("adds a note offline", async () => {
      await app.page.getByRole("textbox", { name: "New note" }).fill("Met her at the door.");
      await app.button("Add note").click();
      const note = app.page.getByRole("listitem").filter({ hasText: "Met her at the door." });
      await note.getByText("not synced").waitFor();
    });

    test("creates a customer offline", async () => {
      await app.toCustomers();
      await app.button("New customer").click();
      await app.page.getByLabel("First name").fill("Edmund");
      await app.page.getByLabel("Last name").fill("Quillfeather");
      await app.page.getByLabel("Email").fill("edmund.quillfeather@example.com");
      await app.button("Create customer").click();
      await app.page.getByRole("heading", { level: 1, name: "Edmund Quillfeather" }).waitFor();
      await app.page.getByText("New · not synced").waitFor();
    });

    test("declines an amount beyond the floor limits on the spot", async () => {
      await app.open(grace.name);
      await app.startRedeem("60");
      await app.page.getByText("Offline limit is £50.00 per redemption.").waitFor();
      expect(await app.button("Redeem £60.00").isDisabled()).toBe(true);
      await app.page.keyboard.press("Enter");
      expect(await app.slip.count()).toBe(0);
    });

    test("is killed and restarted offline: everything is still there", async () => {
      await window.kill();
      await open({ userData: home.userData, serverUrl: home.serverUrl });
      await app.signIn(STAFF[1]);
      await app.waitForConnection("Offline");
      await app.waitForPending(3);
      await app.scan(ada.card);
      await app.page.getByRole("heading", { level: 1, name: ada.name }).waitFor();
      await app.seeFigure("Available", "£37.50");
      await app.page.getByText("Met her at the door.").waitFor();
      await app.open("Edmund Quillfeather");
    });

    test("sends everything when the server is back; nothing is pending", async () => {
      await shop.server.start();
      await app.waitForPending(0);
    });

    test("the ledger has each command once, and nothing that was undone", async () => {
      expect([...(await shop.office.redemptions(ada.id))].sort((a, b) => a - b)).toEqual([
        12.5, 25,
      ]);
      expect(await shop.office.balance(ada.id)).toBe(37.5);
      expect(await shop.office.balance(grace.id)).toBe(80);
      expect(await shop.office.profilesNamed("Quillfeather")).toMatchObject([
        { email: "edmund.quillfeather@example.com" },
      ]);
      expect(await shop.verifyLedger()).toContain("every chain holds, accounts and lots agree");
    });

    test("the console has no errors and no policy violations", () => {
      expect(complaints).toEqual([]);
    });

    test("a second device shows the new balance, the note and the new customer", async () => {
      const second = await program.open(await shop.newDevice());
      try {
        const other = storeApp(second.page);
        await other.enrol("Till 2");
        await other.signIn();
        await other.open(ada.name);
        await other.seeFigure("Available", "£37.50");
        const note = second.page.getByRole("listitem").filter({ hasText: "Met her at the door." });
        await note.waitFor();
        expect(await note.getByText("pending").count()).toBe(0);
        await other.open("Edmund Quillfeather");
      } finally {
        await second.kill();
      }
    });
  });
}

/** Collects errors of the page and its console, except that the server didn't answer. */
const collectComplaints = (page: Page, complaints: string[]) => {
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.includes("net::ERR_")) complaints.push(text);
  });
};
