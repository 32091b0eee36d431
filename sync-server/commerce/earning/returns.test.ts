import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionAnswer } from "#sync-server/commerce/transaction-answer.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { updateDefinition } from "#sync-server/incentive/definitions.ts";
import { lockAccount, readAccount } from "#sync-server/ledger/load-account.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import {
  lockTransaction,
  readTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import {
  createPointTenant,
  heldBy as pointsHeldBy,
  transactionInput,
} from "#sync-server/testing/test-transaction.ts";

const CARLTON = { externalId: "CAR-01" };
const FITZROY = { externalId: "FIT-01" };
const MINUTE_MS = 60_000;

describe.for(databases)("returns on $name", ({ create }) => {
  let database: TestDatabase;
  let definitionId: DefinitionId;
  const at = NOON;

  beforeAll(async () => {
    database = await create();
    // A hundredth of a point per dollar: amounts are in hundredths, so that a dollar earns 1.
    definitionId = await createPointTenant(database, {
      earnRateMicro: 100,
      exchangeMilliCents: 500_000,
    });
  });
  afterAll(() => database.drop());

  const inputOf = (
    profileId: ProfileId | null,
    totalCents: number,
    more: Partial<TransactionInput> = {},
  ): TransactionInput =>
    transactionInput(profileId, {
      externalId: newCommandId(),
      location: CARLTON,
      totalCents: cents(totalCents),
      ...more,
    });
  const write = async (transaction: TransactionInput): Promise<TransactionAnswer> => {
    const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
    const posted = await database.transact((deps) => postTransaction(deps, input), at);
    if (!posted.ok) throw new Error(posted.error.reason);
    return posted.value;
  };
  const post = (...input: Parameters<typeof inputOf>) => write(inputOf(...input));
  const heldBy = (profileId: ProfileId) => pointsHeldBy(database, profileId);
  const setRate = (earnRateMicro: number) =>
    database.transact((deps) => {
      const changes = { earnRateMicro };
      return updateDefinition(deps, { kind: "point", id: definitionId, changes, extra: {} });
    }, at);
  const setDebtMax = (returnDebtMax: number | null) =>
    database.transact((deps) => {
      const changes = { returnDebtMax };
      return updateDefinition(deps, { kind: "point", id: definitionId, changes, extra: {} });
    }, at);
  const setVoid = (id: TransactionId, isVoid: boolean) =>
    database.transact(
      (deps) => changeTransaction(deps, { id, isVoid, profile: null, extra: {} }),
      at,
    );
  const newProfile = () => insertBareProfile(database);
  let receipts = 0;
  const newReceipt = () => `R-${receipts++}`;

  it("[P7] a receipt number counts only within its location, in any order of arrival", async () => {
    const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const profileId = await newProfile();
        const receiptRef = newReceipt();
        const all = [
          inputOf(profileId, 10_000, { receiptRef }),
          inputOf(profileId, 1000, { receiptRef, location: FITZROY }),
          inputOf(profileId, -10_000, { linkedReceiptRef: receiptRef }),
        ];
        for (const place of order) await write(all[place] ?? inputOf(profileId, 0));
        expect(await heldBy(profileId)).toBe(10);
      }),
      { numRuns: 12 },
    );
  });

  it("[P5] points leave the account that earned them, no matter who the return names", async () => {
    const someone = await newProfile();
    for (const named of [null, someone]) {
      for (const isFirst of [false, true]) {
        const buyer = await newProfile();
        const receiptRef = newReceipt();
        const returned = inputOf(named, -10_000, { linkedReceiptRef: receiptRef });
        if (isFirst) await write(returned);
        await post(buyer, 10_000, { receiptRef });
        if (!isFirst) await write(returned);
        expect(await heldBy(buyer)).toBe(0);
        expect(await heldBy(someone)).toBe(0);
      }
    }
    const kept = await post(someone, 10_000);
    expect(kept).toMatchObject({ balances: { point: { amount: 100 } } });
  });

  it("[P5] a return that named someone else gives them back what it took once its sale arrives, even if shortfalls are never recovered", async () => {
    const [buyer, someone] = [await newProfile(), await newProfile()];
    const receiptRef = newReceipt();
    await post(someone, 4000, { receiptRef: newReceipt() });
    await post(someone, -10_000, { linkedReceiptRef: receiptRef });
    expect(await heldBy(someone)).toBe(0);
    await post(buyer, 10_000, { receiptRef });
    const account = await database.transact((deps) => readAccount(deps, someone), at);
    expect(account).toMatchObject({ outstanding: [] });
    expect(await heldBy(someone)).toBe(40);
    expect(await heldBy(buyer)).toBe(0);
  });

  it("[P5] naming a receipt makes it a return whatever its clock says", async () => {
    const profileId = await newProfile();
    const receiptRef = newReceipt();
    await setRate(100);
    await post(profileId, 10_000, { receiptRef });
    await setRate(200);
    const early = { linkedReceiptRef: receiptRef, transactedAt: addMs(at, -MINUTE_MS) };
    await post(profileId, -10_000, early);
    expect(await heldBy(profileId)).toBe(0);
    await setRate(100);
  });

  it("[P5] half returned twice, before and after the sale by its clock, leaves nothing", async () => {
    const profileId = await newProfile();
    const receiptRef = newReceipt();
    await post(profileId, 100, { receiptRef });
    expect(await heldBy(profileId)).toBe(1);
    for (const ms of [-MINUTE_MS, MINUTE_MS]) {
      const half = { linkedReceiptRef: receiptRef, transactedAt: addMs(at, ms) };
      await post(profileId, -50, half);
    }
    expect(await heldBy(profileId)).toBe(0);
  });

  it("[P5] a sale and its returns net to zero when the sale is voided, or claimed after them", async () => {
    const profileId = await newProfile();
    const receiptRef = newReceipt();
    const { transactionId: id } = await post(null, 10_000, { receiptRef });
    await post(null, -4000, { linkedReceiptRef: receiptRef });
    const change = { id, isVoid: null, profile: null, extra: {} };
    const profile = { handle: PROFILE_ID_HANDLE, value: profileId };
    await database.transact((deps) => changeTransaction(deps, { ...change, profile }), at);
    expect(await heldBy(profileId)).toBe(60);
    await database.transact((deps) => changeTransaction(deps, { ...change, isVoid: true }), at);
    expect(await heldBy(profileId)).toBe(0);
  });

  it("[P5] whose sale is voided while it is posted again don't deadlock", async () => {
    const profileId = await newProfile();
    const { transactionId: id } = await post(profileId, 10_000);
    const change = { id, isVoid: true, profile: null, extra: {} };
    // The loser of a deadlock is tried again.
    let attempts = 0;
    const counted = (deps: WriteDeps): WriteDeps => {
      attempts += 1;
      return deps;
    };
    const [, changed] = await overlap(
      database,
      (deps) => lockAccount(counted(deps), profileId),
      (deps) => changeTransaction(counted(deps), change),
      (deps) => lockTransaction(deps, id),
    );
    expect(changed.ok).toBe(true);
    expect(attempts).toBe(2);
  });

  describe("[P5] of a guest's sale that is given to a profile at the same moment", () => {
    const give = (id: TransactionId, profileId: ProfileId) => (deps: WriteDeps) => {
      const profile = { handle: PROFILE_ID_HANDLE, value: profileId };
      return changeTransaction(deps, { id, isVoid: null, profile, extra: {} });
    };

    it("stay void", async () => {
      const [profileId, receiptRef] = [await newProfile(), newReceipt()];
      const { transactionId: id } = await post(null, 10_000, { receiptRef });
      const returned = await post(null, -4000, { linkedReceiptRef: receiptRef });
      const change = { id: returned.transactionId, isVoid: true, profile: null, extra: {} };
      const both = await overlap(
        database,
        (deps) => changeTransaction(deps, change),
        give(id, profileId),
      );
      expect(both).toMatchObject([{ ok: true }, { ok: true }]);
      expect(await heldBy(profileId)).toBe(100);
      const isVoid = database.transact((deps) => readTransaction(deps, change.id));
      expect(await isVoid).toMatchObject({ isVoid: true });
    });

    it("take its points back", async () => {
      const [profileId, receiptRef] = [await newProfile(), newReceipt()];
      const { transactionId: id } = await post(null, 10_000, { receiptRef });
      const transaction = inputOf(null, -4000, { linkedReceiptRef: receiptRef });
      const input = { mode: "upsert", transaction, id: null, commandId: null } as const;
      await overlap(database, give(id, profileId), (deps) => postTransaction(deps, input));
      expect(await heldBy(profileId)).toBe(60);
    });
  });

  describe("[P11] of points that are never owed, the company gives none away", () => {
    beforeAll(() => setDebtMax(0));
    afterAll(() => setDebtMax(null));

    /** Somebody who has earned 100 with a sale and spent them. */
    const spender = async (more: Partial<TransactionInput> = {}) => {
      const profileId = await newProfile();
      const receiptRef = newReceipt();
      const { transactionId: id } = await post(profileId, 10_000, { receiptRef, ...more });
      await spend(profileId, 100);
      expect(await heldBy(profileId)).toBe(0);
      return { profileId, receiptRef, id };
    };
    const spend = async (profileId: ProfileId, points: number) => {
      const asked = redemption(profileId, points * 5, { strategies: ["points"] });
      const redeemed = await database.transact((deps) => redeem(deps, asked), at);
      expect(redeemed.ok).toBe(true);
    };

    it.for([
      ["sale, return, sale", "SRs"],
      ["return, sale, sale", "RSs"],
      ["sale, sale, return", "SsR"],
      ["return, sale, sale, return, sale, sale", "RSsrSRs"],
    ] as const)("when they are voided and restored as %s", async ([, steps]) => {
      const { profileId, receiptRef, id } = await spender();
      const returned = await post(profileId, -10_000, { linkedReceiptRef: receiptRef });
      for (const step of steps) {
        const isSale = step.toUpperCase() === "S";
        await setVoid(isSale ? id : returned.transactionId, step !== step.toLowerCase());
      }
      expect(await heldBy(profileId)).toBe(0);
      // What is earned later is theirs.
      await post(profileId, 1000);
      expect(await heldBy(profileId)).toBe(10);
    });

    it.for([
      ["stays there", false],
      ["is moved back", true],
    ] as const)("when a return was taken for one of another sale, and %s", async ([, isMoved]) => {
      const { profileId, receiptRef } = await spender({ location: FITZROY });
      const back = inputOf(profileId, -10_000, { linkedReceiptRef: receiptRef });
      const returned = await write(back);
      await post(profileId, 10_000, { receiptRef });
      if (isMoved) await write({ ...back, location: FITZROY });
      expect(await heldBy(profileId)).toBe(0);
      await setVoid(returned.transactionId, true);
      expect(await heldBy(profileId)).toBe(100);
    });

    it("when a return arrives before its sale", async () => {
      const [profileId, receiptRef] = [await newProfile(), newReceipt()];
      await post(profileId, -10_000, { linkedReceiptRef: receiptRef });
      await post(profileId, 10_000, { receiptRef });
      expect(await heldBy(profileId)).toBe(0);
    });

    it("but voiding a return gives back what that one took", async () => {
      const { profileId, receiptRef } = await spender();
      await post(profileId, -5000, { linkedReceiptRef: receiptRef });
      await post(profileId, 5000);
      const second = await post(profileId, -5000, { linkedReceiptRef: receiptRef });
      expect(await heldBy(profileId)).toBe(0);
      await setVoid(second.transactionId, true);
      expect(await heldBy(profileId)).toBe(50);
    });
  });

  it("[P5] of one sale made at once under different names take back no more than it earned", async () => {
    const [buyer, someone] = [await newProfile(), await newProfile()];
    const receiptRef = newReceipt();
    await post(buyer, 10_000, { receiptRef });
    await post(buyer, 5000);
    const store = await database.open({ clock: () => at });
    await Promise.all(
      [buyer, someone, null, null].map((named) =>
        store.write("postTransaction", TEST_TENANT, {
          mode: "upsert",
          transaction: inputOf(named, -6000, { linkedReceiptRef: receiptRef }),
          id: null,
          commandId: null,
        }),
      ),
    );
    await store.close();
    expect(await heldBy(buyer)).toBe(50);
    expect(await heldBy(someone)).toBe(0);
  });
});
