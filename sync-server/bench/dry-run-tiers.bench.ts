import { pointDefaults } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { calendarDaySchema, instantAfter } from "#shared/kernel/time.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { prepareTierDryRun } from "#sync-server/commerce/dry-run/dry-run-tiers.ts";
import { openStore } from "#sync-server/open-store.ts";
import { insertDefinition } from "#sync-server/storage/incentive/definition-store.ts";
import { addTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { BENCH_TENANT, BENCH_ZONE, seedProfile } from "./ledger-seed.ts";

const PROFILES = 5_000;
const SALES_EACH = 20;
const SECONDS_FOR_100_000 = 60;

/**
 * Measures a dry run of a tier over two years, for profiles whose sales are each on a day of their
 * own: 100,000 sales.
 */
export const runTierDryRunBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) results.push(await measure(database));
    return results;
  });

const measure = async (database: BenchDatabase): Promise<BenchResult> => {
  await database.transact(seed);
  await database.settle();
  const store = await openStore(database.options);
  const startedMs = performance.now();
  const unsaved = { kind: "tier", id: null, body: tier("gold", 100_000) } as const;
  const prepared = await prepareTierDryRun(store.read(BENCH_TENANT), unsaved, {
    days: { from: dayOf(0), to: dayOf(SALES_EACH) },
    now: instantAfter(dayOf(SALES_EACH), BENCH_ZONE),
  });
  if (!prepared.ok) throw new Error(prepared.error.reason);
  const { profiles, tiers } = await prepared.value.run(
    () => undefined,
    new AbortController().signal,
  );
  const seconds = (performance.now() - startedMs) / 1000;
  await store.close();
  const sales = profiles * SALES_EACH;
  const reached = tiers.map(({ would }) => would.reached).join(" and ");
  return {
    name: `${database.dialect}: dry run of a tier over 100,000 sales`,
    value: (seconds * 100_000) / sales,
    unit: "s",
    target: SECONDS_FOR_100_000,
    better: "lower",
    note: `${profiles} profiles, ${sales} sales in ${seconds.toFixed(1)} s, ${reached} reached`,
  };
};

/** The first of a month, that many months after the first sale. */
const dayOf = (months: number) => {
  const month = String((months % 12) + 1).padStart(2, "0");
  return calendarDaySchema.parse(`${2024 + Math.floor(months / 12)}-${month}-01`);
};

const POINTS = { ...pointDefaults(currencyOf("AUD")), name: "Status", handle: "tier-points" };

const tier = (handle: string, valueMin: number) => ({
  ...{ ...TIER_DEFAULTS, name: handle, handle, valueMin },
});

const seed = async (deps: WriteDeps): Promise<void> => {
  const points = { ...POINTS, use: "tier" } as const;
  const definitionId = await insertDefinition(deps, "point", { body: points, extra: {} });
  await insertDefinition(deps, "tier", { body: tier("silver", 30_000), extra: {} });
  for (let n = 0; n < PROFILES; n++) {
    const days = Array.from({ length: SALES_EACH }, (_, month) => ({
      ...{ definitionId, day: dayOf(month), gained: 1_000 + ((n * month) % 17) * 1_000, lost: 0 },
    }));
    await addTierDays(deps, await seedProfile(deps, 0), days);
  }
};

if (import.meta.main) {
  const results = await runTierDryRunBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
