import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { demoEnrolCode, makeDemo, SIGN_IN } from "./start/demo-tenant.ts";
import { onStopSignal, startProgram } from "./start/programs.ts";
import { whyNoWindow } from "./start/store-app.ts";

/**
 * `npm run dev`: server, renderer and shell in watch mode on the demo tenant. Each line starts with
 * the name of the program that printed it. Without a display, the shell is left out.
 */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4180" },
      "app-port": { type: "string", default: "5173" },
      data: { type: "string", default: "data" },
    },
  });
  const dataDir = resolve(values.data);
  const stop = onStopSignal();
  const demo = await makeDemo(dataDir, stop);
  if (demo !== 0) {
    process.exitCode = demo;
    return;
  }
  const serverUrl = `http://127.0.0.1:${values.port}`;
  const code = await demoEnrolCode(dataDir, stop);
  if (stop.aborted) return;
  const noWindow = whyNoWindow();
  const start = (name: string, args: readonly string[]) => startNamed(name, args, stop);
  start("server", [
    ...["--watch", "--watch-preserve-output", "sync-server/main.ts"],
    ...["--log-level", "warn", "--port", values.port, "--data", dataDir],
  ]);
  start("renderer", [
    ...["renderer/build/dev.ts", "--port", values["app-port"], "--server-url", serverUrl],
  ]);
  if (noWindow === null) start("shell", [".ci/dev-shell.ts", `--server-url=${serverUrl}`]);
  console.log(`
  Store app    http://localhost:${values["app-port"]}/${code === null ? "" : `#enrol=${code}&server=${serverUrl}`}
  Manager      http://localhost:${Number(values["app-port"]) + 1}/manager/
  Portal       http://localhost:${Number(values["app-port"]) + 2}/portal/
  Server       ${serverUrl}
  Sign in      ${SIGN_IN}
  Shell        ${noWindow === null ? "opens a window with dist/renderer/clienteling" : `not started: ${noWindow}`}
  Stop         Ctrl-C
`);
};

/** Starts a program and prints each of its lines after its name. */
const startNamed = (name: string, args: readonly string[], stop: AbortSignal): void => {
  const child = startProgram(args, { stdout: "pipe", stderr: "pipe" }, stop);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      console.log(`${name.padEnd(8)} ${line}`);
    });
  }
  child.on("exit", (code) => {
    console.log(`${name.padEnd(8)} stopped${code ? ` with code ${code}` : ""}`);
  });
};

await main();
