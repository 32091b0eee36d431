import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { root } from "./desktop.ts";

/** The sync server in its own process, always on the same folder and port. */
export type ServerProcess = {
  readonly url: string;
  readonly data: string;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
  /** Stops it from running without ending it: connections stay open, and nothing is answered. */
  readonly hang: () => void;
  readonly resume: () => void;
  /** Starts it again on the same data and port. */
  readonly start: () => Promise<void>;
};

/**
 * Starts a sync server with the data in `data`, on a free port. `settings` are environment
 * variables.
 */
export const startServerProcess = async (
  data: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  let child: ChildProcess;
  const launch = async (port: string): Promise<string> => {
    const args = ["--port", port, "--data", data, "--log-level", "error"];
    const started = spawn(process.execPath, [join(PROGRAMS, "main.js"), ...args], {
      cwd: root,
      env: { ...process.env, ...settings },
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    return await new Promise<string>((resolve, reject) => {
      started.once("exit", (code) => reject(new Error(`The server exited with ${code}.`)));
      createInterface({ input: started.stdout }).on("line", (line) => {
        const url = /^ready (\S+)$/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    });
  };
  const url = await launch("0");
  return {
    url,
    data,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
    hang: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    start: async () => {
      await launch(new URL(url).port);
    },
  };
};

/** The server's programs, bundled by the tests' set-up: they start in half the time. */
const PROGRAMS = join(root, "dist/server");

export const bundlePrograms = async (): Promise<void> => {
  const bundler = join(root, "sync-server/build/build.ts");
  await promisify(execFile)(process.execPath, [bundler]);
};

/** Runs one of the server's command-line tools and returns its output. */
export const runTool = async (name: string, args: readonly string[]): Promise<string> => {
  const file = join(PROGRAMS, `${name}.js`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { cwd: root });
  return stdout.trim();
};
