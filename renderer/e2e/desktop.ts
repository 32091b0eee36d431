import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type ElectronApplication, _electron as electron, type Page } from "playwright-core";
import { watchPage } from "./watched-pages.ts";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** An unpacked desktop app that Playwright can start, in its own folder. */
export type StagedDesktop = {
  readonly executable: string;
  /** The app's folder: Electron's first argument. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

/** The Electron that the tests run in. Rejects with the reason if there is none. */
export const findElectron = async (): Promise<{ executable: string; version: string }> => {
  const tool = join(root, ".ci/electron-runtime.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [tool], { cwd: root });
  const [, version, executable] = /^Electron (\S+): (.+)$/m.exec(stdout) ?? [];
  if (!version || !executable) throw new Error(`No Electron found: ${stdout}`);
  return { executable, version };
};

/** Builds a desktop app from the built shell and the store app in `storeAppFolder`. */
export const stageDesktop = async (storeAppFolder: string): Promise<StagedDesktop> => {
  const { executable } = await findElectron();
  const folder = await mkdtemp(join(tmpdir(), "regulars-app-"));
  await cp(join(root, "dist/electron"), join(folder, "dist/electron"), { recursive: true });
  await cp(storeAppFolder, join(folder, "dist/renderer/clienteling"), { recursive: true });
  const manifest = { name: "regulars", version: "0.0.0-test", main: "dist/electron/main.cjs" };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  return { executable, folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

export type Launch = {
  readonly userData: string;
  readonly display: string;
  readonly args?: readonly string[];
};

/**
 * Arguments that every launch needs here: root can't use Chromium's sandbox, there is no GPU, and a
 * container's shared memory may be too small for a renderer.
 */
export const testArguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/** Starts the app and waits for its window. */
export const launchDesktop = async (
  staged: StagedDesktop,
  { userData, display, args = [] }: Launch,
): Promise<{ app: ElectronApplication; page: Page }> => {
  const app = await electron.launch({
    executablePath: staged.executable,
    args: [staged.folder, ...testArguments, `--user-data=${userData}`, ...args],
    env: desktopEnvironment(display),
  });
  const page = await app.firstWindow();
  watchPage(page);
  await page.waitForLoadState("domcontentloaded");
  return { app, page };
};

/** The tests' environment without Regulars' own variables, so that nothing leaks in. */
export const desktopEnvironment = (display: string): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith("REGULARS_")) env[name] = value;
  }
  return display === "" ? env : { ...env, DISPLAY: display };
};

/** Why desktop tests can't run here; undefined if they can. */
export const desktopMissing = async (display: string | undefined): Promise<string | undefined> => {
  if (display === undefined) return "there is no display and no Xvfb";
  const found = await findElectron().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (found === undefined) return undefined;
  return `Electron not found (${found.split("\n")[0]})`;
};
