import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { MEMORY_FLAGS } from "#sync-server/memory-flags.ts";
import { bundledProgram } from "./bundled-program.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";

const PROJECT_DIR = join(import.meta.dirname, "../..");

/** What the servers of tests ask for before they show their metrics. */
export const METRICS_TOKEN = "metrics-token-for-tests";

/** A server in its own process, started like `npm run server`. */
export type ServerProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Its standard output and error so far. */
  readonly output: () => { readonly out: string; readonly err: string };
  /** Resolves with the exit code, or null if it was killed. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | null>;
};

export type ProcessOptions = {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Flags for Node itself. */
  readonly nodeArgs?: readonly string[];
  /** The server to start; by default it is bundled for this run. */
  readonly program?: string;
};

/**
 * Starts a server process on a test's database; resolves when it listens, throws if it exits first.
 */
export const startServerProcess = async (
  database: Pick<TestDatabase, "options">,
  options: ProcessOptions = {},
): Promise<ServerProcess> => {
  const { databaseUrl, dataDir } = database.options;
  const running = spawnServer({
    ...options,
    program: options.program ?? (await bundledProgram("main")),
    args: ["--port", "0", "--tenant", TEST_TENANT, "--data", dataDir, ...(options.args ?? [])],
    env: { ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}), ...options.env },
  });
  const url = await Promise.race([running.ready, running.ended.then(() => null)]);
  if (url === null) throw new Error(`The server ended: ${running.output().err}`);
  return { ...running, url };
};

/** Starts a server process with any arguments; `ready` resolves with its URL once it listens. */
export const spawnServer = ({
  args = [],
  env = {},
  nodeArgs = [],
  program,
}: ProcessOptions & { readonly program: string }) => {
  const child = spawn(process.execPath, [...MEMORY_FLAGS, ...nodeArgs, program, ...args], {
    cwd: PROJECT_DIR,
    env: {
      ...inherited(),
      REGULARS_LOG_LEVEL: "error",
      REGULARS_METRICS_TOKEN: METRICS_TOKEN,
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

/** The run's environment without variables that would configure a server. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        name !== "DATABASE_URL" && !name.startsWith("REGULARS_") && name !== "NODE_OPTIONS",
    ),
  );
