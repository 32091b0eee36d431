import { Writable } from "node:stream";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { systemClock } from "#sync-server/clock.ts";
import { createFailureLog } from "#sync-server/failure-log.ts";
import { createDiskWatch } from "#sync-server/http/disk-watch.ts";
import { createMetrics } from "#sync-server/http/metrics.ts";
import { createLog } from "#sync-server/log.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { addHealth } from "./health.ts";
import { addMetrics } from "./metrics.ts";

test("while the database hangs, /ready and /metrics write one log line a minute, without frames", async () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const logFailure = createFailureLog(createLog("trace", destination), systemClock);
  const hang = () => new Promise<never>(() => {});
  const app = fastify();
  addHealth(app, { logFailure, tryRead: hang, tryWrite: hang, wasFull: () => false });
  addMetrics(app, { metrics: createMetrics(), logFailure, token: "t", countParkedDue: hang });

  const ask = (url: string) => app.inject({ url, headers: { authorization: "Bearer t" } });
  const answers = await Promise.all(["/ready", "/metrics", "/ready", "/ready"].map(ask));

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 200, 503, 503]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("ETIMEDOUT");
  expect(lines[0]).not.toContain("frames");
  await app.close();
});

test("for a minute after a write failed on a full disk /ready says so, even if a small one succeeds", async () => {
  let at = NOON;
  const clock = () => at;
  const { logFailure, wasFull } = createDiskWatch(clock, () => undefined);
  const app = fastify();
  const works = async () => undefined;
  addHealth(app, { logFailure, tryRead: works, tryWrite: works, wasFull });
  const ready = async () => (await app.inject({ url: "/ready" })).statusCode;

  logFailure(Object.assign(new Error("a lost race"), { code: "40001" }), "a request failed");
  expect(await ready()).toBe(200);
  for (const error of [
    Object.assign(new Error("could not extend file"), { code: "53100" }),
    new Error("database or disk is full"),
  ]) {
    logFailure(error, "a request failed");
    expect(await ready()).toBe(503);
    at = addMs(at, 60_000);
    expect(await ready()).toBe(200);
  }
  await app.close();
});
