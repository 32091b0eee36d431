import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PIN, STAFF } from "./shop.ts";

/** How long the app may take for anything, in ms. */
const WAIT_MS = 15_000;

/** Seconds between the keys of a scanner. */
const SCANNER_GAP_S = 0.01;

/** Nobody scans a card sooner than this after pressing a key, which would be part of the burst. */
const SCAN_AFTER_S = 0.3;

/** The store app as staff use it, by the words on the screen. */
export type StoreApp = ReturnType<typeof storeApp>;

export const storeApp = (page: Page) => {
  page.setDefaultTimeout(WAIT_MS);
  const searchBox = page.getByRole("combobox", { name: "Find a customer" });
  const syncButton = page.getByRole("button", { name: /^Sync\. / });
  const amountField = page.getByRole("textbox", { name: "Amount to redeem" });
  const slip = page.getByRole("region", { name: "Redemption slip" });
  const button = (name: string | RegExp): Locator =>
    page.getByRole("button", { name, exact: true });
  /** The value next to a label in a list of facts or figures. */
  const fact = (label: string, within: Page | Locator = page): Locator =>
    within
      .locator("dt", { hasText: new RegExp(`^${label}$`) })
      .locator("xpath=following-sibling::dd[1]");

  const main = page.getByRole("navigation", { name: "Main" });
  const toPlace = async (name: string) => {
    const link = main.getByRole("link", { name });
    const more = main.getByRole("button", { name: "More places" });
    await link.or(more).first().waitFor();
    if (await link.isVisible()) return await link.click();
    await more.click();
    await page.getByRole("menuitem", { name }).click();
  };
  const toCustomers = async () => {
    await toPlace("Customers");
    await searchBox.waitFor();
  };

  return {
    page,
    searchBox,
    syncButton,
    amountField,
    slip,
    button,
    fact,
    toCustomers,
    toPlace,

    /** Opens the page about the sync, by way of its summary. */
    toSync: async () => {
      await syncButton.click();
      const summary = page.getByRole("dialog", { name: "Sync" });
      await summary.getByRole("button", { name: "Open sync" }).click();
      await page.getByRole("heading", { level: 1, name: "Sync" }).waitFor();
    },

    /** Shows another tab of the open customer. */
    toTab: (name: string) =>
      page
        .getByRole("navigation", { name: "About this customer" })
        .getByRole("link", { name })
        .click(),

    /** Waits until a labelled figure has this value. */
    seeFigure: (label: string, value: string, within: Page | Locator = page) =>
      expect.poll(() => fact(label, within).textContent(), { timeout: WAIT_MS }).toBe(value),

    /** Opens the form for the details of the open customer. */
    edit: async () => {
      await button("More").click();
      await page.getByRole("menuitem", { name: /^Edit details/ }).click();
    },

    enrol: async (deviceName: string) => {
      await page.getByRole("textbox", { name: "Device name" }).fill(deviceName);
      await button("Enrol").click();
      await page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
    },

    /** Chooses staff by name and types the PIN. */
    signIn: async (name: string = STAFF[0]) => {
      await page.getByRole("main").getByRole("button", { name }).click();
      await page.getByRole("heading", { name }).waitFor();
      await page.keyboard.type(PIN);
      await button(`Signed in: ${name}`).waitFor();
    },

    /** Searches on Today or among the customers, and returns the text of each hit. */
    search: async (text: string, expected: string): Promise<readonly string[]> => {
      await searchBox.fill(text);
      await page.getByRole("option", { name: expected }).first().waitFor();
      return page.getByRole("option").allTextContents();
    },

    /** Finds a customer by name and opens their profile. */
    open: async (name: string) => {
      await toCustomers();
      await searchBox.fill(name);
      await page.getByRole("option", { name }).first().click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
    },

    /**
     * Types like a scanner: a key every 10 ms, then Enter. Each key carries the time at which it
     * was pressed, as real ones do, and none waits for the one before it, so that a busy machine
     * doesn't make the scanner slow.
     */
    scan: async (card: string) => {
      const scanner = await page.context().newCDPSession(page);
      const startedAt = Date.now() / 1000 + SCAN_AFTER_S;
      const keys = [...card, "Enter"].flatMap((key, place) => {
        const timestamp = startedAt + place * SCANNER_GAP_S;
        const text = key === "Enter" ? "\r" : key;
        const pressed = { key, timestamp, windowsVirtualKeyCode: key === "Enter" ? 13 : 0 };
        return [
          { ...pressed, type: "keyDown", text } as const,
          { ...pressed, type: "keyUp" } as const,
        ];
      });
      await Promise.all(keys.map((key) => scanner.send("Input.dispatchKeyEvent", key)));
      await scanner.detach();
    },

    /**
     * The same on Android, where a scanner's keys have no names and only insert text. None of them
     * carries a time.
     */
    scanOnAndroid: async (card: string) => {
      const scanner = await page.context().newCDPSession(page);
      const nameless = { key: "Unidentified", windowsVirtualKeyCode: 229 };
      const enter = { key: "Enter", windowsVirtualKeyCode: 13 };
      const keys = [...card].flatMap((text) => [
        scanner.send("Input.dispatchKeyEvent", { ...nameless, type: "rawKeyDown" }),
        scanner.send("Input.insertText", { text }),
        scanner.send("Input.dispatchKeyEvent", { ...nameless, type: "keyUp" }),
      ]);
      const end = scanner.send("Input.dispatchKeyEvent", { ...enter, type: "keyDown", text: "\r" });
      await Promise.all([...keys, end]);
      await scanner.detach();
    },

    /** Opens the form from the profile and enters an amount. */
    startRedeem: async (pounds: string) => {
      await button(/^Redeem/).click();
      await amountField.fill(pounds);
    },

    /** Redeems from the profile and waits for the slip. */
    redeem: async (pounds: string) => {
      await button(/^Redeem/).click();
      await amountField.fill(pounds);
      await button(new RegExp(`^Redeem £${Number(pounds).toFixed(2)}$`)).click();
      await slip.waitFor();
    },

    /** Waits until the header shows this connection. */
    waitForConnection: (word: "Online" | "Offline") =>
      page
        .getByRole("button", { name: new RegExp(`^Sync\\. ${word}\\.`) })
        .waitFor({ timeout: 60_000 }),

    /** Waits until the header shows this many pending commands. */
    waitForPending: (count: number) =>
      page
        .getByRole("button", {
          name: count === 0 ? /^Sync\. Online\. All synced/ : new RegExp(`\\. ${count} waiting`),
        })
        .waitFor({ timeout: 60_000 }),

    /** Resolves when the web app can open without the server; at once outside a browser. */
    waitUntilInstalled: () =>
      page.waitForFunction(
        () =>
          !location.protocol.startsWith("http") ||
          ("serviceWorker" in navigator && navigator.serviceWorker.controller !== null),
      ),
  };
};
