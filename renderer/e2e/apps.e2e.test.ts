import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { APP_PATHS, type AppName, appNames } from "#shared/apps/app-paths.ts";
import { type AppWindow, openChromium } from "./chromium.ts";
import {
  findAxeViolations,
  findCutLabels,
  findSidewaysScroll,
  findSmallTargets,
} from "./page-checks.ts";
import { findBrowserProgram } from "./programs.ts";
import { openShop, type Shop } from "./shop.ts";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const;
const HEADINGS: Readonly<Record<AppName, string>> = {
  clienteling: "Enrol this device",
  manager: "Head office",
  portal: "Your profile",
};
const SITES = ["manager", "portal"] as const;

/** `REGULARS_SCREENSHOTS=DIR` writes a screenshot of every page in every size and scheme to DIR. */
const folder = process.env["REGULARS_SCREENSHOTS"];
const program = findBrowserProgram();

// One browser visits all apps of one server, as on a back-office computer: they share an origin.
describe.runIf(program.missing === undefined)("the apps of one server", () => {
  let shop: Shop;
  let browser: AppWindow;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (folder) await mkdir(folder, { recursive: true });
    shop = await openShop();
    browser = await openChromium((await shop.newDevice()).userData, "about:blank");
    page = browser.page;
    page.setDefaultTimeout(15_000);
    // A content security policy violation shows up as a console error.
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.kill();
    await shop?.close();
  });

  const open = async (name: AppName, below = "") => {
    await page.goto(`${shop.server.url}${APP_PATHS[name]}${below}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  };

  test.each(SITES)("%s renders without problems in every size and scheme", async (name) => {
    await open(name);
    await page.getByRole("heading", { name: HEADINGS[name], level: 1 }).waitFor();
    await page.emulateMedia({ reducedMotion: "reduce" });
    const problems: string[] = [];
    for (const size of SIZES) {
      for (const scheme of ["light", "dark"] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: scheme });
        await page
          .locator(`html[data-mantine-color-scheme="${scheme}"]`)
          .waitFor({ state: "attached" });
        const found = [
          ...(await findSidewaysScroll(page)),
          ...(await findSmallTargets(page)),
          ...(await findCutLabels(page)),
          ...(await findAxeViolations(page)),
        ];
        problems.push(...found.map((problem) => `${size.width} ${scheme}: ${problem}`));
        const file = `${name}-${size.width}-${scheme}.png`;
        if (folder) await page.screenshot({ path: join(folder, file) });
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    expect(problems).toEqual([]);
  });

  test.each(SITES)("%s answers an unknown address, and title and focus follow", async (name) => {
    await open(name, "nowhere/at/all");
    await page.getByText("There's no page at this address.").waitFor();
    await expect.poll(() => page.title()).toBe("Page not found · Regulars");
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Regulars" }).press("Enter");
    await page.getByText("Nothing here yet").waitFor();
    expect(new URL(page.url()).pathname).toBe(APP_PATHS[name]);
    await expect.poll(() => page.title()).toBe(`${HEADINGS[name]} · Regulars`);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("main") !== null))
      .toBe(true);
  });

  test("the store app opens at every address of its own", async () => {
    await open("clienteling", "profiles/01a223da-0000-7000-8000-000000000000");
    await page.getByRole("heading", { name: HEADINGS.clienteling, level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("manager asks the server what a token may do", async () => {
    await open("manager");
    const token = page.getByLabel("API token");
    await token.fill(inject("demoToken"));
    await token.press("Enter");
    await page.getByText("“e2e” is valid for regulars.").waitFor();
    await page.getByText("everything").waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    if (folder) await page.screenshot({ path: join(folder, "manager-token.png") });
    expect(complaints).toEqual([]);

    await token.fill("rg_api_nobody");
    await page.getByRole("button", { name: "Check the token" }).click();
    await page.getByText("The server doesn't accept this token.").waitFor();
    // The browser logs each 401 to the console.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("401")]);
  });

  test("each app caches its own files in its own cache, and leaves the others alone", async () => {
    const kept: Record<string, readonly string[]> = {};
    for (const name of appNames) {
      await open(name);
      const scope = await page.evaluate(async () => {
        const { scope, active } = await navigator.serviceWorker.ready;
        if (active?.state !== "activated") {
          await new Promise((resolve) => active?.addEventListener("statechange", resolve));
        }
        return scope;
      });
      expect(scope).toBe(`${shop.server.url}${APP_PATHS[name]}`);
    }
    const found = await page.evaluate(async () =>
      Promise.all(
        (await window.caches.keys()).map(async (name) => {
          const requests = await (await window.caches.open(name)).keys();
          return { name, paths: requests.map(({ url }) => new URL(url).pathname) };
        }),
      ),
    );
    for (const { name, paths } of found) {
      const app = /^regulars-([a-z]+)-[0-9a-f]{16}$/.exec(name)?.[1] ?? name;
      kept[app] = paths;
    }
    expect(Object.keys(kept).sort()).toEqual([...appNames].sort());
    for (const name of SITES) {
      expect(kept[name]?.length).toBeGreaterThan(3);
      expect(kept[name]?.filter((path) => !path.startsWith(APP_PATHS[name]))).toEqual([]);
    }
    expect(kept["clienteling"]?.length).toBeGreaterThan(10);
    const foreign = kept["clienteling"]?.filter((path) => /^\/(?:manager|portal)\//.test(path));
    expect(foreign).toEqual([]);
  });

  test("each app opens without the server, at any of its addresses", async () => {
    await shop.server.kill();
    await open("clienteling");
    for (const name of SITES) {
      await open(name);
      await page.getByRole("heading", { name: HEADINGS[name], level: 1 }).waitFor();
      await open(name, "nowhere");
      await page.getByText("There's no page at this address.").waitFor();
    }
    expect(complaints).toEqual([]);
  });
});
