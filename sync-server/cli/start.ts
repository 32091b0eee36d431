import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEMO_LOCATIONS, DEMO_PIN, DEMO_STAFF } from "#sync-server/demo/demo-chain.ts";
import { PROJECT_DIR, readProgram, runProgram, startServer } from "./start/programs.ts";
import { type AppTarget, browserUrl, openStoreApp } from "./start/store-app.ts";

/**
 * `npm start`: builds what is not built, makes the demo tenant if it is not there, starts the sync
 * server and opens the store app. Ctrl-C stops everything; the data stays for the next start.
 */
const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4180" },
      data: { type: "string", default: "data" },
      "no-open": { type: "boolean", default: false },
    },
  });
  const dataDir = resolve(values.data);
  if (!buildIfMissing()) return 1;
  const demo = await runProgram("sync-server/cli/demo.ts", ["--data", dataDir]);
  if (demo !== 0) return demo;
  const server = await startServer([
    "--port",
    values.port,
    "--data",
    dataDir,
    "--log-level",
    "warn",
  ]);
  if (server === null) return 1;

  const target: AppTarget = {
    serverUrl: server.url,
    enrolCode: await enrolCode(dataDir),
    userDataDir: join(dataDir, "store-app"),
  };
  const app = values["no-open"] ? null : openStoreApp(target);
  if (app?.reason) console.log(`The app opens in the browser: ${app.reason}.`);
  console.log(welcome(target));

  const stop = () => {
    app?.process?.kill();
    server.process.kill("SIGTERM");
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return await new Promise<number>((done) => {
    server.process.once("exit", (code) => {
      app?.process?.kill();
      done(code ?? 0);
    });
  });
};

const buildIfMissing = (): boolean => {
  const built = ["dist/renderer/index.html", "dist/electron/main.cjs"];
  if (built.every((file) => existsSync(join(PROJECT_DIR, file)))) return true;
  console.log("Building the store app (first start only)…");
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: PROJECT_DIR,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0)
    console.error("The store app could not be built: see above, then try npm run build.");
  return status === 0;
};

const enrolCode = async (dataDir: string): Promise<string | null> => {
  const location = DEMO_LOCATIONS[0].externalId;
  const printed = await readProgram("sync-server/cli/enrol-code.ts", [
    "--data",
    dataDir,
    "--location",
    location,
  ]);
  return printed === null ? null : (printed.trim().split(/\s+/).at(-1) ?? null);
};

const welcome = (target: AppTarget): string => `
Regulars is running.

  Store app    ${browserUrl(target)}
  Server       ${target.serverUrl}   (API reference: ${target.serverUrl}/api/v3/docs)
  Sign in      ${DEMO_STAFF[0]}, PIN ${DEMO_PIN}   (every member of the demo's staff has this PIN)
  More devices npm run enrol-code -- --location ${DEMO_LOCATIONS[0].externalId}
  API token    npm run token -- --name demo --scope '*'
  Stop         Ctrl-C   (the data stays in the data folder)
`;

process.exitCode = await main();
