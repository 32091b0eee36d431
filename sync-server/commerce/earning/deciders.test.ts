import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RATE_DEFAULTS, type Rate } from "#shared/incentive/points/rate.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, MELBOURNE, NOON } from "#sync-server/testing/seed.ts";
import { statementsOf } from "#sync-server/testing/statements.ts";
import { createPointTenant } from "#sync-server/testing/test-transaction.ts";
import { decidersNow } from "./deciders.ts";

describe.for(databases)("what decides a sale on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
    profileId = await insertBareProfile(database);
    const never = { "==": [{ var: "aggregations.shop_count" }, 0] };
    const rate = { name: "First sale", pointHandle: "points", rateMicro: 10_000 };
    const body = { ...RATE_DEFAULTS, ...rate, profileConditions: never };
    const made = await database.transact(
      (deps) => createDefinition(deps, { kind: "rate", body, extra: {} }),
      NOON,
    );
    assert(made.ok, `a rate: ${JSON.stringify(made)}`);
  });
  afterAll(() => database.drop());

  /** How often the buyer's shop days are read, and how many rates apply. */
  const decidedWith = (changes: Partial<Rate>) =>
    database.transact(async (deps) => {
      const programme = await loadProgramme(deps);
      const { definitions } = programme;
      const rate = { ...assertDefined(definitions.rate[0], "a rate"), ...changes };
      const changed = { ...programme, definitions: { ...definitions, rate: [rate] } };
      const sale = { profileId, locationId: null, totalCents: cents(10_000), extra: {} };
      const { sent, result } = await statementsOf(deps, (counted) =>
        decidersNow(counted, changed, { ...sale, transactedAt: NOON, timezone: MELBOURNE }),
      );
      return {
        reads: sent.filter((text) => text.includes("shop_days")).length,
        rates: result.flatMap(({ rates }) => rates).length,
      };
    }, NOON);

  it("[Q12] reads what a buyer bought before if a rate asks for it", async () => {
    expect(await decidedWith({})).toEqual({ reads: 1, rates: 1 });
  });

  const over: readonly (readonly [string, Partial<Rate>])[] = [
    ["is archived", { isArchived: true }],
    ["isn't published", { isPublished: false }],
    ["hasn't begun", { startTime: calendarDaySchema.parse("2099-01-01") }],
    ["is over", { endTime: calendarDaySchema.parse("2001-01-01") }],
    ["is for another country", { country: "NZ" }],
    ["is for another code", { code: "SPRING" }],
    ["is of other points", { pointHandle: "gone" }],
  ];
  it.for(over)("[Q12] but not for a rate that %s", async ([, changes]) => {
    expect(await decidedWith(changes)).toEqual({ reads: 0, rates: 0 });
  });
});
