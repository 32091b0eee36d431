import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { demoEnrolCode, makeDemo, SIGN_IN } from "./start/demo-tenant.ts";
import { PROJECT_DIR } from "./start/programs.ts";
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
  const demo = await makeDemo(dataDir);
  if (demo !== 0) {
    process.exitCode = demo;
    return;
  }
  const serverUrl = `http://127.0.0.1:${values.port}`;
  const code = await demoEnrolCode(dataDir);
  const noWindow = whyNoWindow();
  const children = [
    start("server", [
      ...["--watch", "--watch-preserve-output", "sync-server/main.ts"],
      ...["--log-level", "warn", "--port", values.port, "--data", dataDir],
    ]),
    start("renderer", [
      ...["renderer/build/dev.ts", "--port", values["app-port"], "--server-url", serverUrl],
    ]),
    ...(noWindow === null
      ? [start("shell", [".ci/dev-shell.ts", `--server-url=${serverUrl}`])]
      : []),
  ];
  console.log(`
  Store app    http://localhost:${values["app-port"]}/${code === null ? "" : `#enrol=${code}&server=${serverUrl}`}
  Manager      http://localhost:${Number(values["app-port"]) + 1}/manager/
  Portal       http://localhost:${Number(values["app-port"]) + 2}/portal/
  Server       ${serverUrl}
  Sign in      ${SIGN_IN}
  Shell        ${noWindow === null ? "opens a window with dist/renderer/clienteling" : `not started: ${noWindow}`}
  Stop         Ctrl-C
`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      for (const child of children) child.kill("SIGTERM");
    });
  }
};

/** Starts a program with Node itself, not through npm, which wouldn't pass a stop signal on. */
const start = (name: string, args: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_DIR,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      console.log(`${name.padEnd(8)} ${line}`);
    });
  }
  child.on("exit", (code) => {
    console.log(`${name.padEnd(8)} stopped${code ? ` with code ${code}` : ""}`);
  });
  return child;
};

await main();
