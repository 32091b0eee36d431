import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const PROJECT_DIR = join(import.meta.dirname, "../..");

describe("npm start", () => {
  let folder: string;
  let start: ChildProcess;
  let printed: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "regulars-start-"));
    const size = ["--profiles", "5", "--transactions", "5"];
    execFileSync(process.execPath, ["sync-server/cli/demo.ts", "--data", folder, ...size], {
      cwd: PROJECT_DIR,
    });
    printed = "";
    const args = ["sync-server/cli/start.ts", "--no-open", "--port", "0", "--data", folder];
    start = spawn(process.execPath, args, { cwd: PROJECT_DIR });
    for (const stream of [start.stdout, start.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    await expect.poll(() => printed, { timeout: 150_000 }).toContain("Regulars is running");
  }, 200_000);
  afterEach(() => {
    start.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  test("stops the server when it is asked to stop, and exits with 0", async () => {
    const closed = once(start, "close");
    start.kill("SIGTERM");
    expect((await closed)[0]).toBe(0);
    expect(printed).not.toContain("stopped by itself");
  });

  test("says that its server was killed, and doesn't exit with 0", async () => {
    const closed = once(start, "close");
    const ids = execFileSync("pgrep", ["-P", String(start.pid), "-f", "sync-server/main.ts"]);
    process.kill(Number(String(ids).trim()), "SIGKILL");
    expect((await closed)[0]).toBe(1);
    expect(printed).toMatch(/stopped by itself \(SIGKILL\).*npm start/s);
  });
});
