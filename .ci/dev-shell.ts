/**
 * `npm run dev:electron`: builds and starts the shell, and again whenever its source or the built
 * screens change. Passes arguments and the environment (`REGULARS_SERVER_URL`, …) on to the shell.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createBuilder } from "vite";
import { fetchElectron } from "./electron-runtime.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const watched = ["electron", "shared", "dist/renderer"];
// A build writes many files. Changes within this time count as one.
const settleMs = 300;

const { executable } = await fetchElectron();
let app: ChildProcess | undefined;

const restart = async (): Promise<void> => {
  const builder = await createBuilder({
    configFile: `${root}electron/vite.config.ts`,
    logLevel: "warn",
  });
  await builder.buildApp();
  if (app !== undefined && app.exitCode === null && app.signalCode === null) {
    const gone = once(app, "exit");
    app.kill();
    await gone;
  }
  app = spawn(executable, [root, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
};

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    app?.kill();
    process.exit(0);
  });
}

await mkdir(`${root}dist/renderer`, { recursive: true });
let changes = 1;
for (const folder of watched) {
  watch(`${root}${folder}`, { recursive: true }, () => {
    changes += 1;
  });
}
for (let seen = 0; ; await sleep(settleMs)) {
  if (changes === seen) continue;
  const before = changes;
  await sleep(settleMs);
  if (changes !== before) continue;
  seen = changes;
  await restart().catch((error: unknown) => console.error(error));
}
