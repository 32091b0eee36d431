import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { de } from "#renderer/words/de/de.ts";
import { en } from "#renderer/words/en/en.ts";
import { type AppWindow, openChromium } from "./chromium.ts";
import { findEnglish } from "./find-english.ts";
import type { Person } from "./head-office.ts";
import { findBrokenWords, findCutLabels, findSidewaysScroll } from "./page-checks.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, PIN, type Shop, STAFF } from "./shop.ts";
import { type StoreApp, storeApp } from "./store-app.ts";

const program = findBrowserProgram();
/** Where `REGULARS_SCREENSHOTS=DIR` also writes the main screens in German. */
const folder = process.env["REGULARS_SCREENSHOTS"];
const DARK_CANVAS = "rgb(20, 23, 27)";

// What is around the screens: the first paint, the header, the title, the focus.
describe.runIf(program.missing === undefined)("the frame of the store app", () => {
  let screens: string;
  let shop: Shop;
  let window: AppWindow;
  let page: Page;
  let app: StoreApp;
  let url: string;
  let ruth: Person;

  beforeAll(async () => {
    screens = await mkdtemp(join(tmpdir(), "regulars-screens-"));
    await cp(inject("builtScreens"), screens, { recursive: true });
    shop = await openShop(screens);
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
    await rm(screens, { recursive: true, force: true });
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

  test("a new version waits for the lock, and no other file takes the place of one of its own", async () => {
    await app.waitUntilInstalled();
    const [worker, manifest] = ["service-worker.js", "manifest.webmanifest"].map((name) =>
      join(screens, "clienteling", name),
    );
    if (worker === undefined || manifest === undefined) throw new Error("two files");
    const [source, before] = [await readFile(worker, "utf8"), await readFile(manifest, "utf8")];
    const after = `${before}\n`;
    const cacheNames = () => page.evaluate(() => globalThis.caches.keys());
    const [cache = ""] = await cacheNames();
    const version = cache.split("-").at(-1) ?? "";
    const next = version.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    await writeFile(
      worker,
      source.replaceAll(version, next).replace(shortHash(before), shortHash(after)),
    );
    const update = () =>
      page.evaluate(async () => {
        await (await navigator.serviceWorker.ready).update().catch(() => {});
      });
    const state = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        if (registration.installing) return "installing";
        return registration.waiting ? "waiting" : "nothing";
      });

    // A network's sign-in page answers for a file, with a status that says that all is well.
    await writeFile(manifest, "<html><title>Guest Wi-Fi</title></html>");
    await update();
    await expect.poll(state, { timeout: 15_000 }).toBe("nothing");
    await writeFile(manifest, after);
    await page.evaluate(() => document.body.setAttribute("data-old", ""));
    await update();
    await expect.poll(state, { timeout: 15_000 }).toBe("waiting");
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    expect(await page.locator("[data-old]").count()).toBe(1);

    await app.button(/^Signed in: /).click();
    await page.getByRole("menuitem", { name: "Lock or switch staff" }).click();
    await page.locator("[data-old]").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
    await expect.poll(cacheNames).toEqual([cache.replace(version, next)]);
    await app.signIn();
  });

  test("on a phone the bar has five buttons, and the other places are under More", async () => {
    const wide = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 390, height: 844 });
    const bar = page.getByRole("navigation", { name: "Main" });
    const more = bar.getByRole("button", { name: "More places" });
    await more.waitFor();
    expect(await bar.getByRole("link").or(bar.getByRole("button")).count()).toBe(5);
    await app.toPlace("Calendar");
    await page.getByRole("heading", { level: 1, name: "Calendar" }).waitFor();
    expect(await more.getAttribute("data-here")).toBe("true");
    await app.toPlace("Today");
    await expect.poll(() => more.getAttribute("data-here")).toBe(null);
    await page.setViewportSize(wide);
  });

  test("where people read from right to left, the screens mirror and numbers don't", async () => {
    await page.evaluate(() => localStorage.setItem("language", "ar-XB"));
    await page.reload();
    await page.getByRole("heading", { name: "⟦Who's signing in?⟧" }).waitFor();
    await page.getByRole("button", { name: STAFF[0] }).click();
    const startOf = async (name: string) =>
      (await page.getByRole("button", { name, exact: true }).boundingBox())?.x ?? Number.NaN;
    expect(await startOf("1")).toBeLessThan(await startOf("3"));
    await page.keyboard.type(PIN);
    const rail = page.getByRole("navigation", { name: "⟦Main⟧" });
    await rail.waitFor();
    expect((await rail.boundingBox())?.x).toBeGreaterThan(1000);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/customers/${ruth.id}`);
    await page.getByRole("heading", { level: 1, name: ruth.name }).waitFor();
    const phone = page.getByText("+44 7700 950820").first();
    await phone.waitFor();
    // By where the digits are: the country comes first, and the groups keep their order.
    const places = await phone.evaluate((element) => {
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const node = walk.nextNode();
      const text = node?.textContent ?? "";
      return ["4", "7", "9"].map((digit) => {
        const range = document.createRange();
        if (node === null) return 0;
        range.setStart(node, text.indexOf(digit));
        range.setEnd(node, text.indexOf(digit) + 1);
        return range.getBoundingClientRect().left;
      });
    });
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(await findSidewaysScroll(page)).toEqual([]);
    await page.getByRole("button", { name: /^⟦Redeem⟧/ }).click();
    const sheet = page.getByRole("main").last();
    await page.getByRole("textbox", { name: "⟦Amount to redeem⟧" }).waitFor();
    await expect.poll(async () => (await sheet.boundingBox())?.x).toBeLessThan(10);
    expect(await findSidewaysScroll(page)).toEqual([]);
    await page.evaluate(() => localStorage.removeItem("language"));
    await page.reload();
  });

  test("in German nothing is left in English, and it fits a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => localStorage.setItem("language", "de"));
    await page.reload();
    await page.getByRole("heading", { name: "Wer meldet sich an?" }).waitFor();
    const problems: string[] = [];
    const check = async (where: string) => {
      const found = [
        ...(await findEnglish(page, en, de)),
        ...(await findSidewaysScroll(page)),
        ...(await findCutLabels(page)),
        ...(await findBrokenWords(page)),
      ];
      problems.push(...found.map((problem) => `${where}: ${problem}`));
      if (folder) await page.screenshot({ path: join(folder, `de-${where}.png`) });
    };
    await check("sign in");
    await page.getByRole("button", { name: STAFF[0] }).click();
    await page.keyboard.type(PIN);
    for (const [name, address, seen] of GERMAN_PLACES) {
      await page.evaluate(
        (hash) => {
          location.hash = hash;
        },
        address.replace("ID", ruth.id),
      );
      await page.getByText(seen).first().waitFor();
      await check(name);
    }
    await page.evaluate(() => localStorage.removeItem("language"));
    await page.reload();
    await page.getByRole("heading", { name: "Who's signing in?" }).waitFor();
    expect(problems).toEqual([]);
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

/** The main screens, each with something that it says once it is there. */
const GERMAN_PLACES = [
  ["today", "#/", "Mein Tag"],
  ["customers", "#/customers", "Geburtstag diesen Monat"],
  ["new customer", "#/customers/new", "Kunden anlegen"],
  ["overview", "#/customers/ID", "Noch keine Notizen"],
  ["purchases", "#/customers/ID/purchases", "Noch keine Einkäufe"],
  ["rewards", "#/customers/ID/rewards", "Noch nichts eingelöst"],
  ["wishlist", "#/customers/ID/wishlist", "Neue Liste"],
  ["activity", "#/customers/ID/activity", "Besuch eintragen"],
  ["details", "#/customers/ID/details", "Karten und Kennungen"],
  ["redeem", "#/customers/ID/redeem", /^Jetzt bis zu .* einlösbar\.$/],
  ["gift card", "#/gift-card", "Karte prüfen"],
  ["tasks", "#/tasks", "Überfällig"],
  ["calendar", "#/calendar", "Warteliste"],
  ["catalogue", "#/catalogue", /^(?:[\d.]+|Noch keine) Produkte$/],
  ["store", "#/store", "Das sieht nur die Filialleitung"],
  ["sync", "#/sync", "Technische Details"],
  ["settings", "#/settings", "Textgröße"],
] as const;

/** How the build lists a file (`build/precache-list.ts`). */
const shortHash = (content: string): string =>
  createHash("sha256").update(content).digest("hex").slice(0, 16);
