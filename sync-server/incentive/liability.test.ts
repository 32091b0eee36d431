import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { liabilityCsv, liabilityView } from "#shared/api/ledger/liability.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  addMs,
  type CalendarDay,
  calendarDaySchema,
  firstInstantOf,
  type Instant,
  instant,
} from "#shared/kernel/time.ts";
import { MOVEMENTS } from "#shared/ledger/liability.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { writeNextVersion } from "#sync-server/storage/incentive/definition-store.ts";
import { readHeldAmounts } from "#sync-server/storage/ledger/held-amounts.ts";
import { upsertTenant } from "#sync-server/storage/tenant-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  earnPoints,
  insertDefinitions,
  issueReward,
  POINT,
  REWARD,
  redemption,
  takeBackPoints,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, MELBOURNE } from "#sync-server/testing/seed.ts";
import { reportLiability } from "./liability.ts";

const day = (text: string): CalendarDay => calendarDaySchema.parse(text);
const at = (text: string, hours = 0): Instant =>
  addMs(firstInstantOf(day(text), MELBOURNE), hours * 3_600_000);
const NOVEMBER = { from: day("2026-11-01"), to: day("2026-11-30") };
const DECEMBER = { from: day("2026-12-01"), to: day("2026-12-31") };

const newDatabase = async (create: () => Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await create();
  await database.transact(async (deps) => {
    await upsertTenant(deps, {
      ...{ id: TEST_TENANT, name: "Test", currency: "AUD", locale: "en-AU", country: "AU" },
      timezone: MELBOURNE,
    });
    await insertDefinitions(deps);
  }, at("2026-01-01"));
  return database;
};

const report = (
  database: TestDatabase,
  days: { readonly from: CalendarDay; readonly to: CalendarDay },
  now: Instant,
) =>
  database.transact(async (deps) => {
    const reported = await reportLiability(deps, days, now);
    if (!reported.ok) throw new Error(reported.error.reason);
    return reported.value;
  });

describe.for(databases)("liability on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeAll(async () => {
    database = await newDatabase(create);
    profileId = await insertBareProfile(database);
    const expiresAt = addMs(at("2026-12-01"), -1000);
    await database.transact(
      (deps) => issueReward(deps, profileId, 2_000, { expiresAt }),
      at("2026-10-10"),
    );
    await database.transact((deps) => earnPoints(deps, profileId, 10_000), at("2026-11-05"));
    await database.transact(
      (deps) => redeem(deps, redemption(profileId, 1_500, { occurredAt: at("2026-11-10") })),
      at("2026-11-10"),
    );
  });
  afterAll(() => database.drop());

  test("[L10] November says the same on 1 December and after the late job (T44)", async () => {
    const before = await report(database, NOVEMBER, at("2026-12-01", 9));
    await database.transact((deps) => expireLots(deps, profileId), at("2026-12-03"));
    await database.transact((deps) => takeBackPoints(deps, profileId, 400), at("2026-12-04"));
    const after = await report(database, NOVEMBER, at("2026-12-05"));
    expect(after).toEqual(before);
    expect(after.rows).toMatchObject([
      {
        handle: "points",
        row: { unit: "point", opening: 0, closing: 10_000, moved: { issued: { amount: 10_000 } } },
        value: { opening: 0, breakage: 0, closing: 10_000 },
      },
      {
        handle: "thank-you",
        row: { expiryMonth: "2026-11", opening: 2_000, expired: -500, closing: 0 },
        value: { opening: 2_000, moved: { redeemed: -1_500 }, breakage: -500, closing: 0 },
      },
    ]);
    const december = await report(database, DECEMBER, at("2026-12-05"));
    expect(december.rows).toMatchObject([
      { row: { opening: 10_000, moved: { returned: { amount: -400 } }, closing: 9_600 } },
    ]);
  });

  test("[L11] a month keeps its value, and the next shows what a new conversion adds", async () => {
    const { id, kind, version, ...body } = POINT;
    const next = { id, version: version + 1, extra: {} };
    await database.transact(
      (deps) =>
        writeNextVersion(deps, kind, { ...next, body: { ...body, exchangeMilliCents: 200_000 } }),
      at("2026-12-10"),
    );
    const november = await report(database, NOVEMBER, at("2026-12-20"));
    expect(november.rows[0]?.value).toMatchObject({ closing: 10_000, revaluation: 0 });
    const december = await report(database, DECEMBER, at("2026-12-20"));
    expect(december.rows[0]?.value).toEqual({
      opening: 10_000,
      moved: { issued: 0, returned: -400, redeemed: 0, adjusted: 0, shortfalls: 0, written_off: 0 },
      breakage: 0,
      revaluation: 9_600,
      closing: 19_200,
    });
  });

  test("is one line of CSV for each definition and month, with headings", async () => {
    const csv = liabilityCsv(
      liabilityView(await report(database, NOVEMBER, at("2026-12-05")), ANY_CURRENCY),
    );
    const [headings = "", ...lines] = csv.split("\r\n");
    expect(headings).toMatch(
      /^type,definition_id,definition_handle,currency,expiry_month,opening,/,
    );
    expect(lines).toEqual([
      `point,${POINT.id},points,AUD,,0,100,0,0,0,0,0,0,100,0,100,0,0,0,0,0,0,0,100,`,
      `reward,${REWARD.id},thank-you,AUD,2026-11,20,0,0,-15,0,0,0,-5,0,20,0,0,-15,0,0,0,-5,0,0,`,
      "",
    ]);
  });

  test("refuses days in the wrong order", async () => {
    const asked = { from: NOVEMBER.to, to: NOVEMBER.from };
    const refused = await database.transact((deps) =>
      reportLiability(deps, asked, at("2026-12-05")),
    );
    expect(refused).toEqual({ ok: false, error: { reason: "from_after_to" } });
  });
});

