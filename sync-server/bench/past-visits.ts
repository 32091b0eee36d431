import { assertDefined } from "#shared/kernel/assert.ts";
import { locationIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { BenchResult } from "#shared/testing/bench-result.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { openStore } from "#sync-server/open-store.ts";
import { findDefinitionByHandle } from "#sync-server/storage/incentive/definition-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readFacts } from "#sync-server/sync/read-facts.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import type { BenchDatabase } from "./bench-databases.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import { median } from "./median.ts";
import { postOf, rateOf, saleOf, seedProfiles } from "./programme-sales.ts";

const FEW = 10;
/** Smaller to try it out: seeding takes a minute or two. */
const MANY = Number(process.env["REGULARS_BENCH_SALES"] ?? 10_000);
const TEN_YEARS = Math.min(3653, MANY);
const SALES_A_ROUND = 100;
const SALES_ROUNDS = 9;
/** So few that a profile with few visits still has few. */
const VISITS_A_ROUND = 24;
const VISIT_ROUNDS = 15;
const PAST_RATIO = 1.2;
const DOCUMENT_KB = 8;
/** In days: a job does it every few minutes. */
const EXPIRE_EVERY = 10;

/** The day of the first visit that is measured. */
const START: Instant = instant(Date.UTC(2026, 0, 5));

/** How long points last. They are pending for a fortnight either way. */
const LIFETIMES = {
  "points that never expire": {},
  "points that expire after 24 months": { expiryPeriod: 24, expiryPeriodType: "months" },
} as const;

/**
 * Measures what the past costs, in lots and in all: a sale to a profile with many past sales
 * against one with few, both on the same 300 days; a sale after ten years of daily visits against
 * one after few; and what a device holds after those years, of the account and how far it has come.
 */
export const measurePast = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const results: BenchResult[] = [];
  for (const [name, lifetime] of Object.entries(LIFETIMES)) {
    const [busy, daily] = [await database.copy(), await database.copy()];
    for (const copy of [busy, daily]) {
      await copy.transact(async (deps) => {
        const points = await findDefinitionByHandle(deps, "point", "points");
        const { id } = assertDefined(points, "the programme's points").definition;
        await updateDefinition(deps, { kind: "point", id, changes: lifetime, extra: {} });
      });
    }
    results.push(await measureSales(busy, name), ...(await measureVisits(daily, name)));
  }
  return results;
};

const measureSales = async (database: BenchDatabase, lifetime: string): Promise<BenchResult> => {
  // So long ago that their points have been active for long, as nearly all of somebody's past.
  const today = instant(Date.now());
  const dayIn = (n: number): Instant => addMs(today, -(60 + (n % 300)) * DAY_MS);
  const [few, many] = await database.transact(async (deps) => {
    const profileIds = await seedProfiles(deps, 2);
    for (const [index, sales] of [FEW, MANY].entries()) {
      for (let n = 0; n < sales; n++) {
        await postTransaction(deps, postOf(saleOf(profileIds[index], dayIn(n))));
      }
    }
    return profileIds;
  });
  await database.settle();
  const store = await openStore(database.options);
  let next = MANY;
  const batch = (profileId: ProfileId | undefined) =>
    Array.from({ length: SALES_A_ROUND }, () => saleOf(profileId, dayIn(next++)));
  const rounds: Round[] = [];
  for (let round = 0; round < SALES_ROUNDS; round++) {
    const fewRate = await rateOf(store, batch(few));
    rounds.push(roundOf(fewRate, await rateOf(store, batch(many))));
  }
  await store.close();
  const name = `a sale to a profile with ${MANY} past sales against ${FEW}`;
  return ratioOf(`${database.dialect}: ${name}, ${lifetime}`, rounds);
};

