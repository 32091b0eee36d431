import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addToDay, calendarDaySchema } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { createLedgerDatabase } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { addToShopDays, readShopDays } from "./commerce/shop-day-store.ts";

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
