import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { systemClock } from "#sync-server/clock.ts";
import { openStore } from "#sync-server/open-store.ts";
import { type RedeemInput, redeem } from "#sync-server/redemption/redeem.ts";
import type { Store } from "#sync-server/store.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { BENCH_TENANT, redemptionOf, seedProfile, seedProgramme } from "./ledger-seed.ts";
import { seedLongChain } from "./long-chain.ts";
import { median } from "./median.ts";

const PROFILES = 500;
const LOTS = 5;
const REDEMPTIONS = 3_000;
const CLIENTS = 16;
/** Each round runs the SQL alone and then through the store, so that a busy machine slows both. */
const ROUNDS = 3;
const SHARE_OF_BARE = 0.4;

const SHORT_CHAIN = 10_000;
/** Loading takes minutes on a busy machine; a smaller number shows the same. */
const LONG_CHAIN = Number(process.env["REGULARS_BENCH_ENTRIES"] ?? 1_000_000);
const CHAIN_ROUNDS = 15;
const CHAIN_REDEMPTIONS = 150;
const CHAIN_RATIO = 1.2;

/**
 * Measures redemptions without HTTP on both databases: through the store against exactly the same
 * SQL run alone, and on a profile with a long chain against one with a short chain.
 */
export const runLedgerBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) {
      await database.transact(seedProgramme);
      const long = await database.copy();
      results.push(...(await measureRates(database)), ...(await measureChains(database, long)));
    }
    return results;
  });

const measureRates = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const seeded = await database.copy();
  const profileIds = await seeded.transact(async (deps) => {
    const ids = [];
    for (let n = 0; n < PROFILES; n++) ids.push(await seedProfile(deps, LOTS));
    return ids;
  });
  await seeded.settle();
  const inputs = Array.from({ length: REDEMPTIONS }, (_, n) => {
    const profileId = profileIds[n % PROFILES];
    if (!profileId) throw new Error("a profile");
    return redemptionOf(profileId);
  });
  const recorded = await seeded.record(inputs.map((input) => (deps) => redeem(deps, input)));

  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await (await seeded.copy()).replay(recorded, CLIENTS);
    const store = await openStore((await seeded.copy()).options);
    const ours = await rateOf(store, inputs);
    await store.close();
    rounds.push({ bare, ours, share: ours / bare });
  }
  const { bare, ours, share } = median(rounds, (round) => round.share);
  const name = database.dialect;
  const statements = recorded.at(-1)?.length ?? 0;
  return [
    rate(
      `${name}: redemptions by the store, ${CLIENTS} at once`,
      ours,
      `bare ${bare.toFixed(0)}/s`,
    ),
    {
      name: `${name}: share of the same SQL run bare`,
      value: share,
      unit: "",
      target: SHARE_OF_BARE,
      better: "higher",
      note: `${statements} statements a redemption; ${ROUNDS} rounds`,
    },
  ];
};

const measureChains = async (
  short: BenchDatabase,
  long: BenchDatabase,
): Promise<readonly BenchResult[]> => {
  const loadStart = performance.now();
  const shortId = await short.transact((deps) => seedLongChain(deps, SHORT_CHAIN));
  const longId = await long.transact((deps) => seedLongChain(deps, LONG_CHAIN));
  await short.settle();
  await long.settle();
  const loadSeconds = (performance.now() - loadStart) / 1000;
  const [shortStore, longStore] = [await openStore(short.options), await openStore(long.options)];
  const batch = (id: typeof shortId) =>
    Array.from({ length: CHAIN_REDEMPTIONS }, () => redemptionOf(id));
  const rounds = [];
  for (let round = 0; round < CHAIN_ROUNDS; round++) {
    const shortRate = await rateOf(shortStore, batch(shortId));
    const longRate = await rateOf(longStore, batch(longId));
    rounds.push({ shortRate, longRate, ratio: shortRate / longRate });
  }
  const { ratio, shortRate, longRate } = median(rounds, (round) => round.ratio);

  const before = heapMb();
  const verifyStart = performance.now();
  let peak = before;
  const found = await longStore.snapshot(BENCH_TENANT, (deps) =>
    verifyLedger({ ...deps, now: systemClock() }, () => {
      peak = Math.max(peak, heapMb());
    }),
  );
  const verifySeconds = (performance.now() - verifyStart) / 1000;
  if (!found.isWhole) throw new Error("The loaded chain is not whole");
  await shortStore.close();
  await longStore.close();
  const name = short.dialect;
  return [
    {
      name: `${name}: a redemption on ${LONG_CHAIN} entries against ${SHORT_CHAIN}`,
      value: ratio,
      unit: "x",
      target: CHAIN_RATIO,
      better: "lower",
      note: `${shortRate.toFixed(0)}/s and ${longRate.toFixed(0)}/s on one profile; loaded in ${loadSeconds.toFixed(0)} s as true chains`,
    },
    rate(
      `${name}: verify, entries`,
      found.entries / verifySeconds,
      `heap grew by ${Math.max(0, peak - before).toFixed(0)} MB at most`,
    ),
  ];
};

/** Runs writes as that many concurrent clients would, and returns writes per second. */
const rateOf = async (store: Store, inputs: readonly RedeemInput[]): Promise<number> => {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let input = inputs[next++]; input; input = inputs[next++]) {
      const redeemed = await store.write("redeem", BENCH_TENANT, input);
      if (!redeemed.ok) throw new Error(redeemed.error.reason);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return inputs.length / ((performance.now() - startMs) / 1000);
};

const rate = (name: string, value: number, note: string): BenchResult => ({
  name,
  value,
  unit: "/s",
  target: null,
  better: "higher",
  note,
});

const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
};

if (import.meta.main) {
  const results = await runLedgerBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
