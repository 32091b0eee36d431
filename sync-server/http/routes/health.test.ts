import { Writable } from "node:stream";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { systemClock } from "#sync-server/clock.ts";
import { createFailureLog } from "#sync-server/failure-log.ts";
import { createMetrics } from "#sync-server/http/metrics.ts";
import { createLog } from "#sync-server/log.ts";
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
  addHealth(app, { logFailure, tryRead: hang, tryWrite: hang });
  addMetrics(app, { metrics: createMetrics(), logFailure, token: "t", countParkedDue: hang });

  const ask = (url: string) => app.inject({ url, headers: { authorization: "Bearer t" } });
  const answers = await Promise.all(["/ready", "/metrics", "/ready", "/ready"].map(ask));

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 200, 503, 503]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("ETIMEDOUT");
  expect(lines[0]).not.toContain("frames");
  await app.close();
});
