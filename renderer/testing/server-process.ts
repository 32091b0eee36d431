import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** A real sync server with a small demo tenant, as its own process. */
export type ServerProcess = {
  /** Changes with a restart. */
  readonly url: () => string;
  /** A fresh one-time code for the first demo location. */
  readonly enrolCode: () => Promise<string>;
  readonly start: () => Promise<void>;
  /** SIGTERM, or SIGKILL for a crash. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** Stops it and deletes its data. */
  readonly remove: () => Promise<void>;
};

const root = join(import.meta.dirname, "../..");
const node = join(root, "node_modules/.bin/node");
const run = promisify(execFile);

/** Makes the data folder and starts the server on a free port, which it keeps over restarts. */
export const startServerProcess = async (
  size: { readonly profiles: number; readonly sales: number } = { profiles: 60, sales: 200 },
): Promise<ServerProcess> => {
  const data = await mkdtemp(join(tmpdir(), "regulars-server-"));
  const cli = (file: string, ...args: string[]) =>
    run(node, [join("sync-server/cli", file), "--data", data, ...args], { cwd: root });
  await cli("demo.ts", "--profiles", String(size.profiles), "--sales", String(size.sales));

  let child: ChildProcess | null = null;
  let url = "http://127.0.0.1:0";
  const start = async () => {
    const { port } = new URL(url);
    const args = ["sync-server/main.ts", "--port", port || "0", "--data", data];
    const env = { ...process.env, REGULARS_ENROLMENTS_PER_MINUTE: "1000" };
    child = spawn(node, [...args, "--log-level", "warn"], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    url = await readyUrl(child);
  };
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    running.kill(signal);
    await once(running, "exit");
  };
  await start();

  return {
    url: () => url,
    enrolCode: async () => {
      const { stdout } = await cli("enrol-code.ts", "--location", "1");
      const code = /: (\S+)\s*$/.exec(stdout)?.[1];
      if (!code) throw new Error(`no code in: ${stdout}`);
      return code;
    },
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
};

const readyUrl = async (child: ChildProcess): Promise<string> => {
  if (!child.stdout) throw new Error("the server has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
    if (ready) return ready;
  }
  throw new Error("the server stopped before it was ready");
};
