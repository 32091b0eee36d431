import { execFile } from "node:child_process";
import { cp, link, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type ElectronApplication, _electron as electron, type Page } from "playwright-core";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** An unpacked desktop app that Playwright can start, in a folder of its own. */
export type StagedDesktop = {
  readonly folder: string;
  readonly executable: string;
  readonly args: readonly string[];
  readonly remove: () => Promise<void>;
};

/** Which Electron the tests run in; rejects with the reason where there is none. */
export const findElectron = async (): Promise<{ executable: string; version: string }> => {
  const tool = join(root, ".ci/electron-runtime.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [tool], { cwd: root });
  const [, version, executable] = /^Electron (\S+): (.+)$/m.exec(stdout) ?? [];
  if (!version || !executable) throw new Error(`No Electron found: ${stdout}`);
  return { executable, version };
};

/**
 * Puts the built shell and the screens in `rendererFolder` together as an app. The runtime is
 * linked into the folder with it, because the one that stands in for the real package starts only
 * what lies in its own `resources/app`.
 */
export const stageDesktop = async (rendererFolder: string): Promise<StagedDesktop> => {
  const { executable } = await findElectron();
  await mkdir(join(root, ".cache"), { recursive: true });
  const folder = await mkdtemp(join(root, ".cache/desktop-"));
  const remove = () => rm(folder, { recursive: true, force: true });

  const installed = executable.startsWith(join(root, "node_modules"));
  const app = installed ? join(folder, "app") : join(folder, "runtime/resources/app");
  if (!installed) await linkTree(dirname(executable), join(folder, "runtime"));
  await cp(join(root, "dist/electron"), join(app, "dist/electron"), { recursive: true });
  await cp(rendererFolder, join(app, "dist/renderer"), { recursive: true });
  const manifest = { name: "regulars", version: "0.0.0-test", main: "dist/electron/main.cjs" };
  await writeFile(join(app, "package.json"), JSON.stringify(manifest));
  return installed
    ? { folder, executable, args: [app], remove }
    : { folder, executable: join(folder, "runtime/electron"), args: [], remove };
};

export type Launch = {
  readonly userData: string;
  readonly display: string;
  readonly args?: readonly string[];
};

/** What every launch needs here: root may not use Chromium's sandbox, and there is no GPU. */
export const testArguments = ["--no-sandbox", "--disable-gpu"];

/** Starts the app and waits for its window. */
export const launchDesktop = async (
  staged: StagedDesktop,
  { userData, display, args = [] }: Launch,
): Promise<{ app: ElectronApplication; page: Page }> => {
  const app = await electron.launch({
    executablePath: staged.executable,
    args: [...staged.args, ...testArguments, `--user-data=${userData}`, ...args],
    env: desktopEnvironment(display),
  });
  const page = await app.firstWindow();
  await page.waitForLoadState("domcontentloaded");
  return { app, page };
};

/** The environment of the tests without what belongs to Regulars, so that nothing leaks in. */
export const desktopEnvironment = (display: string): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith("REGULARS_")) env[name] = value;
  }
  return display === "" ? env : { ...env, DISPLAY: display };
};

const linkTree = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await linkTree(source, target);
    else await link(source, target).catch(() => cp(source, target));
  }
};

/** Why desktop tests cannot run here; undefined where they can. */
export const desktopMissing = async (display: string | undefined): Promise<string | undefined> => {
  if (display === undefined) return "there is no display and no Xvfb";
  const found = await findElectron().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (found === undefined) return undefined;
  return `there is no Electron to start (${found.split("\n")[0]})`;
};
