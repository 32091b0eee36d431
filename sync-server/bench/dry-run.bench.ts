import { sql } from "kysely";
import { v7 } from "uuid";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { prepareDryRun } from "#sync-server/commerce/dry-run/dry-run.ts";
import type { UnsavedVersion } from "#sync-server/incentive/unsaved-definition.ts";
import { openStore } from "#sync-server/open-store.ts";
import {
  appendItems,
  type ItemRecord,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import { appendTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import { insertDefinition } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { BENCH_TENANT, BENCH_ZONE, ISSUED_AT, seedProfile } from "./ledger-seed.ts";

/** The sales double this many times: 131,072 of them. */
const DOUBLINGS = 17;
const LINES = 3;
const SECONDS_FOR_100_000 = 60;

/**
 * Measures a dry run of a rate with conditions on who and what over a year of sales, scaled to
 * 100,000 of them.
 */
export const runDryRunBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) results.push(await measure(database));
    return results;
  });

const measure = async (database: BenchDatabase): Promise<BenchResult> => {
  await database.transact(seedSales);
  await database.settle();
  const store = await openStore(database.options);
  const startedMs = performance.now();
  const prepared = await prepareDryRun(store.read(BENCH_TENANT), UNSAVED_RATE, {
    from: DAY,
    to: DAY,
  });
  if (!prepared.ok) throw new Error(prepared.error.reason);
  const { sales, would } = await prepared.value.run(() => undefined, new AbortController().signal);
  const seconds = (performance.now() - startedMs) / 1000;
  await store.close();
  return {
    name: `${database.dialect}: dry run of a rate over 100,000 sales`,
    value: (seconds * 100_000) / sales,
    unit: "s",
    target: SECONDS_FOR_100_000,
    better: "lower",
    note: `${sales} sales of ${LINES} lines in ${seconds.toFixed(1)} s, ${would.sales} earned`,
  };
};

const DAY = calendarDaySchema.parse("2026-01-05");
const POINTS = {
  ...pointDefaults(currencyOf("AUD")),
  name: "Points",
  handle: "points",
};
const UNSAVED_RATE: UnsavedVersion = {
  kind: "rate",
  id: null,
  body: {
    ...RATE_DEFAULTS,
    name: "Double",
    pointHandle: POINTS.handle,
    handle: "double",
    rateMicro: 20_000,
    profileConditions: { "==": [{ var: "first_name" }, "Ada"] },
    productConditions: { in: [{ var: "brand" }, ["A", "B"]] },
  },
};

/** One sale, copied with its lines until there are enough. */
const seedSales = async (deps: WriteDeps): Promise<void> => {
  await insertDefinition(deps, "point", { body: POINTS, extra: {} });
  const profileId = await seedProfile(deps, 0);
  const id = await appendTransaction(deps, {
    ...{ system: "bench", externalId: null, locationId: null, staffId: null, currency: "AUD" },
    exchangeRate: null,
    ...{ totalOriginalCents: null, receiptRef: null, linkedReceiptRef: null, saleId: null },
    ...{ isVoid: false, redemptionId: null, bodyHash: "", earned: [], extra: {} },
    profileId,
    totalCents: cents(9_000),
    transactedAt: ISSUED_AT,
    timezone: BENCH_ZONE,
    commandId: commandIdSchema.parse(v7()),
  });
  await appendItems(
    deps,
    id,
    Array.from({ length: LINES }, (_, n) => lineOf(n)),
  );
  // Copies have what it has; the rest is null, as in the original.
  for (let n = 0; n < DOUBLINGS; n++) {
    await sql`insert into transactions (${SALE}) select ${SALE} from transactions`.execute(
      deps.sql,
    );
  }
  await sql`insert into transaction_items (transaction_id, ${LINE})
    select t.id, ${LINE_OF_FIRST} from transactions t
    join transaction_items i on i.transaction_id = ${id} where t.id <> ${id}`.execute(deps.sql);
};

const SALE = sql.raw(
  `tenant_id, system, profile_id, total_cents, currency, transacted_at, timezone, is_void, command_id,
  body_hash, earned, extra, created_at, updated_at`,
);
const LINE_COLUMNS = [
  "tenant_id",
  "position",
  "name",
  "sku",
  "quantity",
  "price_sell_cents",
  "extra",
];
const LINE = sql.raw(LINE_COLUMNS.join());
const LINE_OF_FIRST = sql.raw(LINE_COLUMNS.map((column) => `i.${column}`).join());

const lineOf = (n: number): ItemRecord => ({
  ...{ name: "Coat", sku: `SKU-${n}`, externalId: null, quantity: 1 },
  priceSellCents: cents(3_000),
  ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null },
  extra: { product_variant: { brand: "ABC"[n] ?? "" } },
});

if (import.meta.main) {
  const results = await runDryRunBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
