import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppWindow } from "./chromium.ts";
import type { Person } from "./head-office.ts";
import { OFFLINE_ROWS, type OfflineRowName } from "./offline-rows.ts";
import { type AppHome, findBrowserProgram } from "./programs.ts";
import { openShop, PIN, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();

/** A PNG of one pixel. */
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe.runIf(program.missing === undefined)("available offline, with the server killed", () => {
  let shop: Shop;
  let home: Required<AppHome>;
  let window: AppWindow;
  let app: StoreApp;
  let iris: Person;

  beforeAll(async () => {
    shop = await openShop();
    iris = await shop.office.createPerson(
      {
        firstName: "Iris",
        lastName: "Thornbury",
        card: "2950700000031",
        mobile: "+447700950333",
        rewards: ["birthday-10", "thank-you-20", "thank-you-20", "thank-you-20"],
        benefits: ["gift-wrapping"],
        credit: 30,
        spent: 185,
        picture: PIXEL,
        allows: ["email"],
      },
      shop.locationId,
    );
    const jonah = await shop.office.createPerson(
      {
        ...{ firstName: "Jonah", lastName: "Pike", rewards: ["thank-you-20"] },
        ...{ card: "2950700000055", mobile: "+447700950555" },
        ...{ birthdayIn: 3, allows: ["email"] },
      },
      shop.locationId,
    );
    await shop.office.redeem(jonah.id, 5);
    await shop.office.allowGoodwill("thank-you-20");
    await shop.office.wish(iris.id, "Wishlist", "Oilskin hat");
    await shop.office.askToConnect(jonah.id, iris.id, "Friend");
    await shop.office.recordVisit(iris.id, shop.locationId, "Looked at boots");
    home = await shop.newDevice();
    window = await program.open(home);
    app = storeApp(window.page);
    await app.enrol("Till 1");
    await app.waitForConnection("Online");
    await app.waitUntilInstalled();
    await app.signIn(STAFF[0]);
    await app.open(iris.name);
  });
  afterAll(async () => {
    await window?.kill();
    await shop?.close();
  });

  /** The customer's picture, and that of what they have bought, which the demo draws. */
  const seePictures = async () => {
    await app.toTab("Purchases");
    await app.page.getByRole("button", { name: /£185\.00/ }).waitFor();
    await app.page.waitForFunction(
      () => {
        const rows = [...document.querySelectorAll<HTMLElement>("main [aria-expanded]")];
        const sale = rows.find(({ textContent }) => textContent?.includes("£185.00"));
        if (sale?.ariaExpanded !== "true") sale?.click();
        const pictures = [...document.querySelectorAll<HTMLImageElement>("main img")];
        // Of the customer, of the sale, and of its item.
        return pictures.map(({ naturalWidth }) => naturalWidth).join() === "1,96,96";
      },
      null,
      { polling: 1000, timeout: 90_000 },
    );
  };
  const heading = (name: string) => app.page.getByRole("heading", { level: 1, name }).waitFor();

  const rows: Readonly<Record<OfflineRowName, () => Promise<void>>> = {
    open: async () => {
      window = await program.open({ userData: home.userData, serverUrl: home.serverUrl });
      app = storeApp(window.page);
      await heading("Who's signing in?");
      await app.waitForConnection("Offline");
    },
    signIn: async () => {
      await app.signIn(STAFF[0]);
      await app.button(`Signed in: ${STAFF[0]}`).click();
      await app.page.getByRole("menuitem", { name: `Switch to ${STAFF[1]}` }).click();
      await heading(STAFF[1]);
      await app.page.keyboard.type("135790");
      await app.page.getByText("Wrong PIN.").waitFor();
      await app.button("Not you?").click();
      await app.signIn(STAFF[1]);
    },
    find: async () => {
      for (const text of ["thornbury iris", "iris.thornbury@", "07700 950333", "thornbery"]) {
        expect(await app.search(text, iris.name)).toHaveLength(1);
      }
    },
    scan: async () => {
      await app.searchBox.fill("");
      await app.scan(iris.card);
      await heading(iris.name);
      await app.toCustomers();
      await app.scan("2950799999999");
      await app.page.getByText("Card 2950799999999 isn't linked to anyone").first().waitFor();
    },
    profile: async () => {
      await app.open(iris.name);
      await app.toTab("Details");
      await app.seeFigure("Email", "iris.thornbury@example.com");
      await app.seeFigure("Card", iris.card);
    },
    facts: async () => {
      await app.toTab("Overview");
      // An hour ago may have been before midnight.
      await expect.poll(() => app.fact("Last visit").textContent()).toMatch(/^(today|yesterday)$/);
      await app.seeFigure("Spent in 12 months", "£185.00");
      await app.seeFigure("Visits", "1");
    },
    balances: async () => {
      await app.toTab("Overview");
      await app.seeFigure("Available", "£79.25");
      await app.seeFigure("Rewards", "£70.00");
      await app.seeFigure("Points", "185 points · £9.25");
      await app.page.getByText(/^As of .+\(.+\)$/).waitFor();
      await app.page.getByText(/^Offline: you can redeem up to £50\.00/).waitFor();
      await app.toTab("Rewards");
      const held = app.page.getByRole("region", { name: "Available to redeem" });
      await held.getByRole("button", { name: /185 points/ }).waitFor();
    },
    progress: async () => {
      const tier = app.page.getByRole("region", { name: "Tier", exact: true });
      await tier.getByText("215 points to First mate").waitFor();
      await app.page
        .getByRole("region", { name: "Achievements" })
        .getByText("1 of 10")
        .first()
        .waitFor();
    },
    purchases: async () => {
      await app.toTab("Purchases");
      const transactions = app.page.getByRole("region", { name: "Purchases" });
      await transactions.getByRole("button", { name: /£185\.00/ }).click();
      await transactions.getByRole("cell", { name: /^Waxed jacket/ }).waitFor();
    },
    receipt: async () => {
      await app.button("Add a receipt").click();
      const form = app.page.getByRole("region", { name: "Add a receipt" });
      await form.getByLabel("Receipt number").fill("GUEST-7");
      await form.getByLabel("Total").fill("48");
      await form.getByRole("button", { name: "Add receipt" }).click();
      const added = app.page.getByRole("region", { name: "Receipts added" });
      await added.getByText("GUEST-7").waitFor();
      await added.getByText("Not synced yet").waitFor();
      await added.getByRole("button", { name: "Undo receipt GUEST-7" }).click();
      await added.waitFor({ state: "detached" });
    },
    redeem: async () => {
      await app.toTab("Overview");
      await app.redeem("15");
      await app.slip.getByText(/^Within your offline limit/).waitFor();
      await app.seeFigure("New balance", "£64.25", app.slip);
      await app.button("Done").click();
      await app.seeFigure("Available", "£64.25");
    },
    credit: async () => {
      await app.button(/^Redeem/).click();
      await app.button("Credit").click();
      await app.amountField.fill("8");
      await app.button("Redeem £8.00").click();
      await app.slip.getByText(/^Within your offline limit/).waitFor();
      await app.button("Done").click();
      await app.seeFigure("Credit", "£22.00");
      await app.seeFigure("Available", "£64.25");
    },
    beyond: async () => {
      await app.startRedeem("55");
      await app.page.getByText("Offline limit is £50.00 per redemption.").waitFor();
      await app.page.getByText(/^Redeem £50\.00 or less now, and the rest when/).waitFor();
      expect(await app.button("Redeem £55.00").isDisabled()).toBe(true);
      await app.button("Back to the customer").click();
      await app.seeFigure("Available", "£64.25");
    },
    giftCard: async () => {
      await app.startRedeem("5");
      await app.button("Gift card").click();
      await app.page.getByText("Gift cards work only while you're online.").waitFor();
      expect(await app.button("Look up the card").isDisabled()).toBe(true);
      await app.button("Back").click();
      await app.seeFigure("Available", "£64.25");
    },
    benefit: async () => {
      await app.toTab("Rewards");
      const benefits = app.page.getByRole("region", { name: "Benefits" });
      await benefits.getByText("Online only").waitFor();
      await benefits.getByText(/^5 left, until /).waitFor();
      expect(await app.button("Use Gift wrapping").isDisabled()).toBe(true);
    },
    claimable: async () => {
      const claims = app.page.getByRole("region", { name: "Can be claimed" });
      await claims.getByText("Can be claimed once you're online").waitFor();
    },
    claim: async () => {
      const claims = app.page.getByRole("region", { name: "Can be claimed" });
      await claims.getByText("Online only").waitFor();
      expect(await app.button("Claim Gift wrapping").isDisabled()).toBe(true);
    },
    undo: async () => {
      await app.toSync();
      await app.button("Undo Redeem £8.00").click();
      await app.button("Undo Redeem £15.00").click();
      await app.page
        .getByRole("region", { name: "Waiting to sync" })
        .getByText("All synced")
        .waitFor();
      await app.open(iris.name);
      await app.toTab("Overview");
      await app.seeFigure("Available", "£79.25");
    },
    reverse: async () => {
      await app.open("Jonah Pike");
      await app.toTab("Rewards");
      const redemptions = app.page.getByRole("region", { name: "Redemptions" });
      await redemptions.getByRole("button", { name: /£5\.00/ }).click();
      await redemptions.getByRole("button", { name: "Slip" }).click();
      const slip = app.page.getByRole("dialog", { name: "Redemption slip" });
      await slip.getByText("Jonah Pike").waitFor();
      await slip.getByRole("button", { name: "Print" }).waitFor();
      await slip.getByRole("button", { name: "Reverse" }).click();
      const question = app.page.getByRole("dialog", { name: "Reverse £5.00?" });
      await question.getByRole("button", { name: "Reverse" }).click();
      await redemptions.getByText("Reversing").waitFor();
    },
    goodwill: async () => {
      await app.button("Give something").click();
      const sheet = app.page.getByRole("dialog", { name: "Give Jonah Pike something" });
      await sheet.getByLabel("What", { exact: true }).selectOption({ index: 1 });
      await sheet.getByLabel("Amount").fill("5");
      await sheet.getByLabel("Why").selectOption("Long wait");
      await sheet.getByRole("button", { name: "Give" }).click();
      await app.page.getByText(/^Given\. It can be used/).waitFor();
    },
    create: async () => {
      await app.toCustomers();
      await app.button("New customer").click();
      await app.page.getByLabel("First name").fill("Irys");
      await app.page.getByLabel("Last name").fill("Thornbury");
      await app.page.getByText(/^Similar name: /).waitFor();
      await app.page.getByLabel("Email").fill("iris.thornbury@example.com");
      await app.page.getByText("In use by Iris Thornbury").waitFor();
      expect(await app.button("Create customer").isDisabled()).toBe(true);
      await app.page.getByLabel("Email").fill("irys.thornbury@example.com");
      await app.button("Create anyway").click();
      await heading("Irys Thornbury");
      await app.page.getByText("New · not synced").waitFor();
    },
    edit: async () => {
      await app.open(iris.name);
      await app.edit();
      await app.page.getByLabel("Mobile phone").fill("07700 950444");
      await app.button("Save").click();
      await heading(iris.name);
      await app.toTab("Details");
      await app.seeFigure("Mobile", "+44 7700 950444not synced");
    },
    book: async () => {
      await app.button("More").click();
      await app.page.getByRole("menuitem", { name: "Make this my customer" }).click();
      await app.page.getByText("Your customer", { exact: true }).waitFor();
    },
    merge: async () => {
      await app.button("More").click();
      await app.page.getByRole("menuitem", { name: "Merge with another customer" }).click();
      await app.page.getByRole("textbox", { name: "Customer" }).fill("jonah pike");
      await app.button(/Jonah Pike$/).click();
      await app.page.getByRole("region", { name: "Side by side" }).waitFor();
      await app.button("Merge").click();
      await heading(iris.name);
      const waiting = app.page.getByRole("listitem").filter({ hasText: "Jonah Pike is being" });
      await waiting.getByRole("button", { name: "Undo" }).click();
      await waiting.waitFor({ state: "detached" });
    },
    note: async () => {
      await app.toTab("Overview");
      await app.page.getByRole("textbox", { name: "New note" }).fill("Asks for paper bags.");
      await app.page.keyboard.press("Control+Enter");
      const note = app.page.getByRole("listitem").filter({ hasText: "Asks for paper bags." });
      await note.getByText("not synced").waitFor();
      await note.getByRole("button", { name: "Make it a task" }).click();
      const form = app.page.getByRole("dialog", { name: "New task" });
      await form.getByText(iris.name).waitFor();
      await form.getByRole("button", { name: "Add task" }).click();
      const tasks = app.page.getByRole("region", { name: "Tasks" });
      await tasks.getByText("Asks for paper bags.").waitFor();
    },
    lists: async () => {
      await app.toTab("Wishlist");
      const list = app.page.getByRole("region", { name: "Wishlist" });
      await list.getByText("Oilskin hat").waitFor();
      await list.getByRole("textbox", { name: "Add to Wishlist" }).fill("Boots in 42");
      await list.getByRole("button", { name: "Add" }).click();
      await list
        .getByRole("listitem")
        .filter({ hasText: "Boots in 42" })
        .getByText("pending")
        .waitFor();
    },
    connections: async () => {
      await app.toTab("Details");
      const connections = app.page.getByRole("region", { name: "Connections" });
      await connections.getByText("Jonah Pike").waitFor();
      await connections.getByRole("button", { name: "Accept: Jonah Pike" }).click();
      await connections.getByText(/^Friend · Connected/).waitFor();
      await connections.getByText("pending").waitFor();
    },
    history: async () => {
      await app.toTab("Activity");
      const activity = app.page.getByRole("region", { name: "Activity" });
      await activity.getByText("Looked at boots").waitFor();
      await activity.getByText("Bought Waxed jacket").waitFor();
    },
    log: async () => {
      await app.button("Log a visit").click();
      await app.page.getByRole("textbox", { name: "What did they look at?" }).fill("Oilskin hats");
      await app.button("Save").click();
      const logged = app.page.getByRole("listitem").filter({ hasText: "Oilskin hats" });
      await logged.getByText("pending").waitFor();
    },
    message: async () => {
      await app.button(/^Message/).click();
      const form = app.page.getByRole("dialog", { name: `Message ${iris.name}` });
      await form.getByText(/^You're offline\. What they allow is known as of /).waitFor();
      await form.getByLabel("Start from").selectOption({ label: "Thank you" });
      await form.getByRole("button", { name: "Open email" }).click();
      const logged = app.page.getByRole("listitem").filter({ hasText: "Thank you for coming to" });
      await logged.getByText("pending").waitFor();
    },
    pictures: seePictures,
    contact: async () => {
      await app.toPlace("Today");
      const suggested = app.page.getByRole("region", { name: "To contact" });
      await suggested.getByRole("button", { name: /Jonah Pike.*Birthday on/ }).waitFor();
      await suggested.getByRole("button", { name: "Not now: Jonah Pike" }).click();
      await app.page.getByText("Jonah Pike won't be suggested for four weeks").waitFor();
      await suggested.getByText("Jonah Pike").waitFor({ state: "detached" });
    },
    tasks: async () => {
      await app.toPlace("Tasks");
      await app.button(/^Add task/).click();
      const form = app.page.getByRole("dialog", { name: "New task" });
      await form.getByLabel("What's to do?").fill("Ring about the bags");
      await form.getByRole("button", { name: "Today" }).click();
      await form.getByRole("button", { name: "Add task" }).click();
      const task = app.page.getByRole("listitem").filter({ hasText: "Ring about the bags" });
      await task.getByText("Not synced").waitFor();
      await app.button("More for “Ring about the bags”").click();
      await app.page.getByRole("menuitem", { name: "Put off until tomorrow" }).click();
      await task.getByText("tomorrow").waitFor();
      await app.button("Mark “Ring about the bags” as done").click();
      await app.button("Open “Ring about the bags” again").waitFor();
    },
    calendar: async () => {
      await app.toPlace("Calendar");
      await app.button(/^Book/).first().click();
      const form = app.page.getByRole("dialog", { name: "New appointment" });
      await form.getByLabel("Name, if they aren't a customer").fill("Kit Marlow");
      await form.getByLabel("Time").fill("10:00");
      await form.getByRole("button", { name: "Book" }).click();
      await app.button(/^Kit Marlow.*Confirmed/).click();
      await app.button("Move or edit").click();
      const edit = app.page.getByRole("dialog", { name: "Move or edit" });
      await edit.getByLabel("Time").fill("11:30");
      await edit.getByRole("button", { name: "Save" }).click();
      await app.button(/^Kit Marlow.*11:30/).click();
      await app.button("They're here").click();
      await app.button("Serve Kit Marlow").click();
      await app.button(/^Kit Marlow.*In service/).waitFor();
    },
    store: async () => {
      await app.toPlace("Store");
      const team = app.page.getByRole("region", { name: "Team" });
      await team.getByText(/^Manager · \d+ customers?$/).waitFor();
      await app.page
        .getByText(/ a week ago$/)
        .first()
        .waitFor();
      await app.page.getByText("Nobody owes anything").waitFor();
    },
    settings: async () => {
      await app.button(/^Signed in: /).click();
      await app.page.getByRole("menuitem", { name: "Settings" }).click();
      const size = () => app.page.evaluate(() => document.documentElement.style.fontSize);
      await app.page.getByText("115%").click();
      expect(await size()).toBe("115%");
      await app.page.getByText("100%").click();
      expect(await size()).toBe("100%");
    },
    products: async () => {
      await app.toPlace("Catalogue");
      await app.page.getByRole("link", { name: /^Waxed jacket/ }).waitFor();
      await app.page.getByLabel("Find a product").fill("waxd jacket");
      await app.page.getByRole("link", { name: /^Waxed jacket/ }).click();
      await app.page.getByRole("heading", { level: 1, name: "Waxed jacket" }).waitFor();
      const bought = app.page.getByRole("region", { name: "Who bought it" });
      await bought.getByRole("listitem").first().waitFor();
    },
    putOnList: async () => {
      await app.button("Add to a list").click();
      const sheet = app.page.getByRole("dialog", { name: "Add Waxed jacket to a list" });
      await sheet.getByLabel("Customer").fill("an");
      await sheet.getByRole("listitem").first().getByRole("button").click();
      await sheet.getByRole("button", { name: "Add", exact: true }).click();
      const wants = app.page.getByRole("region", { name: "Who wants it" });
      await wants.getByText("pending").waitFor();
      // The scan of a barcode opens its product: of the notebook, by its EAN.
      await app.scan("5060123400540");
      await app.page.getByRole("heading", { level: 1, name: "Notebook, ruled" }).waitFor();
    },
    sync: async () => {
      await app.toSync();
      const waiting = app.page.getByRole("region", { name: "Waiting to sync" });
      for (const title of ["New customer", "Profile edit", "Note"]) {
        await waiting
          .getByText(new RegExp(`^${title} for `))
          .first()
          .waitFor();
      }
      const saved = app.page.waitForEvent("download");
      await app.page.getByText("Technical details").click();
      await app.button("Export what's waiting").click();
      const stream = await (await saved).createReadStream();
      const text = (await stream.toArray()).map(String).join("");
      expect(text).toContain("Asks for paper bags.");
      expect(text).toContain("irys.thornbury@example.com");
    },
    kiosk: async () => {
      const { page } = app;
      await app.button(/^Signed in: /).click();
      await page.getByRole("menuitem", { name: "Kiosk mode" }).click();
      await app.button("Start kiosk mode").click();
      await app.button(/^Join/).click();
      await page.getByLabel("First name").fill("Otto");
      await page.getByLabel("Mobile number").fill("07700 950889");
      await page.getByLabel("Day").selectOption("2");
      await page.getByLabel("Month").selectOption("3");
      await page.getByRole("main").getByRole("button", { name: "Join" }).click();
      await page.getByText("Welcome, Otto!").waitFor();
      await app.button("Done").click();
      await app.button(/^Check my balance/).click();
      await page.getByLabel("Card, mobile number or email").fill("07700 950889");
      await page.getByLabel("Day").selectOption("2");
      await page.getByLabel("Month").selectOption("3");
      await app.button("Next").click();
      await page.getByText("Hello Otto").waitFor();
      await app.button("Done").click();
      await app.button("Staff").click();
      await page.getByText("Enter your PIN").waitFor();
      await page.keyboard.type(PIN);
      await app.button(/^Signed in: /).waitFor();
      await app.toSync();
      await app.page.getByText("Technical details").click();
    },
    enrol: async () => {
      await app.button("Re-enrol device").click();
      await app.page.getByLabel("Code").fill("ABCD-EFGH-JKLM");
      await app.page.getByLabel("Device name").fill("Till 9");
      await app.button("Enrol").click();
      await app.page.getByText("Nothing answers at that address.").waitFor();
      // The existing data is still there.
      await app.toCustomers();
      await app.open(iris.name);
    },
  };

  // In a test, because what is too slow once in a hook isn't tried again.
  test("what is shown online first", async () => {
    await seePictures();
    await shop.server.kill();
    await window.close();
  });

  for (const [name, run] of Object.entries(rows)) {
    const row = Object.entries(OFFLINE_ROWS).find(([key]) => key === name)?.[1];
    test(`${row?.what}: ${row?.offline}`, run);
  }
});
