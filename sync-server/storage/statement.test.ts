import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addToDay, calendarDaySchema } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { createLedgerDatabase } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { addToShopDays, readShopDays } from "./commerce/shop-day-store.ts";
import { readDueAt, setDue } from "./due-store.ts";
import type { WriteDeps } from "./sql.ts";
import { writeStatement } from "./statement.ts";

describe.for(databases)("rows written on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  it("may be more than one statement has room for", async () => {
    const profileId = await insertBareProfile(database);
    const first = calendarDaySchema.parse("2001-01-01");
    // Ten values each: more than twice what SQLite takes, and more than PostgreSQL does.
    const days = Array.from({ length: 7001 }, (_, index) => ({
      day: addToDay(first, { days: index }),
      locationId: null,
      currency: "AUD",
      spendCents: cents(index),
      transactions: 1,
      sales: 1,
      pricedSales: 0,
      discountCents: ZERO_CENTS,
    }));
    await database.transact((deps) => addToShopDays(deps, profileId, days), NOON);
    const read = await database.transact((deps) => readShopDays(deps, [profileId]), NOON);
    expect(read.get(profileId)).toEqual(days);
  });
});

describe.for(databases)("a statement that only writes on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  const due = { kind: "judge_tiers", key: "someone" } as const;
  /** It has no key, which no retry gives it. */
  const breakRule = writeStatement(
    "insert into due (tenant_id, kind, due_at, attempts) values (?, 'judge_tiers', 1, 0)",
  );

  it("is seen by what comes after it", async () => {
    const read = await database.transact(async (deps) => {
      await setDue(deps, due, NOON);
      return readDueAt(deps, due);
    }, NOON);
    expect(read).toBe(NOON);
    await database.transact((deps) => setDue(deps, due, null));
  });

  it.for([
    ["and nothing follows", async () => {}],
    ["and something is read", (deps: WriteDeps) => readDueAt(deps, due)],
  ] as const)("takes the whole write with it if it fails, %s", async ([, after]) => {
    const write = database.transact(async (deps) => {
      await setDue(deps, due, NOON);
      await breakRule(deps, [deps.tenantId]);
      await after(deps);
    });
    await expect(write).rejects.toThrow(/null/i);
    expect(await database.transact((deps) => readDueAt(deps, due))).toBeNull();
  });
});
