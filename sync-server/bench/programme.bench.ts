import { v7 } from "uuid";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { openStore } from "#sync-server/open-store.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";
import { blankDetails } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import { foundWholeProgramme } from "#sync-server/testing/whole-programme.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import { median } from "./median.ts";
import type { RecordedTransaction } from "./recorded-sql.ts";

const PROFILES = 200;
const SALES = 1600;
const CLIENTS = 16;
/** Each round runs the rows alone and then the sales, so that a busy machine slows both. */
const ROUNDS = 3;
const SHARE_OF_BARE = 0.25;

const FEW_SALES = 10;
/** Smaller to try it out: seeding takes a while. */
const MANY_SALES = Number(process.env["REGULARS_BENCH_SALES"] ?? 10_000);
const SALES_A_ROUND = 100;
const PAST_ROUNDS = 9;
const PAST_RATIO = 1.2;

/**
 * Measures sales under a whole programme on both databases: against writing the same rows without
 * any of our code, and for a profile with many past sales against one with few.
 */
export const runProgrammeBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) {
      await database.transact(foundWholeProgramme);
      const other = await database.copy();
      results.push(...(await measureSales(database)), ...(await measurePast(other)));
    }
    return results;
  });

const measureSales = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const seeded = await database.copy();
  const profileIds = await seeded.transact((deps) => seedProfiles(deps, PROFILES));
  await seeded.settle();
  const sales = Array.from({ length: SALES }, (_, n) => saleOf(profileIds[n % PROFILES], n));

  // On a copy, because rows that were rolled back have used up their numbers.
  const recorded = await (await seeded.copy()).record(
    sales.map((sale) => (deps) => postTransaction(deps, postOf(sale))),
  );
  const writes = recorded.map(writesOf);

  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await (await seeded.copy()).replay(writes, CLIENTS, false);
    const store = await openStore((await seeded.copy()).options);
    const ours = await rateOf(store, sales);
    await store.close();
    rounds.push({ bare, ours, share: ours / bare });
  }
  const { bare, ours, share } = median(rounds, (round) => round.share);
  return [
    {
      name: `${database.dialect}: sales under a programme, share of what they write written bare`,
      value: share,
      unit: "",
      target: SHARE_OF_BARE,
      better: "higher",
      note: `${ours.toFixed(0)}/s of ${bare.toFixed(0)}/s, ${CLIENTS} at once; ${recorded.at(-1)?.length ?? 0} statements a sale, ${writes.at(-1)?.length ?? 0} of them write`,
    },
  ];
};

const measurePast = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const [few, many] = await database.transact(async (deps) => {
    const [first, second] = await seedProfiles(deps, 2);
    for (let n = 0; n < FEW_SALES; n++) await postTransaction(deps, postOf(saleOf(first, n)));
    for (let n = 0; n < MANY_SALES; n++) await postTransaction(deps, postOf(saleOf(second, n)));
    return [first, second];
  });
  await database.settle();
  const store = await openStore(database.options);
  let next = MANY_SALES;
  const batch = (profileId: ProfileId | undefined) =>
    Array.from({ length: SALES_A_ROUND }, () => saleOf(profileId, next++));
  const rounds = [];
  for (let round = 0; round < PAST_ROUNDS; round++) {
    const fewRate = await rateOf(store, batch(few));
    const manyRate = await rateOf(store, batch(many));
    rounds.push({ fewRate, manyRate, ratio: fewRate / manyRate });
  }
  await store.close();
  const { ratio, fewRate, manyRate } = median(rounds, (round) => round.ratio);
  return [
    {
      name: `${database.dialect}: a sale to a profile with ${MANY_SALES} past sales against ${FEW_SALES}`,
      value: ratio,
      unit: "x",
      target: PAST_RATIO,
      better: "lower",
      note: `${fewRate.toFixed(0)}/s and ${manyRate.toFixed(0)}/s on one profile`,
    },
  ];
};

const seedProfiles = async (deps: WriteDeps, count: number): Promise<readonly ProfileId[]> => {
  const ids: ProfileId[] = [];
  for (let n = 0; n < count; n++) {
    const profileId = profileIdSchema.parse(v7());
    await createProfileRecord(deps, {
      profileId,
      details: { ...blankDetails, email: `bench${profileId}@example.com` },
      identities: [],
      joinedAt: deps.now,
      joinedLocationId: null,
      joinedStaffId: null,
    });
    ids.push(profileId);
  }
  return ids;
};

const START: Instant = instant(Date.UTC(2026, 0, 5));

/** Three lines, one of them at a rate of its own; one sale a day for each profile in turn. */
const saleOf = (profileId: ProfileId | undefined, n: number): TransactionInput =>
  transactionInput(profileId ?? null, {
    externalId: v7(),
    totalCents: cents(5095),
    transactedAt: addMs(START, (n % 300) * DAY_MS),
    timezone: null,
    items: [lineOf("85123A", 255), lineOf("71053", 3390), lineOf("22423", 1450)],
  });

const lineOf = (sku: string, priceSellCents: number) => ({
  ...{ name: sku, sku, externalId: null, quantity: 1, priceSellCents: cents(priceSellCents) },
  ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null, extra: {} },
});

const postOf = (transaction: TransactionInput) =>
  ({ mode: "upsert", transaction, id: null, commandId: null }) as const;

/** What of the SQL writes something. */
const writesOf = (recorded: RecordedTransaction): RecordedTransaction =>
  recorded
    .filter(({ text }) => !/^\s*select/i.test(text))
    .map((statement) => ({ ...statement, turn: 0 }));

/** Posts sales like so many concurrent clients; sales per second. */
const rateOf = async (store: Store, sales: readonly TransactionInput[]): Promise<number> => {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let sale = sales[next++]; sale; sale = sales[next++]) {
      const posted = await store.write("postTransaction", BENCH_TENANT, postOf(sale));
      if (!posted.ok) throw new Error(posted.error.reason);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return sales.length / ((performance.now() - startMs) / 1000);
};

if (import.meta.main) {
  const results = await runProgrammeBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
