import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { openStore } from "#sync-server/open-store.ts";
import { foundWholeProgramme } from "#sync-server/testing/whole-programme.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { median } from "./median.ts";
import { measurePast } from "./past-visits.ts";
import { CLIENTS, postOf, rateOf, saleOf, seedProfiles } from "./programme-sales.ts";
import type { RecordedTransaction } from "./recorded-sql.ts";

const PROFILES = 200;
const SALES = 1600;
/** Each round runs the rows alone and then the sales, so that a busy machine slows both. */
const ROUNDS = 3;
const SHARE_OF_BARE = 0.25;

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

const START: Instant = instant(Date.UTC(2026, 0, 5));

const measureSales = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const seeded = await database.copy();
  const profileIds = await seeded.transact((deps) => seedProfiles(deps, PROFILES));
  await seeded.settle();
  const sales = Array.from({ length: SALES }, (_, n) =>
    saleOf(profileIds[n % PROFILES], addMs(START, (n % 300) * DAY_MS)),
  );

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

/** What of the SQL writes something. */
const writesOf = (recorded: RecordedTransaction): RecordedTransaction =>
  recorded
    .filter(({ text }) => !/^\s*select/i.test(text))
    .map((statement) => ({ ...statement, turn: 0 }));

if (import.meta.main) {
  const results = await runProgrammeBench();
  console.log(benchTable(results));
  process.exitCode = results.every(reachesTarget) ? 0 : 1;
}
