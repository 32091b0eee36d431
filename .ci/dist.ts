/**
 * `npm run dist -- --linux dir`: passes its arguments to electron-builder. If the Electron of
 * package.json isn't installed because its download is blocked, Linux packages are made with the
 * one that the tests use. That is good enough to try, not to ship.
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
    console.log(
      `Electron ${wanted} isn't installed. This package is only for trying, with ${version}.`,
    );
    args.push("--config", ".ci/stand-in-package.config.ts");
  }
}

const builder = fileURLToPath(import.meta.resolve("electron-builder/cli.js"));
const { status } = spawnSync(process.execPath, [builder, ...args], { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
