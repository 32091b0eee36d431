import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { chromium, type Page } from "playwright-core";
import { killGroup, waitUntilGone } from "./kill-process.ts";
import { watchPage } from "./watched-pages.ts";

/** A running app with its window, and the two ways of ending it. */
export type AppWindow = {
  readonly page: Page;
  /** Closes it as staff would. */
  readonly close: () => Promise<void>;
  /** `kill -9` of the program and all its processes, whatever it is doing. */
  readonly kill: () => Promise<void>;
};

/** The browser that the tests use: `CHROMIUM_PATH`, or else one in the usual places. */
export const findChromium = (): string | undefined =>
  [process.env["CHROMIUM_PATH"], ...USUAL_PLACES].find(
    (path) => path !== undefined && path !== "" && existsSync(path),
  );

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Chromium's own pages for its address bar. Loading them costs a second of CPU time at every start.
 */
const ADDRESS_BAR_PAGES = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup";

/**
 * Arguments that every start needs here: root can't use the sandbox, there is no GPU and no
 * network, and a container's shared memory may be too small for a page.
 */
const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  `--disable-features=Translate,MediaRouter,OptimizationHints,${ADDRESS_BAR_PAGES}`,
  "--password-store=basic",
  "--window-size=1280,800",
  "--remote-debugging-port=0",
];

const cameraShowing = (file: string): readonly string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
];

/**
 * Opens a page in a Chromium that stores everything in `userData`. We start the process ourselves,
 * not Playwright, so that it can be killed and restarted on the same folder. `camera` is a file
 * with what its camera shows; without it there is none.
 */
export const openChromium = async (
  userData: string,
  url: string,
  camera?: string,
): Promise<AppWindow> => {
  const executable = findChromium();
  if (executable === undefined) throw new Error("Chromium not found.");
  const own = [`--user-data-dir=${userData}`, ...(camera ? cameraShowing(camera) : [])];
  const child = spawn(executable, [...ARGUMENTS, ...own, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Chromium exited with ${code}.`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0] ?? (await browser.newContext());
  const page = context.pages()[0] ?? (await context.newPage());
  watchPage(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(url);
  return {
    page,
    kill: () => killGroup(child),
    close: async () => {
      const gone = once(child, "exit");
      const session = await browser.newBrowserCDPSession();
      // The browser may be gone before it answers.
      await session.send("Browser.close").catch(() => undefined);
      await gone;
      await waitUntilGone(child.pid ?? 0);
    },
  };
};
