/**
 * `npm run dist -- --linux dir`: hands its arguments to electron-builder. Where the Electron of
 * package.json is not installed (its download is blocked), Linux packages are made with the one
 * that the tests use: good for trying, not for shipping.
 */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { fetchElectron } from "./electron-runtime.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifestSchema = z.object({ devDependencies: z.object({ electron: z.string() }) });

const args = process.argv.slice(2);
const manifest = manifestSchema.parse(JSON.parse(await readFile(`${root}package.json`, "utf8")));
const wanted = manifest.devDependencies.electron;

if (process.platform === "linux" && args.some((arg) => arg === "--linux" || arg === "-l")) {
  const { version } = await fetchElectron();
  if (version !== wanted) {
    console.log(`Electron ${wanted} is not installed; this package is a trial with ${version}.`);
    args.push("--config", ".ci/stand-in-package.config.ts");
  }
}

const builder = fileURLToPath(import.meta.resolve("electron-builder/cli.js"));
const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
