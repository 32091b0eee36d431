import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundledProgram } from "#sync-server/testing/bundled-program.ts";
import { SERVER } from "./start/programs.ts";

const PROJECT_DIR = join(import.meta.dirname, "../..");

describe("npm start", () => {
  /** A small demo, copied for each start; the usual one takes long to make. */
  const demo = mkdtempSync(join(tmpdir(), "regulars-demo-"));
  let folder: string;
  let start: ChildProcess;
  /** Its exit code, once the server, which writes to the same output, has ended as well. */
  let closed: Promise<number | null>;
  let printed: string;

  beforeAll(async () => {
    const size = ["--profiles", "5", "--transactions", "5"];
    execFileSync(process.execPath, [await bundledProgram("demo"), "--data", demo, ...size]);
  });
  afterAll(() => rmSync(demo, { recursive: true }));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "regulars-start-"));
    cpSync(demo, folder, { recursive: true });
    printed = "";
    start = spawn(process.execPath, ["sync-server/cli/start.ts", "--no-open"], {
      cwd: PROJECT_DIR,
      env: { ...process.env, REGULARS_PORT: "0", REGULARS_DATA: folder },
    });
    closed = once(start, "close").then(([code]) => code);
    for (const stream of [start.stdout, start.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    await expect.poll(() => printed, { timeout: 150_000 }).toContain("Regulars is running");
  }, 200_000);
  afterEach(async () => {
    start.kill("SIGKILL");
    await closed;
    rmSync(folder, { recursive: true, force: true });
  });

  test("honours REGULARS_PORT and REGULARS_DATA, stops the server when it is asked to stop, and exits with 0", async () => {
    const url = /Server\s+(http:\S+)/.exec(printed)?.[1] ?? "";
    expect(new URL(url).port).not.toBe("4180");
    expect((await fetch(new URL("/ready", url))).status).toBe(200);
    // Pasted into another terminal, they must find the same data.
    expect(printed.split(`--data '${folder}'`)).toHaveLength(3);
    // The folder already has a demo tenant, so none is created.
    expect(printed).not.toContain("The demo tenant has");

    start.kill("SIGTERM");
    expect(await closed).toBe(0);
    expect(printed).not.toContain("stopped by itself");
  });

  test("leaves no server behind when it is killed itself", async () => {
    const url = /Server\s+(http:\S+)/.exec(printed)?.[1] ?? "";
    expect((await fetch(new URL("/ready", url))).status).toBe(200);
    start.kill("SIGKILL");
    await closed;
    await expect(fetch(new URL("/ready", url))).rejects.toThrow();
  });

  test("says that its server was killed, and doesn't exit with 0", async () => {
    const ids = execFileSync("pgrep", ["-P", String(start.pid), "-f", SERVER]);
    process.kill(Number(String(ids).trim()), "SIGKILL");
    expect(await closed).toBe(1);
    expect(printed).toMatch(/stopped by itself \(SIGKILL\).*npm start/s);
  });
});
