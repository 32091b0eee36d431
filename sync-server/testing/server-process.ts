import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";

const PROJECT_DIR = join(import.meta.dirname, "../..");

/** A server as a process of its own, as `npm run server` starts it. */
export type ServerProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has written to its standard output and error so far. */
  readonly output: () => { readonly out: string; readonly err: string };
  /** Settles with the exit code, or null when it was killed. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | null>;
};

export type ProcessOptions = {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node itself. */
  readonly nodeArgs?: readonly string[];
};

/** Starts a server process over a test's database; settles when it listens, throws when it ends before. */
export const startServerProcess = async (
  database: Pick<TestDatabase, "options">,
  options: ProcessOptions = {},
): Promise<ServerProcess> => {
  const { databaseUrl, dataDir } = database.options;
  const running = spawnServer({
    ...options,
    args: ["--port", "0", "--tenant", TEST_TENANT, "--data", dataDir, ...(options.args ?? [])],
    env: { ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}), ...options.env },
  });
  const url = await Promise.race([running.ready, running.ended.then(() => null)]);
  if (url === null) throw new Error(`The server ended: ${running.output().err}`);
  return { ...running, url };
};

/** Starts a server process with whatever arguments; `ready` settles with its URL once it listens. */
export const spawnServer = ({ args = [], env = {}, nodeArgs = [] }: ProcessOptions) => {
  const child = spawn(process.execPath, [...FLAGS, ...nodeArgs, "sync-server/main.ts", ...args], {
    cwd: PROJECT_DIR,
    env: {
      ...inherited(),
      REGULARS_LOG_LEVEL: "error",
      REGULARS_REQUESTS_PER_MINUTE: "10000000",
      REGULARS_ENROLMENTS_PER_MINUTE: "10000",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const ready = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    out += `${line}\n`;
    const url = /^ready (\S+)$/.exec(line)?.[1];
    if (url) ready.resolve(url);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    process: child,
    ready: ready.promise,
    ended,
    output: () => ({ out, err }),
    kill: async (signal: NodeJS.Signals = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
};

/** Those of `npm run server`. */
const FLAGS = ["--max-semi-space-size=4"];

/** The environment of the run without what would steer a server. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        name !== "DATABASE_URL" && !name.startsWith("REGULARS_") && name !== "NODE_OPTIONS",
    ),
  );
