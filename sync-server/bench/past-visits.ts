import { assertDefined } from "#shared/kernel/assert.ts";
import { locationIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { BenchResult } from "#shared/testing/bench-result.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { verifyLedger } from "#sync-server/ledger/verify.ts";
import { openStore } from "#sync-server/open-store.ts";
import { findDefinitionByHandle } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readFacts } from "#sync-server/sync/read-facts.ts";
import type { BenchDatabase } from "./bench-databases.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import { median } from "./median.ts";
import { postOf, rateOf, saleOf, seedProfiles } from "./programme-sales.ts";

const FEW_VISITS = 10;
/** Smaller to try it out: seeding takes a while. */
const MANY_VISITS = Number(process.env["REGULARS_BENCH_SALES"] ?? 10_000);
const TEN_YEARS = Math.min(3653, MANY_VISITS);
const VISITS_A_ROUND = 24;
const ROUNDS = 15;
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
 * Measures what many past visits cost, at one a day: a sale to a profile with many against one with
 * few, and the size of the account that a device holds after ten years.
 */
export const measurePast = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  const results: BenchResult[] = [];
  for (const [name, lifetime] of Object.entries(LIFETIMES)) {
    const copy = await database.copy();
    await copy.transact(async (deps) => {
      const points = await findDefinitionByHandle(deps, "point", "points");
      const { id } = assertDefined(points, "the programme's points").definition;
      await updateDefinition(deps, { kind: "point", id, changes: lifetime, extra: {} });
    });
    results.push(...(await measureLifetime(copy, name)));
  }
  return results;
};

const measureLifetime = async (
  database: BenchDatabase,
  lifetime: string,
): Promise<readonly BenchResult[]> => {
  const [many, tenYears, ...few] = await database.transact((deps) =>
    seedProfiles(deps, 2 + ROUNDS),
  );
  await visitDaily(database, many, MANY_VISITS);
  await visitDaily(database, tenYears, TEN_YEARS);
  for (const profileId of few) await visitDaily(database, profileId, FEW_VISITS);
  await database.settle();
  const verified = await database.transact(verifyLedger);
  if (!verified.isWhole) throw new Error("the ledger isn't whole");
  const lots = await database.transact((deps) => lotsOf(deps, many));
  const sizeBytes = await database.transact((deps) => documentBytesOf(deps, tenYears));

  let visits = 0;
  const store = await openStore({ ...database.options, clock: () => dayOf(visits) });
  // Each visit is a day later, so the account stays as it is for somebody who comes every day.
  const visit = async (profileId: ProfileId | undefined, first: number): Promise<number> => {
    const days = Array.from({ length: VISITS_A_ROUND }, (_, n) => first + n);
    visits = first + VISITS_A_ROUND;
    const rate = await rateOf(
      store,
      days.map((day) => saleOf(profileId, dayOf(day))),
    );
    await store.write("handleDue", BENCH_TENANT, { kind: "expire_lots", key: String(profileId) });
    return rate;
  };
  const rounds = [];
  for (const [round, profileId] of few.entries()) {
    const fewRate = await visit(profileId, 0);
    const manyRate = await visit(many, round * VISITS_A_ROUND);
    rounds.push({ fewRate, manyRate, ratio: fewRate / manyRate });
  }
  await store.close();
  const { ratio, fewRate, manyRate } = median(rounds, (round) => round.ratio);
  return [
    {
      name: `${database.dialect}: a sale after ${MANY_VISITS} daily visits against ${FEW_VISITS}, ${lifetime}`,
      value: ratio,
      unit: "x",
      target: PAST_RATIO,
      better: "lower",
      note: `${fewRate.toFixed(0)}/s and ${manyRate.toFixed(0)}/s on one profile, which has ${lots} lots`,
    },
    {
      name: `${database.dialect}: the account on a device after ${TEN_YEARS} daily visits, ${lifetime}`,
      value: sizeBytes / 1000,
      unit: "kB",
      target: DOCUMENT_KB,
      better: "lower",
    },
  ];
};

/** The day of a visit: those with a number below zero are history. */
const dayOf = (number: number): Instant => addMs(START, number * DAY_MS);

/** So many sales, one a day up to `START`, each written by the server of that day. */
const visitDaily = (
  database: BenchDatabase,
  profileId: ProfileId | undefined,
  visits: number,
): Promise<void> =>
  database.transact(async (deps) => {
    for (let day = -visits; day < 0; day++) {
      const then = { ...deps, now: dayOf(day) };
      await postTransaction(then, postOf(saleOf(profileId, then.now)));
      if (day % EXPIRE_EVERY === 0 && profileId) await expireLots(then, profileId);
    }
  });

const lotsOf = async (deps: ReadDeps, profileId: ProfileId | undefined): Promise<number> =>
  profileId ? (await readAccount(deps, profileId)).lots.length : 0;

/** The document as devices pull it. */
const documentBytesOf = async (
  deps: WriteDeps,
  profileId: ProfileId | undefined,
): Promise<number> => {
  const scope = { collection: "accounts", deviceLocationId: locationIdSchema.parse(1) } as const;
  const row = { tx: "0", seq: 1, docId: String(profileId), locationId: null, isDeleted: false };
  const facts = await readFacts({ ...deps, now: START }, scope, [row]);
  return JSON.stringify(facts).length;
};
