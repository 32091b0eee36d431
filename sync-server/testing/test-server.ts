import { expect } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { type Clock, systemClock } from "#sync-server/clock.ts";
import { readServerConfig } from "#sync-server/command-line.ts";
import { type RunningServer, startServer } from "#sync-server/server.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";
import { createLeakWatch, watchLeaksOf } from "./leak-watch.ts";
import { METRICS_TOKEN } from "./server-process.ts";

export type TestServer = RunningServer & {
  /** Its metrics, as Prometheus reads them. */
  readonly metrics: () => Promise<string>;
  /** The log so far. */
  readonly logged: () => string;
};

/** Starts the real server on a free port and a test's database, with the test tenant. */
export const startTestServer = async (
  database: Pick<TestDatabase, "options">,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly clock?: Clock;
  } = {},
): Promise<TestServer> => {
  const { databaseUrl, dataDir } = database.options;
  const config = readServerConfig(
    ["--port", "0", "--tenant", TEST_TENANT, "--data", dataDir, "--log-level", "trace"],
    {
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      REGULARS_DATABASE_POOL: "6",
      REGULARS_ENROLMENTS_PER_MINUTE: "1000",
      REGULARS_REQUESTS_PER_MINUTE: "1000000",
      REGULARS_METRICS_TOKEN: METRICS_TOKEN,
      ...options.env,
    },
  );
  assert(config.ok, `a configuration for tests: ${config.ok ? "" : config.error}`);
  const watch = createLeakWatch();
  const started = await startServer({
    config: config.value,
    clock: options.clock ?? systemClock,
    log: watch.log,
    onFatal: (error) => {
      throw error;
    },
  });
  assert(started.ok, `a server for tests: ${started.ok ? "" : started.error}`);
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = async () => (await fetch(`${started.value.url}/metrics`, { headers })).text();
  watchLeaksOf(started.value.url, watch);
  const stop = async () => {
    const measured = await metrics();
    await started.value.stop();
    expect(watch.leaks(measured), "what leaked").toEqual([]);
  };
  return { ...started.value, stop, metrics, logged: watch.logged };
};
