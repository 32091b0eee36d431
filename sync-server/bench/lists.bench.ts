import { v7 } from "uuid";
import {
  commandIdSchema,
  definitionIdSchema,
  entryIdOf,
  lotIdOf,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { openStore } from "#sync-server/open-store.ts";
import { readAccounts } from "#sync-server/storage/ledger/account-store.ts";
import { readHeldAmounts } from "#sync-server/storage/ledger/held-amounts.ts";
import { insertLots, type NewLot } from "#sync-server/storage/ledger/lot-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { BENCH_TENANT, BENCH_ZONE, ISSUED_AT, seedProfile } from "./ledger-seed.ts";

const FEW_LOTS = 28;
/** As many as the person had who made lists take 900 MB. */
const MANY_LOTS = 28_000;
/** Point definitions that issued them. */
const DEFINITIONS = 20;
const ROUNDS = 9;
const MEMORY_RATIO = 1.5;

/**
 * Measures what a list reads to show one person's balances, with few open lots and with many, and
 * what it took to read the lots themselves, as lists once did.
 */
export const runListsBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) results.push(...(await measure(database)));
    return results;
  });

const measure = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const fewId = await database.transact((deps) => seedHolder(deps, FEW_LOTS));
  const manyId = await database.transact((deps) => seedHolder(deps, MANY_LOTS));
  await database.settle();
  const store = await openStore(database.options);
  const costs = await store.snapshot(BENCH_TENANT, async (deps) => {
    const held = (id: ProfileId) => readHeldAmounts(deps, [id], addMs(ISSUED_AT, 1));
    return {
      few: await costOf(() => held(fewId)),
      many: await costOf(() => held(manyId)),
      lots: await costOf(() => readAccounts(deps, [manyId])),
    };
  });
  await store.close();
  const { few, many, lots } = costs;
  return [
    {
      name: `${database.dialect}: memory for balances, ${MANY_LOTS} open lots against ${FEW_LOTS}`,
      value: many.kb / few.kb,
      unit: "x",
      target: MEMORY_RATIO,
      better: "lower",
      note: `${sizeOf(few)} and ${sizeOf(many)}; reading the lots themselves took ${sizeOf(lots)}`,
    },
  ];
};

type Cost = { readonly kb: number; readonly ms: number };

const sizeOf = ({ kb, ms }: Cost): string => `${kb.toFixed(0)} kB in ${ms.toFixed(1)} ms`;

/** The median of what a read allocates and takes. */
const costOf = async (read: () => Promise<unknown>): Promise<Cost> => {
  await read();
  const costs: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const startMs = performance.now();
    await read();
    const ms = performance.now() - startMs;
    costs.push({ kb: (process.memoryUsage().heapUsed - before) / 1024, ms });
  }
  const middle = Math.floor(ROUNDS / 2);
  const sorted = (by: keyof Cost): number =>
    costs.map((cost) => cost[by]).toSorted((a, b) => a - b)[middle] ?? 0;
  return { kb: sorted("kb"), ms: sorted("ms") };
};

/** A profile with that many open lots, inserted without their entries: only lots are read here. */
const seedHolder = async (deps: WriteDeps, count: number): Promise<ProfileId> => {
  const profileId = await seedProfile(deps, 0);
  const lots = Array.from({ length: count }, (_, n) => openLot(profileId, n));
  for (let first = 0; first < count; first += CHUNK) {
    await insertLots(deps, lots.slice(first, first + CHUNK));
  }
  return profileId;
};

/** Rows per statement: SQLite binds at most 32,766 values. */
const CHUNK = 500;

const openLot = (profileId: ProfileId, n: number): NewLot => {
  const commandId = commandIdSchema.parse(v7());
  return {
    profileId,
    source: { type: "transaction", id: commandId },
    lot: {
      lotId: lotIdOf(entryIdOf(commandId, 0)),
      unit: "point",
      definitionId: definitionIdSchema.parse(1 + (n % DEFINITIONS)),
      definitionVersion: 1,
      issuedAt: ISSUED_AT,
      activeAt: ISSUED_AT,
      expiresAt: null,
      timezone: BENCH_ZONE,
      initial: 100,
      remaining: 100,
    },
  };
};

if (import.meta.main) {
  const results = await runListsBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
