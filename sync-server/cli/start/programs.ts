import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { MEMORY_FLAGS } from "#sync-server/memory-flags.ts";

/** The folder with package.json. */
export const PROJECT_DIR = resolve(import.meta.dirname, "../../..");

/** The server as `npm run build` makes it. */
export const SERVER = "dist/server/main.js";

/**
 * Aborts when this program is asked to stop (Ctrl-C, SIGTERM). From the call on, a signal no longer
 * ends the program by itself, so that it can stop its children first.
 */
export const onStopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  return stop.signal;
};

/** Where a program's output goes. */
type Output = { readonly stdout: "inherit" | "pipe"; readonly stderr: "inherit" | "pipe" };

/**
 * Starts a program with Node itself, not through npm, which wouldn't pass a stop signal on. `stop`
 * ends it, so that nothing is left behind. With a channel, the program can tell that this one has
 * ended, even if it was killed.
 */
export const startProgram = (
  args: readonly string[],
  output: Output & { readonly hasChannel?: boolean },
  stop: AbortSignal,
): ChildProcess => {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_DIR,
    stdio: ["ignore", output.stdout, output.stderr, ...(output.hasChannel ? ["ipc" as const] : [])],
  });
  const kill = () => child.kill("SIGTERM");
  if (stop.aborted) kill();
  stop.addEventListener("abort", kill);
  child.on("exit", () => stop.removeEventListener("abort", kill));
  return child;
};

/** Runs one of our programs and shows its output. Resolves with its exit code. */
export const runProgram = (
  file: string,
  args: readonly string[],
  stop: AbortSignal,
): Promise<number> =>
  new Promise((done, fail) => {
    const output = { stdout: "inherit", stderr: "inherit" } as const;
    const child = startProgram([file, ...args], output, stop);
    child.on("error", fail);
    child.on("exit", (code) => done(code ?? 1));
  });

/** Runs one of our programs and returns its output. Null if it failed. */
export const readProgram = (
  file: string,
  args: readonly string[],
  stop: AbortSignal,
): Promise<string | null> =>
  new Promise((done, fail) => {
    const output = { stdout: "pipe", stderr: "inherit" } as const;
    const child = startProgram([file, ...args], output, stop);
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.on("error", fail);
    child.on("exit", (code) => done(code === 0 ? printed : null));
  });

/** How a program ended: its exit code, or the signal that killed it. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A running server. */
export type RunningServer = { readonly url: string; readonly exited: Promise<Exit> };

/** Starts the sync server and waits for its `ready <url>`. Null if it stopped before that. */
export const startServer = (
  args: readonly string[],
  stop: AbortSignal,
): Promise<RunningServer | null> =>
  new Promise((done, fail) => {
    const output = { stdout: "pipe", stderr: "inherit", hasChannel: true } as const;
    const child = startProgram([...MEMORY_FLAGS, SERVER, ...args], output, stop);
    const exited = new Promise<Exit>((exit) => {
      child.on("exit", (code, signal) => exit({ code, signal }));
    });
    if (child.stdout) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const url = /^ready (\S+)$/.exec(line)?.[1];
        if (url) done({ url, exited });
      });
    }
    child.on("error", fail);
    child.on("exit", () => done(null));
  });
