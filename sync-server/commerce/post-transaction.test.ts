import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PointDefinition } from "#shared/incentive/points/point.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { createStaff } from "#sync-server/organisation/staff.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { readTransactions } from "#sync-server/storage/commerce/transaction-facts.ts";
import { findLocation } from "#sync-server/storage/organisation/location-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  insertBareProfile,
  MELBOURNE,
  NOON,
  newCommandId,
  newStaffId,
} from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy as pointsHeldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";
import { changeTransaction } from "./change-transaction.ts";
import { postTransaction } from "./post-transaction.ts";
import type { TransactionAnswer } from "./transaction-answer.ts";
import type { PostTransaction, TransactionInput } from "./transaction-input.ts";

describe.for(databases)("transactions on $name", ({ create }) => {
  let database: TestDatabase;
  let definitionId: PointDefinition["id"];
  const at = NOON;

  beforeAll(async () => {
    database = await create();
    definitionId = await createPointTenant(database, {
      earnRateMicro: 150,
      exchangeMilliCents: 100_000,
    });
  });
  afterAll(() => database.drop());

  const transactionOf = transactionInput;

  const tryPost = (transaction: TransactionInput, more: Partial<PostTransaction> = {}) =>
    database.transact(
      (deps) =>
        postTransaction(deps, { mode: "upsert", transaction, id: null, commandId: null, ...more }),
      at,
    );
  const post = async (
    transaction: TransactionInput,
    more: Partial<PostTransaction> = {},
  ): Promise<TransactionAnswer> => {
    const posted = await tryPost(transaction, more);
    if (!posted.ok) throw new Error(posted.error.reason);
    return posted.value;
  };
  const pointsOf = (answer: TransactionAnswer) =>
    answer.earned.reduce((sum, each) => sum + each.points, 0);
  const heldBy = (profileId: ProfileId) => pointsHeldBy(database, profileId);
  const spend = async (profileId: ProfileId, points: number): Promise<number> => {
    const redeemed = await database.transact(
      (deps) =>
        redeem(deps, {
          profileId,
          commandId: newCommandId(),
          amountCents: cents(points),
          strategies: ["points"],
          occurredAt: addMs(at, 60_000),
          timezone: MELBOURNE,
          locationId: null,
          staffId: null,
          deviceId: null,
          whenShort: "partly",
          basketCents: null,
          transactionReceiptRef: null,
          transactionExternalId: null,
          meta: "{}",
        }),
      at,
    );
    return redeemed.ok ? redeemed.value.redeemedCents : 0;
  };
  const newProfile = () => insertBareProfile(database);
  let receipts = 0;
  const newReceipt = () => `R-${receipts++}`;

  it("[P1] earn their net total times the rate, rounded towards zero", async () => {
    const profileId = await newProfile();
    const answer = await post(transactionOf(profileId, { totalCents: cents(1999) }));
    expect(answer).toMatchObject({
      status: "created",
      balances: { point: { amount: 29, worthCents: 29 } },
    });
    expect(answer.earned).toEqual([{ definitionId, version: 1, points: 29 }]);
  });

  it("of guests earn nothing", async () => {
    const answer = await post(transactionOf(null));
    expect(answer).toMatchObject({ earned: [], balances: null });
  });

  it("[P6] posted again with the same body get the same answer, and nothing is doubled", async () => {
    const profileId = await newProfile();
    const transaction = transactionOf(profileId, { externalId: newReceipt() });
    const first = await post(transaction);
    await post(transactionOf(profileId, { totalCents: cents(1000) }));
    const again = await post(transaction);
    expect(again).toEqual({ ...first, status: "unchanged" });
    expect(await heldBy(profileId)).toBe(150 + 15);
  });

  it("already known are refused by a plain post, which names them", async () => {
    const profileId = await newProfile();
    const transaction = transactionOf(profileId, { externalId: newReceipt() });
    const { transactionId } = await post(transaction);
    const refused = await tryPost(transaction, { mode: "create" });
    expect(refused).toEqual({ ok: false, error: { reason: "already_exists", transactionId } });
  });

  it("[P6] are corrected by the difference, at the rate that decided them", async () => {
    const profileId = await newProfile();
    const transaction = transactionOf(profileId, { externalId: newReceipt() });
    const { transactionId } = await post(transaction);
    await database.transact(
      (deps) =>
        updateDefinition(deps, {
          kind: "point",
          id: definitionId,
          changes: { earnRateMicro: 500 },
          extra: {},
        }),
      at,
    );
    const less = await post({ ...transaction, totalCents: cents(6000) });
    expect(less).toMatchObject({
      transactionId,
      status: "updated",
      balances: { point: { amount: 90 } },
    });
    const more = await post({ ...transaction, totalCents: cents(12_000) });
    expect(more).toMatchObject({ transactionId, balances: { point: { amount: 180 } } });
    const entries = await database.run(
      "select kind, amount from ledger_entries where source_type = 'transaction' and source_id = " +
        `'${transactionId}' order by sequence`,
    );
    expect(entries.map(({ kind, amount }) => [kind, Number(amount)])).toEqual([
      ["issue", 150],
      ["return", -60],
      ["issue", 90],
    ]);
    await database.transact(
      (deps) =>
        updateDefinition(deps, {
          kind: "point",
          id: definitionId,
          changes: { earnRateMicro: 150 },
          extra: {},
        }),
      at,
    );
  });

  it("stay with their profile, but a guest's may be linked to one", async () => {
    const [first, second] = [await newProfile(), await newProfile()];
    const externalId = newReceipt();
    const guest = await post(transactionOf(null, { externalId }));
    const linked = await database.transact(
      (deps) =>
        changeTransaction(deps, {
          id: guest.transactionId,
          isVoid: null,
          profile: { handle: PROFILE_ID_HANDLE, value: first },
          extra: {},
        }),
      at,
    );
    expect(linked).toMatchObject({ ok: true, value: { balances: { point: { amount: 150 } } } });
    // The till sends it again, still as a guest's.
    expect(await post(transactionOf(null, { externalId }))).toMatchObject({ status: "unchanged" });
    expect(await post(transactionOf(null, { externalId, totalCents: cents(2000) }))).toMatchObject({
      balances: { point: { amount: 30 } },
    });
    expect(await tryPost(transactionOf(second, { externalId, totalCents: cents(2000) }))).toEqual({
      ok: false,
      error: { reason: "profile_differs", profileId: first },
    });
  });

  it("[P6] are voided once: the points go, and a late repeat of the post doesn't bring them back", async () => {
    const profileId = await newProfile();
    const transaction = transactionOf(profileId, { externalId: newReceipt() });
    const { transactionId: id } = await post(transaction);
    const voided = { id, isVoid: true, profile: null, extra: {} };
    for (const _ of [1, 2]) {
      await database.transact((deps) => changeTransaction(deps, voided), at);
      expect(await heldBy(profileId)).toBe(0);
    }
    await post(transaction);
    expect(await heldBy(profileId)).toBe(0);
    const [fact] = await database.transact((deps) => readTransactions(deps, [id]), at);
    expect(fact).toMatchObject({ isVoid: true, pointsEarned: [{ definitionId, points: 0 }] });
  });

  it("come to devices with who sold it, prices before discounts, and the sale of a return", async () => {
    const profileId = await newProfile();
    const staffId = newStaffId();
    const seller = { name: "Sam Ortiz", staffNumber: "7431", locationIds: [], isActive: true };
    await database.transact((deps) =>
      createStaff(deps, { id: staffId, ...seller, role: "associate", pinHash: "" }),
    );
    const line = {
      ...{ name: "Wool scarf", sku: null, quantity: 1, priceSellCents: cents(900), extra: {} },
      ...{ externalId: null, priceCurrentCents: null, priceTaxCents: null },
    };
    const receiptRef = newReceipt();
    const priceOriginalCents = cents(1200);
    const items = [
      { ...line, priceOriginalCents },
      { ...line, priceOriginalCents: cents(900) },
    ];
    const sale = await post(transactionOf(profileId, { receiptRef, staff: "7431", items }));
    const back = { linkedReceiptRef: receiptRef, totalCents: cents(-900) };
    const ids = [sale, await post(transactionOf(profileId, back))].map(
      (each) => each.transactionId,
    );
    const facts = await database.transact((deps) => readTransactions(deps, ids), at);
    const [sold, returned] = facts.toSorted((a, b) => a.id - b.id);
    expect(sold).toMatchObject({ staffId, items: [{ priceOriginalCents }, {}] });
    expect(sold?.items[1]).not.toHaveProperty("priceOriginalCents");
    expect(sold).not.toHaveProperty("returnOf");
    expect(returned).toMatchObject({ returnOf: receiptRef });
    expect(returned).not.toHaveProperty("staffId");
  });

  it("[P5] returned in any parts, arriving in any order, net to zero", async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.nat(5),
        fc.boolean(),
        async (parts, transactionPlace, isSpent) => {
          const profileId = await newProfile();
          const receiptRef = newReceipt();
          const total = parts.reduce((sum, part) => sum + part, 0);
          const transaction = transactionOf(profileId, { receiptRef, totalCents: cents(total) });
          const returns = parts.map((part, index) =>
            transactionOf(profileId, {
              linkedReceiptRef: receiptRef,
              totalCents: cents(-part),
              transactedAt: addMs(at, index + 1),
            }),
          );
          const order = [...returns];
          order.splice(Math.min(transactionPlace, returns.length), 0, transaction);
          let spent = 0;
          for (const each of order) {
            await post(each);
            if (isSpent) spent += await spend(profileId, 7);
          }
          // What was spent in the meantime is owed; a point is worth a cent.
          expect((await heldBy(profileId)) + spent).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("[P5] returned in part keep the points for what was kept", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (total, share) => {
          const profileId = await newProfile();
          const receiptRef = newReceipt();
          const returned = Math.floor(total * share);
          await post(transactionOf(profileId, { receiptRef, totalCents: cents(total) }));
          if (returned > 0) {
            await post(
              transactionOf(profileId, {
                linkedReceiptRef: receiptRef,
                totalCents: cents(-returned),
              }),
            );
          }
          expect(await heldBy(profileId)).toBe(Math.trunc(((total - returned) * 1.5) / 100));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("[P5] are returned at today's rate if the receipt is unknown", async () => {
    const profileId = await newProfile();
    const unknown = { linkedReceiptRef: "nobody", totalCents: cents(-1000) };
    // Nobody owes what they never had ([Q5]).
    expect(pointsOf(await post(transactionOf(profileId, unknown)))).toBe(0);
    await post(transactionOf(profileId));
    const held = await heldBy(profileId);
    expect(pointsOf(await post(transactionOf(profileId, unknown)))).toBe(-15);
    expect(await heldBy(profileId)).toBe(held - 15);
  });

  it("[P5] don't mix in the returns of an older transaction with the same receipt number", async () => {
    const profileId = await newProfile();
    const receiptRef = newReceipt();
    await post(transactionOf(profileId, { receiptRef }));
    await post(
      transactionOf(profileId, {
        linkedReceiptRef: receiptRef,
        totalCents: cents(-10_000),
        transactedAt: addMs(at, 1),
      }),
    );
    const later = await post(
      transactionOf(profileId, {
        receiptRef,
        totalCents: cents(1000),
        transactedAt: addMs(at, 1000),
      }),
    );
    expect(pointsOf(later)).toBe(15);
    expect(await heldBy(profileId)).toBe(15);
  });

  it("with one key, posted concurrently, create one transaction", async () => {
    const profileId = await newProfile();
    const transaction = transactionOf(profileId, { externalId: newReceipt() });
    const store = await database.open({ clock: () => at });
    const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => store.write("postTransaction", TEST_TENANT, input)),
    );
    const ids = new Set(answers.map((answer) => answer.ok && answer.value.transactionId));
    expect(ids.size).toBe(1);
    expect(await heldBy(profileId)).toBe(150);
    await store.close();
  });

  it("under the caller's idempotency key get the same answer, and another body is refused", async () => {
    const profileId = await newProfile();
    const commandId = newCommandId();
    const first = await post(transactionOf(profileId), { commandId, mode: "create" });
    expect(await post(transactionOf(profileId), { commandId, mode: "create" })).toEqual(first);
    const other = transactionOf(profileId, { totalCents: cents(1) });
    expect(await tryPost(other, { commandId, mode: "create" })).toEqual({
      ok: false,
      error: { reason: "key_reused" },
    });
    expect(await heldBy(profileId)).toBe(150);
  });

  it("create a placeholder for a location with an unknown external id", async () => {
    await post(transactionOf(null, { location: { either: "STORE-77" } }));
    await post(transactionOf(null, { location: { either: "STORE-77" } }));
    const place = await database.transact(
      (deps) => findLocation(deps, "external_id", "STORE-77"),
      at,
    );
    expect(place).toMatchObject({ name: "STORE-77", timezone: MELBOURNE, isPublished: false });
    expect(await tryPost(transactionOf(null, { location: { number: 99_999 } }))).toMatchObject({
      error: { reason: "location_unknown" },
    });
  });

  it("that are refused leave nothing behind", async () => {
    const profileId = await newProfile();
    const before = await database.run("select count(*) as n from locations");
    const late: Instant = addMs(at, 3 * 86_400_000);
    for (const [transaction, reason] of [
      [
        transactionOf(profileId, { transactedAt: late, location: { either: "NEW-1" } }),
        "in_the_future",
      ],
      [
        transactionOf(profileId, { currency: "USD", location: { either: "NEW-1" } }),
        "currency_foreign",
      ],
      [
        transactionOf(profileId, { staff: "nobody", location: { either: "NEW-1" } }),
        "staff_unknown",
      ],
    ] as const) {
      expect(await tryPost(transaction)).toMatchObject({ ok: false, error: { reason } });
    }
    expect(await database.run("select count(*) as n from locations")).toEqual(before);
    expect(await heldBy(profileId)).toBe(0);
  });
});
