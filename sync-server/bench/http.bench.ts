import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { SERVER } from "#sync-server/cli/start/programs.ts";
import { openStore } from "#sync-server/open-store.ts";
import type { Store } from "#sync-server/store.ts";
import { enrolmentCodeHash, newEnrolmentCode } from "#sync-server/sync/enrolment-code.ts";
import { handleCommand } from "#sync-server/sync/handle-command.ts";
import { readCommand } from "#sync-server/sync/read-command.ts";
import {
  METRICS_TOKEN,
  type ServerProcess,
  startServerProcess,
} from "#sync-server/testing/server-process.ts";
import { type Body, testDevice } from "#sync-server/testing/test-device.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { type LoadResult, postRequest, runLoad } from "./http-load.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import { median } from "./median.ts";
import type { RecordedTransaction } from "./recorded-sql.ts";

const CLIENTS = 16;
const PROFILES = 500;
const HELD_CENTS = 10_000_000;
/** Requests of each client: first some to warm up, then those that count. */
const WARM_UP = 100;
const COUNTED = 300;
/** Each round runs the SQL alone and then over HTTP, so that a busy machine slows both. */
const ROUNDS = 3;

const SHARE_OF_BARE = 0.4;
/** Against the median of the same run: how fast the machine is doesn't matter. */
const P99_TIMES_MEDIAN = 2.5;
const MEMORY_MB = 300;

/**
 * Measures redemptions over HTTP on both databases, with the server in its own process and the load
 * in this one, against exactly the same SQL run alone on a copy of the same rows.
 */
export const runHttpBench = (
  dialects: readonly string[] = ["sqlite", "postgres"],
): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) {
      if (dialects.includes(database.dialect)) results.push(...(await measure(database)));
    }
    return results;
  });

const measure = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const chain = await seed(database);
  await database.settle();
  const recorded = await recordSql(database, chain);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await (await database.copy()).replay(recorded, CLIENTS);
    const { load, peakMb } = await loadServer(await database.copy(), chain);
    rounds.push({ bare, load, peakMb, share: load.perSecond / bare });
  }
  const { bare, load, share } = median(rounds, (round) => round.share);
  const name = `${database.dialect}: redemptions over HTTP, ${CLIENTS} clients`;
  return [
    {
      name: `${name}, share of the same SQL run bare`,
      value: share,
      unit: "",
      target: SHARE_OF_BARE,
      better: "higher",
      note: `${load.perSecond.toFixed(0)}/s, bare ${bare.toFixed(0)}/s; ${ROUNDS} rounds`,
    },
    {
      name: `${name}, p99 against the median`,
      value: load.p99Ms / load.p50Ms,
      unit: "x",
      target: P99_TIMES_MEDIAN,
      better: "lower",
      note: `${load.p99Ms.toFixed(0)} ms and ${load.p50Ms.toFixed(1)} ms`,
    },
    {
      name: `${name}, server memory at its peak`,
      value: Math.max(...rounds.map(({ peakMb }) => peakMb)),
      unit: "MB",
      target: MEMORY_MB,
      better: "lower",
    },
  ];
};

/** The data of the load. */
type Chain = {
  readonly shop: TestShop;
  readonly profileIds: readonly ProfileId[];
  readonly devices: readonly Parameters<typeof testDevice>[1][];
};

const seed = async ({ options }: BenchDatabase): Promise<Chain> => {
  const store = await openStore(options);
  const shop = await makeTestShop(store, BENCH_TENANT);
  const profileIds = await Promise.all(Array.from({ length: PROFILES }, () => shop.addProfile()));
  await Promise.all(profileIds.map((profileId) => shop.giveReward(profileId, HELD_CENTS)));
  const devices = await Promise.all(Array.from({ length: CLIENTS }, () => enrol(store, shop)));
  await store.close();
  return { shop, profileIds, devices };
};

