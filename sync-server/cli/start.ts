import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { readQuietCommandLine } from "#sync-server/command-line.ts";
import { serverArguments } from "#sync-server/config.ts";
import { DEMO_LOCATION, demoEnrolCode, GIFT_CARD, makeDemo, SIGN_IN } from "./start/demo-tenant.ts";
import { type Exit, onStopSignal, PROJECT_DIR, SERVER, startServer } from "./start/programs.ts";
import { type AppTarget, browserUrl, openStoreApp } from "./start/store-app.ts";

/**
 * `npm start`: builds what isn't built yet, creates the demo tenant if needed, starts the server
 * and opens the store app, or with `--no-open` only says where it is. Takes the settings of the
 * server, as flags or from the environment. Ctrl-C stops everything. The data is kept for the next
 * start. Exits with 0 only if it was asked to stop and everything stopped cleanly.
 */
const main = async (): Promise<number> => {
  const argv = process.argv.slice(2);
  const line = readQuietCommandLine(
    argv.filter((argument) => argument !== NO_OPEN),
    [],
  );
  if (!line.ok) {
    console.error(line.error);
    return 1;
  }
  const config = { ...line.value.config, demoTillDir: DEMO_TILL };
  const args = serverArguments(config);
  if (!buildIfNeeded()) return 1;
  const stop = onStopSignal();
  const demo = await makeDemo(args, stop);
  if (demo !== 0) return demo;
  const server = await startServer(args, stop);
  if (server === null) return 1;

  const target: AppTarget = {
    serverUrl: server.url,
    enrolCode: await demoEnrolCode(args, stop),
    userDataDir: join(config.dataDir, "store-app"),
  };
  const app = argv.includes(NO_OPEN) || stop.aborted ? null : openStoreApp(target);
  if (app?.reason) {
    console.log(
      app.how === "browser"
        ? `Opening the app in the browser, because ${app.reason}.`
        : `Open the app in a browser at the address below, because ${app.reason}.`,
    );
  }
  console.log(welcome(target, config.dataDir));

  const exit = await server.exited;
  app?.process?.kill();
  if (stop.aborted) return exit.code ?? 1;
  console.error(whyStopped(exit));
  return exit.code || 1;
};

const NO_OPEN = "--no-open";

/** A page that opens the store app as a till does. */
const DEMO_TILL = join(PROJECT_DIR, "resources/demo-till");

const whyStopped = ({ code, signal }: Exit): string => `
The server has stopped by itself (${signal ?? `exit code ${code}`}). Its last lines above may say why.
What it had acknowledged is safe in the data folder. Start again with npm start.`;

/** Builds the apps and the server if they aren't built, or if their sources have changed since. */
const buildIfNeeded = (): boolean => {
  const built = ["dist/renderer/clienteling/index.html", "dist/electron/main.cjs", SERVER];
  const sources = globSync("{electron,renderer,shared,sync-server}/**/*", {
    cwd: PROJECT_DIR,
    exclude: ["**/*.test.*"],
  });
  if (Math.max(...sources.map(changedAt)) < Math.min(...built.map(changedAt))) return true;
  console.log("Building the apps and the server, which are new or have changed…");
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: PROJECT_DIR,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) console.error("They couldn't be built. See above, then try npm run build.");
  return status === 0;
};

/** When a file was last changed; 0 if there is none. */
const changedAt = (file: string): number =>
  statSync(join(PROJECT_DIR, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Commands in another terminal don't have this one's environment, so they are given the data
 * folder.
 */
const welcome = (target: AppTarget, dataDir: string): string => `
Regulars is running.

  Store app    ${browserUrl(target)}
  Manager      ${target.serverUrl}/manager/
  Portal       ${target.serverUrl}/portal/
  Demo till    ${target.serverUrl}/demo-till/
  Server       ${target.serverUrl}   (API reference: ${target.serverUrl}/api/v3/docs)
  Sign in      ${SIGN_IN}
  Gift card    ${GIFT_CARD}
  More devices npm run enrol-code -- --location ${DEMO_LOCATION} --data '${dataDir}'
  API token    npm run token -- --name demo --scope '*' --data '${dataDir}'
  Stop         Ctrl-C   (the data stays in the data folder)
`;

process.exitCode = await main();
