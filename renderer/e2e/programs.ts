import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { type AppWindow, findChromium, openChromium } from "./chromium.ts";
import {
  desktopMissing,
  launchDesktop,
  root,
  type StagedDesktop,
  stageDesktop,
} from "./desktop.ts";
import { openDisplay } from "./display.ts";
import { killGroup, waitUntilGone } from "./kill-process.ts";

/** Where an app stores its data, and its server. */
export type AppHome = {
  readonly userData: string;
  readonly serverUrl: string;
  /** Only for the start that enrols the device. */
  readonly enrolCode?: string;
};

/** One of the two programs that the store app runs in. */
export type Program = {
  readonly name: "Chromium" | "Electron";
  /** Why it can't run here; undefined if it can. */
  readonly missing: string | undefined;
  /** `camera` is a file with what its camera shows. Only Chromium can have one. */
  readonly open: (home: AppHome, camera?: string) => Promise<AppWindow>;
};

/** The store app in a browser, as the sync server serves it. */
export const findBrowserProgram = (): Program => ({
  name: "Chromium",
  missing: reported("Chromium", notBuilt() ?? noChromium()),
  open: ({ userData, serverUrl, enrolCode }, camera) =>
    openChromium(
      userData,
      enrolCode === undefined ? `${serverUrl}/` : `${serverUrl}/#enrol=${enrolCode}`,
      camera,
    ),
});

/** The store app in the desktop shell. Closes its display after the file's tests. */
export const findDesktopProgram = async (): Promise<Program> => {
  const display = await openDisplay();
  const missing = notBuilt() ?? (await desktopMissing(display?.name));
  let staged: StagedDesktop | undefined;
  afterAll(async () => {
    await staged?.remove();
    await display?.close();
  });
  return {
    name: "Electron",
    missing: reported("Electron", missing),
    open: async ({ userData, serverUrl, enrolCode }) => {
      staged ??= await stageDesktop(join(inject("builtScreens"), "clienteling"));
      const { app, page } = await launchDesktop(staged, {
        userData,
        display: display?.name ?? "",
        args: [
          `--server-url=${serverUrl}`,
          ...(enrolCode === undefined ? [] : [`--enrol-code=${enrolCode}`]),
        ],
      });
      const child = app.process();
      return {
        page,
        kill: () => killGroup(child),
        close: async () => {
          await app.close();
          await waitUntilGone(child.pid ?? 0);
        },
      };
    },
  };
};

const notBuilt = (): string | undefined =>
  existsSync(join(inject("builtScreens"), "clienteling/index.html")) &&
  existsSync(join(root, "dist/electron/main.cjs"))
    ? undefined
    : "the app is not built; run npm run build";

const noChromium = (): string | undefined =>
  findChromium() === undefined ? "Chromium not found. Set CHROMIUM_PATH" : undefined;

/** Reports once that tests are skipped. Throws where nothing may be skipped. */
const reported = (name: string, missing: string | undefined): string | undefined => {
  if (missing === undefined) return undefined;
  if (process.env["REGULARS_REQUIRE_ALL"] === "1") throw new Error(`Tests in ${name}: ${missing}`);
  console.warn(`Tests in ${name} are skipped: ${missing}.`);
  return missing;
};