// Any history of real writes, an hour apart.
const step = fc.record({
  profile: fc.nat({ max: 2 }),
  what: fc.constantFrom("reward", "points", "redeem", "honour", "return", "expire"),
  amount: fc.integer({ min: 1, max: 999 }),
});

describe.for(databases)("liability of random histories on $name", ({ create }) => {
  test("[L11] opening + movements = closing, which is what profiles can spend", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const database = await newDatabase(create);
        const profiles = await Promise.all([1, 2, 3].map(() => insertBareProfile(database)));
        const start = at("2026-11-29");
        for (const [index, { profile, what, amount }] of steps.entries()) {
          const profileId = profiles[profile];
          if (!profileId) throw new Error("there are three");
          const now = addMs(start, index * 3_600_000);
          const expiresAt = instant(now + (amount % 30) * 3_600_000);
          const asked = redemption(profileId, amount, { occurredAt: now });
          await database.transact(async (deps) => {
            if (what === "reward") await issueReward(deps, profileId, amount, { expiresAt });
            if (what === "points") await earnPoints(deps, profileId, amount * 100);
            if (what === "redeem") await redeem(deps, asked);
            if (what === "honour") await redeem(deps, { ...asked, whenShort: "honour" });
            if (what === "return") await takeBackPoints(deps, profileId, amount);
            if (what === "expire") await expireLots(deps, profileId);
          }, now);
        }
        const now = addMs(start, steps.length * 3_600_000);
        const last = await report(
          database,
          { from: day("2026-11-30"), to: day("2026-12-02") },
          now,
        );
        const first = await report(
          database,
          { from: day("2026-11-01"), to: day("2026-11-29") },
          now,
        );
        for (const { row, value } of [...first.rows, ...last.rows]) {
          const moved = MOVEMENTS.reduce((sum, each) => sum + row.moved[each].amount, 0);
          expect(row.opening + moved + row.expired).toBe(row.closing);
          const movedCents = Object.values(value.moved).reduce((sum, each) => sum + each, 0);
          expect(value.opening + movedCents + value.breakage + value.revaluation).toBe(
            value.closing,
          );
        }
        const sum = (rows: typeof last.rows, of: "opening" | "closing", unit: string) =>
          rows.reduce((all, { row }) => all + (row.unit === unit ? row[of] : 0), 0);
        const held = await database.transact((deps) => readHeldAmounts(deps, profiles, now));
        for (const unit of ["reward", "point"]) {
          expect(sum(last.rows, "opening", unit)).toBe(sum(first.rows, "closing", unit));
          const spendable = [...held.values()].flat().filter((each) => each.unit === unit);
          expect(sum(last.rows, "closing", unit)).toBe(
            spendable.reduce((all, { remaining }) => all + remaining, 0),
          );
        }
        await database.drop();
      }),
      { numRuns: 6 },
    );
  });
});