const enrol = async (store: Store, shop: TestShop): Promise<Chain["devices"][number]> => {
  const codeHash = enrolmentCodeHash(newEnrolmentCode());
  const code = { codeHash, locationId: shop.carlton, validForMs: 60_000 };
  await store.write("createEnrolmentCode", BENCH_TENANT, code);
  const enrolled = await store.write("enrolDevice", BENCH_TENANT, { codeHash, deviceName: "Till" });
  assert(enrolled.ok, "a device for the bench");
  return enrolled.value;
};

/** The commands of each client's device, from its first place. */
const commandsOf = ({ shop, profileIds, devices }: Chain): readonly (readonly Body[])[] =>
  devices.map((identity, client) => {
    const device = testDevice("", identity, shop);
    return Array.from({ length: WARM_UP + COUNTED }, (_, n) => {
      const profileId = assertDefined(profileIds[(client * 31 + n * 7) % PROFILES], "a profile");
      return device.redeem(profileId, 100);
    });
  });

/** The SQL of all the redemptions, in the order in which the clients send them. */
const recordSql = (
  database: BenchDatabase,
  chain: Chain,
): Promise<readonly RecordedTransaction[]> => {
  const perClient = commandsOf(chain);
  const inTurn = Array.from({ length: WARM_UP + COUNTED }, (_, n) =>
    perClient.map((commands, client) => ({ command: commands[n], client })),
  ).flat();
  return database.record(
    inTurn.map(({ command, client }) => async (deps) => {
      const { deviceId } = assertDefined(chain.devices[client], "the client's device");
      const received = readCommand(command, deviceId);
      assert(received.ok, "a command that can be read");
      const contact = received.value.envelope.deviceSeq;
      const handled = await handleCommand(deps, { deviceId, received: received.value, contact });
      assert(
        handled.status === "answered" && handled.verdict.status === "accepted",
        `a redemption that is accepted: ${JSON.stringify(handled)}`,
      );
    }),
  );
};

const isAccepted = (answer: string): boolean => answer.includes('"status":"accepted"');

const loadServer = async (
  { options }: BenchDatabase,
  chain: Chain,
): Promise<{ readonly load: LoadResult; readonly peakMb: number }> => {
  const { dataDir, databaseUrl = null } = options;
  const server = await startServerProcess(
    { options: { dataDir, databaseUrl } },
    { args: ["--tenant", BENCH_TENANT], program: SERVER },
  );
  try {
    const memory = watchMemory(server);
    const requests = requestsOf(chain);
    const part = (from: number, to: number) => requests.map((each) => each.slice(from, to));
    await runLoad(server.url, part(0, WARM_UP));
    const load = await runLoad(server.url, part(WARM_UP, WARM_UP + COUNTED));
    const wrong = load.bodies.find((body) => !isAccepted(body));
    assert(wrong === undefined, `every redemption is accepted: ${wrong}`);
    return { load, peakMb: await memory.stop() };
  } finally {
    await server.kill();
  }
};

const requestsOf = (chain: Chain) =>
  commandsOf(chain).map((commands, client) => {
    const { token } = assertDefined(chain.devices[client], "the client's device");
    const headers = { authorization: `Bearer ${token}`, "x-regulars-protocol": "1" };
    return commands.map((command) =>
      postRequest("/sync/v1/push", headers, JSON.stringify({ commands: [command] })),
    );
  });

const MEMORY_EVERY_MS = 500;

/** The peak resident memory that the server itself reports. */
const watchMemory = (server: ServerProcess) => {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  let peak = 0;
  const measure = async (): Promise<void> => {
    const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
    peak = Math.max(peak, Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]));
  };
  const timer = setInterval(() => void measure().catch(() => undefined), MEMORY_EVERY_MS);
  return {
    stop: async (): Promise<number> => {
      clearInterval(timer);
      await measure();
      return peak / 2 ** 20;
    },
  };
};

if (import.meta.main) {
  const named = process.argv.slice(2);
  const results = await runHttpBench(named.length > 0 ? named : undefined);
  console.log(benchTable(results));
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
