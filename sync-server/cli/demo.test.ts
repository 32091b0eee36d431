import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundledProgram } from "#sync-server/testing/bundled-program.ts";

const folder = mkdtempSync(join(tmpdir(), "regulars-demo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const startDemo = async (...more: readonly string[]) => {
  const args = [await bundledProgram("demo"), "--data", folder, ...more];
  const demo = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  demo.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  return { demo, closed: once(demo, "close"), printed: () => printed };
};

test("a demo that was interrupted isn't taken for a whole one: the next start says what to do", async () => {
  const first = await startDemo();
  await expect
    .poll(() => existsSync(join(folder, "demo-unfinished")), { timeout: 50_000 })
    .toBe(true);
  first.demo.kill("SIGKILL");
  await first.closed;
  const second = await startDemo();
  expect((await second.closed)[0]).toBe(1);
  expect(second.printed()).toContain("Delete that folder and start again");

  rmSync(folder, { recursive: true });
  const whole = await startDemo("--profiles", "5", "--transactions", "5");
  expect((await whole.closed)[0]).toBe(0);
  expect(existsSync(join(folder, "demo-unfinished"))).toBe(false);
});
