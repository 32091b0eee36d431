import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_DIR } from "./programs.ts";

/** How the store app was opened, and its process if it is ours to stop. */
export type OpenedApp = {
  readonly how: "window" | "browser" | "by hand";
  /** Why it isn't the window, as text for people. */
  readonly reason: string | null;
  readonly process: ChildProcess | null;
};

/** The server that the app connects to, and the code that enrols it when it first starts. */
export type AppTarget = {
  readonly serverUrl: string;
  readonly enrolCode: string | null;
  readonly userDataDir: string;
};

/** Opens the Electron window if Electron and a display are available, otherwise the browser. */
export const openStoreApp = (target: AppTarget): OpenedApp => {
  const reason = whyNoWindow();
  if (reason !== null) return openBrowser(target, reason);
  const executable = findElectron();
  if (executable === null) {
    return openBrowser(target, "Electron is not installed and couldn't be downloaded");
  }
  const child = spawn(
    executable,
    [
      PROJECT_DIR,
      `--server-url=${target.serverUrl}`,
      `--user-data=${target.userDataDir}`,
      ...(target.enrolCode === null ? [] : [`--enrol-code=${target.enrolCode}`]),
    ],
    { cwd: PROJECT_DIR, stdio: ["ignore", "ignore", "ignore"] },
  );
  child.on("error", () => undefined);
  return { how: "window", reason: null, process: child };
};

/** The URL that opens the store app in a browser and enrols it. */
export const browserUrl = (target: AppTarget): string =>
  target.enrolCode === null
    ? `${target.serverUrl}/`
    : `${target.serverUrl}/#enrol=${encodeURIComponent(target.enrolCode)}`;

/** Why the Electron window can't be opened here, as text for people. Null if it can. */
export const whyNoWindow = (): string | null => {
  if (process.platform !== "linux") return null;
  const { env } = process;
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "this machine has no display";
  return process.getuid?.() === 0 ? "Electron's sandbox does not run as root" : null;
};

/** The installed Electron. Its package downloads the binary when first asked. */
const findElectron = (): string | null => {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (override) return join(override, "electron");
  const packageDir = join(PROJECT_DIR, "node_modules/electron");
  const pathFile = join(packageDir, "path.txt");
  if (!existsSync(pathFile)) {
    process.stdout.write("Downloading Electron (first start only)…\n");
    spawnSync(process.execPath, [join(packageDir, "install.js")], { stdio: "ignore" });
  }
  if (!existsSync(pathFile)) return null;
  const executable = join(packageDir, "dist", readFileSync(pathFile, "utf8").trim());
  return existsSync(executable) ? executable : null;
};

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

const openBrowser = (target: AppTarget, reason: string): OpenedApp => {
  const opener = OPENERS[process.platform];
  const hasScreen =
    process.platform !== "linux" ||
    Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
  if (!opener || !hasScreen) return { how: "by hand", reason, process: null };
  const [command, ...args] = opener;
  const child = spawn(command, [...args, browserUrl(target)], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
  return { how: "browser", reason, process: null };
};
