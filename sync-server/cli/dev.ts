import { createInterface } from "node:readline";
import { readQuietCommandLine } from "#sync-server/command-line.ts";
import { serverArguments } from "#sync-server/config.ts";
import { demoEnrolCode, GIFT_CARD, makeDemo, SIGN_IN } from "./start/demo-tenant.ts";
import { onStopSignal, startProgram } from "./start/programs.ts";
import { whyNoWindow } from "./start/store-app.ts";

/**
 * `npm run dev`: server, renderer and shell in watch mode on the demo tenant. Each line starts with
 * the name of the program that printed it. Without a display, the shell is left out. Takes the
 * settings of the server, as flags or from the environment, and `--app-port`.
 */
const main = async (): Promise<void> => {
  const line = readQuietCommandLine(process.argv.slice(2), ["app-port"]);
  if (!line.ok) {
    console.error(line.error);
    process.exitCode = 1;
    return;
  }
  const { config, own } = line.value;
  const appPort = own["app-port"] ?? "5173";
  const args = serverArguments(config);
  const stop = onStopSignal();
  const demo = await makeDemo(args, stop);
  if (demo !== 0) {
    process.exitCode = demo;
    return;
  }
  const serverUrl = `http://127.0.0.1:${config.port}`;
  const code = await demoEnrolCode(args, stop);
  if (stop.aborted) return;
  const noWindow = whyNoWindow();
  const start = (name: string, args: readonly string[]) => startNamed(name, args, stop);
  start("server", [...["--watch", "--watch-preserve-output", "sync-server/main.ts"], ...args]);
  start("renderer", [...["renderer/build/dev.ts", "--port", appPort, "--server-url", serverUrl]]);
  if (noWindow === null) start("shell", [".ci/dev-shell.ts", `--server-url=${serverUrl}`]);
  console.log(`
  Store app    http://localhost:${appPort}/${code === null ? "" : `#enrol=${code}&server=${serverUrl}`}
  Manager      http://localhost:${Number(appPort) + 1}/manager/
  Portal       http://localhost:${Number(appPort) + 2}/portal/
  Server       ${serverUrl}
  Sign in      ${SIGN_IN}
  Gift card    ${GIFT_CARD}
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
