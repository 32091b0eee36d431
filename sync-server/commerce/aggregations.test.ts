import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopDaysOf } from "#shared/commerce/shop-day.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import {
  readCountedTransactions,
  readShopDays,
} from "#sync-server/storage/commerce/shop-day-store.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { writeNamed } from "#sync-server/writes.ts";
import { changeTransaction } from "./change-transaction.ts";
import { postTransaction } from "./post-transaction.ts";
import { readAggregations } from "./read-aggregations.ts";
import type { TransactionInput } from "./transaction-input.ts";

const DAY_MS = 86_400_000;
const PLACES = [{ externalId: "CAR-01" }, { externalId: "FIT-01" }, null] as const;

describe.for(databases)("aggregations on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
  });
  afterAll(() => database.drop());

  const post = async (
    profileId: ProfileId | null,
    externalId: string,
    totalCents: number,
    more: Partial<TransactionInput> = {},
  ): Promise<TransactionId> => {
    const transaction = transactionInput(profileId, {
      externalId,
      totalCents: cents(totalCents),
      ...more,
    });
    const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
    const posted = await database.transact((deps) => postTransaction(deps, input), NOON);
    assert(posted.ok, `posted: ${JSON.stringify(posted)}`);
    return posted.value.transactionId;
  };
  const newProfile = () => insertBareProfile(database);
  const daysOf = (profileId: ProfileId) =>
    database.transact(async (deps) => (await readShopDays(deps, [profileId])).get(profileId) ?? []);
  const recounted = (profileId: ProfileId) =>
    database.transact(async (deps) => shopDaysOf(await readCountedTransactions(deps, profileId)));
  const read = (profileId: ProfileId) =>
    database.transact(async (deps) => {
      const profiles = await readProfileRecords(deps, [profileId]);
      const context = { now: NOON, currency: currencyOf("AUD") };
      return assertDefined((await readAggregations(deps, profiles, context)).all[0], "a profile");
    }, NOON);
  const updatesOf = (profileId: ProfileId) =>
    database.run(
      `select context from events where kind = 'aggregation.updated' and profile_id = '${profileId}'
       order by seq`,
    );

  it("[A1] stay equal to a recount, through corrections, voids and returns", async () => {
    const states = fc.record({
      sale: fc.integer({ min: 0, max: 4 }),
      totalCents: fc.integer({ min: -5000, max: 20_000 }),
      daysAgo: fc.integer({ min: 0, max: 40 }),
      location: fc.constantFrom(...PLACES),
      isVoid: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(states, { minLength: 1, maxLength: 10 }), async (all) => {
        const profileId = await newProfile();
        const key = newCommandId();
        for (const { sale, daysAgo, totalCents, ...more } of all) {
          const transactedAt = addMs(NOON, -daysAgo * DAY_MS);
          await post(profileId, `${key}-${sale}`, totalCents, { ...more, transactedAt });
        }
        expect(await daysOf(profileId)).toEqual(await recounted(profileId));
      }),
      { numRuns: 12 },
    );
  });

  it("[A1] count a guest's sale once somebody claims it, and no longer when it is voided", async () => {
    const profileId = await newProfile();
    const id = await post(null, newCommandId(), 5000);
    const change = (changes: object) =>
      database.transact((deps) => {
        const nothing = { isVoid: null, profile: null, extra: {} };
        return changeTransaction(deps, { id, ...nothing, ...changes });
      }, NOON);
    expect(await daysOf(profileId)).toEqual([]);
    await change({ profile: { handle: PROFILE_ID_HANDLE, value: profileId } });
    expect(await read(profileId)).toMatchObject({ spendAllCents: 5000, totalShopDays: 1 });
    await change({ isVoid: true });
    await change({ isVoid: true });
    expect(await read(profileId)).toMatchObject({ spendAllCents: 0, totalShopDays: 0 });
    expect(await updatesOf(profileId)).toHaveLength(2);
  });

  it("[A1] [A8] count returns for the holder of their sale, whoever they name and when they arrive", async () => {
    const arrivals = fc.record({
      isGuest: fc.boolean(),
      parts: fc.array(fc.constantFrom("buyer", "other", "nobody"), { minLength: 1, maxLength: 3 }),
      saleAt: fc.nat(3),
      claimAt: fc.nat(3),
      voided: fc.option(fc.nat(2)),
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ isGuest, parts, saleAt, claimAt, voided }) => {
        const people = { buyer: await newProfile(), other: await newProfile(), nobody: null };
        const receiptRef = newCommandId();
        const totalCents = 1000 * parts.length;
        const returns: TransactionId[] = [];
        let sale: TransactionId | null = null;
        const change = (id: TransactionId, isVoid: boolean | null, profileId: ProfileId | null) => {
          const profile = profileId && { handle: PROFILE_ID_HANDLE, value: profileId };
          const asked = { id, isVoid, profile, extra: {} };
          return database.transact((deps) => changeTransaction(deps, asked), NOON);
        };
        const agree = async () => {
          for (const profileId of [people.buyer, people.other]) {
            expect(await daysOf(profileId)).toEqual(await recounted(profileId));
          }
        };
        const sell = async () => {
          const more = { receiptRef, items: [hat(parts.length)] };
          sale = await post(isGuest ? null : people.buyer, newCommandId(), totalCents, more);
        };
        for (const [index, named] of parts.entries()) {
          if (index === saleAt) await sell();
          const more = { linkedReceiptRef: receiptRef, items: [hat(-1)] };
          returns.push(await post(people[named], newCommandId(), -1000, more));
          if (isGuest && sale !== null && index === claimAt) await change(sale, null, people.buyer);
          await agree();
        }
        if (sale === null) await sell();
        if (isGuest && sale !== null) await change(sale, null, people.buyer);
        await agree();
        const spent = async () => [
          (await read(people.buyer)).spendAllCents,
          (await read(people.other)).spendAllCents,
        ];
        expect(await spent()).toEqual([0, 0]);
        expect((await read(people.buyer)).purchasedBrands).toEqual([]);
        const undone = voided === null ? undefined : returns[voided];
        if (undone === undefined) return;
        await change(undone, true, null);
        await agree();
        expect(await spent()).toEqual([1000, 0]);
        expect((await read(people.buyer)).purchasedBrands).toEqual(["Acme"]);
      }),
      { numRuns: 20 },
    );
  });

  const hat = (quantity: number): ItemRecord => ({
    ...{ name: "Hat", sku: "HAT", quantity, priceSellCents: cents(1000), externalId: null },
    ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null },
    extra: { product_variant: { brand: "Acme" } },
  });

  it("[A1] lose nothing to sales that arrive at the same time", async () => {
    const profileId = await newProfile();
    const posts = Array.from({ length: 8 }, () => post(profileId, newCommandId(), 1000));
    await Promise.all(posts);
    expect(await read(profileId)).toMatchObject({ spendAllCents: 8000, spendAtvAllCents: 1000 });
  });

  it("[A1] record what changed with each write that changes something", async () => {
    const profileId = await newProfile();
    const key = newCommandId();
    await post(profileId, key, 5000);
    await post(profileId, key, 5000, { receiptRef: "R-1" });
    await post(profileId, key, 4000, { receiptRef: "R-1" });
    const days = (await updatesOf(profileId)).map(
      ({ context }) => JSON.parse(String(context)).days,
    );
    const change = { day: "2026-03-03", currency: "AUD", locationId: null };
    expect(days).toEqual([
      [{ ...change, spendCents: 5000, transactions: 1 }],
      [{ ...change, spendCents: -1000, transactions: 0 }],
    ]);
  });

  it("[A9] are put right by calculate, which records by how much they were wrong", async () => {
    const profileId = await newProfile();
    await post(profileId, newCommandId(), 5000);
    const before = await daysOf(profileId);
    const calculate = () =>
      database.transact(
        (deps) => writeNamed("calculateAggregations", true)(deps, { profileId }),
        NOON,
      );
    await calculate();
    expect(await updatesOf(profileId)).toHaveLength(1);
    await database.run(`update shop_days set spend_cents = 4900 where profile_id = '${profileId}'`);
    await calculate();
    expect(await daysOf(profileId)).toEqual(before);
    const [, context] = (await updatesOf(profileId)).map((each) => String(each["context"]));
    expect(JSON.parse(context ?? "")).toMatchObject({
      transactionId: null,
      days: [{ day: "2026-03-03", spendCents: 100, transactions: 0 }],
    });
  });

  it("[A9] are checked by verify and restored by rebuild", async () => {
    const profileId = await newProfile();
    await post(profileId, newCommandId(), 5000);
    const before = await daysOf(profileId);
    await database.run(`delete from shop_days where profile_id = '${profileId}'`);
    const verify = () => database.transact((deps) => verifyLedger(deps), NOON);
    const { differences } = await verify();
    expect(differences).toEqual([
      {
        profileId,
        part: "shop day 2026-03-03 AUD -",
        field: "*",
        stored: "missing",
        rebuilt: "there",
      },
    ]);
    const { differences: corrected } = await rebuildAll(
      {
        write: (name, _tenantId, input) =>
          database.transact((deps) => writeNamed(name, true)(deps, input), NOON),
        snapshot: (_tenantId, read) => database.transact(read, NOON),
      },
      TEST_TENANT,
      () => {},
    );
    expect(corrected).toBe(1);
    expect(await daysOf(profileId)).toEqual(before);
    expect((await verify()).differences).toEqual([]);
  });
});