const measureVisits = async (
  database: BenchDatabase,
  lifetime: string,
): Promise<readonly BenchResult[]> => {
  const [many, ...few] = await database.transact((deps) => seedProfiles(deps, 1 + VISIT_ROUNDS));
  await visitDaily(database, many, TEN_YEARS);
  for (const [round, profileId] of few.entries()) {
    await visitDaily(database, profileId, FEW, round * VISITS_A_ROUND);
  }
  await database.settle();
  if (!(await database.transact(verifyLedger)).isWhole) throw new Error("the ledger isn't whole");
  const lots = await database.transact((deps) => lotsOf(deps, many));
  const accountBytes = await database.transact((deps) => bytesOf(deps, "accounts", many));
  const progressBytes = await database.transact((deps) => bytesOf(deps, "progress", many));

  let visits = 0;
  const store = await openStore({ ...database.options, clock: () => dayOf(visits) });
  // Each visit is a day later, so the account stays as it is for somebody who comes every day.
  const visit = async (profileId: ProfileId | undefined, first: number): Promise<number> => {
    const days = Array.from({ length: VISITS_A_ROUND }, (_, n) => first + n);
    visits = first + VISITS_A_ROUND;
    const sales = days.map((day) => saleOf(profileId, dayOf(day)));
    const rate = await rateOf(store, sales);
    await store.write("handleDue", BENCH_TENANT, { kind: "expire_lots", key: String(profileId) });
    return rate;
  };
  const rounds: Round[] = [];
  // On the same days, and each first every other time: what calendars and zones say of a day is
  // worked out once.
  for (const [round, profileId] of few.entries()) {
    const first = round * VISITS_A_ROUND;
    const before = round % 2 === 0 ? null : await visit(many, first);
    const fewRate = await visit(profileId, first);
    rounds.push(roundOf(fewRate, before ?? (await visit(many, first))));
  }
  await store.close();
  const name = `a sale after ${TEN_YEARS} daily visits against ${FEW}`;
  return [
    ratioOf(`${database.dialect}: ${name}, ${lifetime}`, rounds, `; ${lots} lots`),
    {
      name: `${database.dialect}: account and progress on a device after ${TEN_YEARS} daily visits, ${lifetime}`,
      value: (accountBytes + progressBytes) / 1000,
      unit: "kB",
      target: DOCUMENT_KB,
      better: "lower",
      note: `${progressBytes} bytes of tiers and achievements`,
    },
  ];
};

type Round = { readonly fewRate: number; readonly manyRate: number; readonly ratio: number };

const roundOf = (fewRate: number, manyRate: number): Round => ({
  fewRate,
  manyRate,
  ratio: fewRate / manyRate,
});

const ratioOf = (name: string, rounds: readonly Round[], note = ""): BenchResult => {
  const { ratio, fewRate, manyRate } = median(rounds, (round) => round.ratio);
  return {
    ...{ name, value: ratio, unit: "x", target: PAST_RATIO, better: "lower" },
    note: `${fewRate.toFixed(0)}/s and ${manyRate.toFixed(0)}/s on one profile${note}`,
  };
};

/** The day of a visit: those with a number below zero are history. */
const dayOf = (number: number): Instant => addMs(START, number * DAY_MS);

/** So many sales, one a day up to another, each written by the server of that day. */
const visitDaily = (
  database: BenchDatabase,
  profileId: ProfileId | undefined,
  visits: number,
  until = 0,
): Promise<void> =>
  database.transact(async (deps) => {
    for (let day = until - visits; day < until; day++) {
      const then = { ...deps, now: dayOf(day) };
      await postTransaction(then, postOf(saleOf(profileId, then.now)));
      if (day % EXPIRE_EVERY === 0 && profileId) await expireLots(then, profileId);
    }
  });

const lotsOf = async (deps: ReadDeps, profileId: ProfileId | undefined): Promise<number> =>
  profileId ? (await readAccount(deps, profileId)).lots.length : 0;

/** A profile's document in a collection as devices pull it. */
const bytesOf = async (
  deps: WriteDeps,
  collection: "accounts" | "progress",
  profileId: ProfileId | undefined,
): Promise<number> => {
  const scope = { collection, deviceLocationId: locationIdSchema.parse(1) };
  const row = { tx: "0", seq: 1, docId: String(profileId), locationId: null, isDeleted: false };
  const facts = await readFacts({ ...deps, now: START }, scope, [row]);
  return JSON.stringify(facts).length;
};
