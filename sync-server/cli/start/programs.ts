import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** The folder with package.json. */
export const PROJECT_DIR = resolve(import.meta.dirname, "../../..");

/** Runs one of our programs on this Node and shows its output. Resolves with its exit code. */
export const runProgram = (file: string, args: readonly string[]): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(PROJECT_DIR, file), ...args], {
      cwd: PROJECT_DIR,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", fail);
    child.on("exit", (code) => done(code ?? 1));
  });

/** Runs one of our programs and returns its output. Null if it failed. */
export const readProgram = (file: string, args: readonly string[]): Promise<string | null> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(PROJECT_DIR, file), ...args], {
      cwd: PROJECT_DIR,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.on("error", fail);
    child.on("exit", (code) => done(code === 0 ? printed : null));
  });

/** As in `npm run server`: a smaller young generation saves 50 MB. */
const SERVER_FLAGS = ["--max-semi-space-size=4"];

/** A running server and its URL. */
export type RunningServer = { readonly process: ChildProcess; readonly url: string };

/** Starts the sync server and waits for its `ready <url>`. Null if it stopped before that. */
export const startServer = (args: readonly string[]): Promise<RunningServer | null> =>
  new Promise((done, fail) => {
    const program = [...SERVER_FLAGS, resolve(PROJECT_DIR, "sync-server/main.ts")];
    const child = spawn(process.execPath, [...program, ...args], {
      cwd: PROJECT_DIR,
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /^ready (\S+)$/.exec(line)?.[1];
      if (url) done({ process: child, url });
    });
    child.on("error", fail);
    child.on("exit", () => done(null));
  });
