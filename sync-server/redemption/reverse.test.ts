import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProfileId, RedemptionId, TransactionId } from "#shared/kernel/ids.ts";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import type { RedeemRequest } from "#shared/redemption/decide.ts";
import type { Reverser } from "#shared/redemption/reversal.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { changeReward } from "#sync-server/incentive/change-money.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { readDueAt } from "#sync-server/storage/due-store.ts";
import { listLots } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  createLedgerDatabase,
  earnPoints,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { rebuildAccounts } from "#sync-server/verify/rebuild.ts";
import { redeem } from "./redeem.ts";
import { type ReverseRedemption, reverseRedemption } from "./reverse.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe.for(databases)("reversing redemptions on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  const holdingOf = (profileId: ProfileId) =>
    database.transact(async (deps) => {
      const { lots, outstanding } = await readAccount(deps, profileId);
      const held = lots.map(({ lotId, remaining, expiresAt }) => ({ lotId, remaining, expiresAt }));
      return { held: held.sort((a, b) => (a.lotId < b.lotId ? -1 : 1)), outstanding };
    }, NOON);
  const spend = async (
    profileId: ProfileId,
    amountCents: number,
    whenShort: RedeemRequest["whenShort"] = "refuse",
    strategies: RedeemRequest["strategies"] = ["rewards", "points"],
  ): Promise<RedemptionId> => {
    const input = { ...redemption(profileId, amountCents), whenShort, strategies };
    const done = await database.transact((deps) => redeem(deps, input), NOON);
    if (!done.ok) throw new Error(done.error.reason);
    return done.value.redemptionId;
  };
  const reverse = (redemptionId: RedemptionId, at: Instant, by: ReverseRedemption["by"] = "till") =>
    database.transact((deps) => reverseRedemption(deps, { redemptionId, by }), at);
  const post = async (
    profileId: ProfileId,
    redemptionId: RedemptionId,
    externalId: string | null = newCommandId(),
  ) => {
    const transaction = {
      system: "pos",
      externalId,
      profile: { handle: PROFILE_ID_HANDLE, value: profileId },
      location: null,
      staff: null,
      totalCents: cents(3000),
      totalOriginalCents: null,
      currency: null,
      transactedAt: NOON,
      timezone: null,
      receiptRef: null,
      linkedReceiptRef: null,
      isVoid: null,
      redemptionId,
      items: null,
      extra: {},
    };
    const input = { mode: "create", transaction, id: null, commandId: null } as const;
    return database.transact((deps) => postTransaction(deps, input), NOON);
  };
  const setVoid = (id: TransactionId, isVoid: boolean, at: Instant) =>
    database.transact(
      (deps) => changeTransaction(deps, { id, isVoid, profile: null, extra: {} }),
      at,
    );
  const newHolder = async (): Promise<ProfileId> => {
    const profileId = await insertBareProfile(database);
    await database.transact(async (deps) => {
      await issueReward(deps, profileId, 1000, { expiresAt: addMs(NOON, MINUTE_MS) });
      await issueReward(deps, profileId, 500);
      await earnPoints(deps, profileId, 700);
    }, NOON);
    return profileId;
  };

  it("[V1] give every lot back exactly what was drawn from it, once, and survive a rebuild", async () => {
    const profileId = await newHolder();
    const before = await holdingOf(profileId);
    const id = await spend(profileId, 1600);
    const first = await reverse(id, addMs(NOON, 1));
    expect(first.ok).toBe(true);
    expect(await holdingOf(profileId)).toEqual(before);
    expect(await reverse(id, addMs(NOON, 2))).toEqual(first);
    expect(await reverse(id, addMs(NOON, DAY_MS))).toEqual(first);
    expect(await holdingOf(profileId)).toEqual(before);
    const rebuilt = await database.transact(
      (deps) => rebuildAccounts(deps, { afterProfileId: null, profilesMax: 1000 }),
      NOON,
    );
    expect(rebuilt.differences).toEqual([]);
  });

  it("[V1] asked for many times at once happen once", async () => {
    const profileId = await newHolder();
    const before = await holdingOf(profileId);
    const redemptionId = await spend(profileId, 1600);
    const store = await database.open({ clock: () => addMs(NOON, 1) });
    const input = { redemptionId, by: "till" } as const;
    const all = await Promise.all(
      Array.from({ length: 6 }, () => store.write("reverseRedemption", TEST_TENANT, input)),
    );
    await store.close();
    expect(new Set(all.map((each) => each.ok && each.value)).size).toBe(1);
    expect(await holdingOf(profileId)).toEqual(before);
  });

  it("[V2] are for tills for ten minutes, and for head office always", async () => {
    const profileId = await newHolder();
    const [first, second] = [await spend(profileId, 100), await spend(profileId, 100)];
    expect(await reverse(first, addMs(NOON, 10 * MINUTE_MS))).toMatchObject({ ok: true });
    const late = addMs(NOON, 10 * MINUTE_MS + 1);
    expect(await reverse(second, late)).toEqual({ ok: false, error: { reason: "too_late" } });
    expect(await reverse(second, late, "head_office")).toMatchObject({ ok: true });
  });

  it("[V3] revive an expired lot until the end of the day, with only what was drawn", async () => {
    const profileId = await newHolder();
    const id = await spend(profileId, 400);
    await reverse(id, addMs(NOON, 5 * MINUTE_MS));
    const { held } = await holdingOf(profileId);
    const revived = held.filter(({ remaining }) => remaining === 400);
    expect(held.map(({ remaining }) => remaining).sort((a, b) => a - b)).toEqual([400, 500, 700]);
    expect(Number(revived[0]?.expiresAt)).toBeGreaterThan(NOON + 5 * MINUTE_MS);
    expect(Number(revived[0]?.expiresAt)).toBeLessThan(NOON + DAY_MS);
  });

  it("[V1] [V3] T19: after midnight they give value back once, until the end of the new day", async () => {
    const profileId = await insertBareProfile(database);
    const midnight = instant(Date.parse("2026-03-03T13:00:00Z"));
    const expiresAt = addMs(midnight, -1000);
    const issue = (deps: WriteDeps) => issueReward(deps, profileId, 1000, { expiresAt });
    await database.transact(issue, NOON);
    const spent = await database.transact(
      (deps) => redeem(deps, redemption(profileId, 1000)),
      addMs(midnight, -2 * MINUTE_MS),
    );
    if (!spent.ok) throw new Error(spent.error.reason);
    const id = spent.value.redemptionId;
    const first = await reverse(id, addMs(midnight, 3 * MINUTE_MS));
    const back = await holdingOf(profileId);
    expect(back.held).toMatchObject([{ remaining: 1000, expiresAt: addMs(expiresAt, DAY_MS) }]);
    expect(await reverse(id, addMs(midnight, DAY_MS))).toEqual(first);
    expect(await holdingOf(profileId)).toEqual(back);
  });

  it("[S23] of points that were used up set when the account is sent to devices again", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact(async (deps) => {
      for (let n = 0; n < 18; n++) await issueReward(deps, profileId, 100);
      for (const days of [43, 44]) {
        await earnPoints(deps, profileId, 700, { expiresAt: addMs(NOON, days * DAY_MS) });
      }
    }, NOON);
    const sentAgainAt = () =>
      database.transact(
        (deps) => readDueAt(deps, { kind: "send_account", key: profileId }),
        addMs(NOON, 1),
      );
    const before = await sentAgainAt();
    expect(before).not.toBeNull();
    const id = await spend(profileId, 1400, "refuse", ["points"]);
    expect(await sentAgainAt()).toBeNull();
    expect((await reverse(id, addMs(NOON, 1))).ok).toBe(true);
    expect(await sentAgainAt()).toBe(before);
  });

  it("[V6] leave a deleted reward empty, even if it had expired, and survive a rebuild", async () => {
    const profileId = await newHolder();
    const [first, second] = [await spend(profileId, 400), await spend(profileId, 900)];
    const lots = await database.transact((deps) =>
      listLots(
        deps,
        "reward",
        { filters: [], search: null, sort: [], limit: 9, offset: 0 },
        profileId,
      ),
    );
    for (const { number } of lots.rows) {
      const deletion = { number, remainingCents: ZERO_CENTS, extra: {}, isDeleted: true };
      const deleted = await database.transact((deps) => changeReward(deps, deletion), NOON);
      expect(deleted.ok).toBe(true);
    }
    const { held } = await holdingOf(profileId);
    expect(held).toMatchObject([{ remaining: 700 }]);
    expect((await reverse(first, addMs(NOON, 1))).ok).toBe(true);
    expect((await reverse(second, addMs(NOON, 5 * MINUTE_MS))).ok).toBe(true);
    expect((await holdingOf(profileId)).held).toEqual(held);
    const rebuilt = await database.transact(
      (deps) => rebuildAccounts(deps, { afterProfileId: null, profilesMax: 1000 }),
      NOON,
    );
    expect(rebuilt.differences).toEqual([]);
  });

  it("[V4] of what was honoured leave nothing owed", async () => {
    const profileId = await insertBareProfile(database);
    const id = await spend(profileId, 900, "honour");
    expect((await holdingOf(profileId)).outstanding).toMatchObject([{ amount: 900 }]);
    await reverse(id, addMs(NOON, 1));
    expect(await holdingOf(profileId)).toEqual({ held: [], outstanding: [] });
  });

  it("[V5] come with voiding the sale, are refused before that, and can't be taken back", async () => {
    const profileId = await newHolder();
    const before = await holdingOf(profileId);
    const redemptionId = await spend(profileId, 1000);
    const posted = await post(profileId, redemptionId);
    if (!posted.ok) throw new Error(posted.error.reason);
    const { transactionId } = posted.value;
    expect(await reverse(redemptionId, addMs(NOON, 1), "head_office")).toEqual({
      ok: false,
      error: { reason: "pays_for_sale", transactionId },
    });
    const voided = await setVoid(transactionId, true, addMs(NOON, 1));
    expect(voided.ok && voided.value.balances).toMatchObject({ reward: { amount: 1500 } });
    expect(await holdingOf(profileId)).toEqual(before);
    expect(await setVoid(transactionId, false, addMs(NOON, 2))).toEqual({
      ok: false,
      error: { reason: "redemption_reversed" },
    });
    expect(await post(profileId, redemptionId)).toMatchObject({
      error: { reason: "redemption_reversed" },
    });
    expect(await holdingOf(profileId)).toEqual(before);
  });

  it("[V2] [V5] come with voiding the sale however late that is", async () => {
    const profileId = await newHolder();
    const sale = await post(profileId, await spend(profileId, 600));
    if (!sale.ok) throw new Error(sale.error.reason);
    const voided = await setVoid(sale.value.transactionId, true, addMs(NOON, 400 * DAY_MS));
    expect(voided.ok && voided.value.balances).toMatchObject({ reward: { amount: 1100 } });
  });

  it("[V1] [V5] T45: asked for by till, head office and a voided sale at once, give value back once", async () => {
    const profileId = await newHolder();
    const before = await holdingOf(profileId);
    const redemptionId = await spend(profileId, 1000);
    const sale = await post(profileId, redemptionId);
    if (!sale.ok) throw new Error(sale.error.reason);
    const store = await database.open({ clock: () => addMs(NOON, 1000) });
    const voidSale = () =>
      store.write("changeTransaction", TEST_TENANT, {
        ...{ id: sale.value.transactionId, isVoid: true, profile: null, extra: {} },
      });
    const undo = (by: Reverser) =>
      store.write("reverseRedemption", TEST_TENANT, { redemptionId, by });
    const [voided] = await Promise.all([voidSale(), undo("till"), undo("head_office"), voidSale()]);
    expect(voided.ok).toBe(true);
    const after = [await undo("till"), await undo("head_office")];
    await store.close();
    expect(after).toMatchObject([{ ok: true }, after[0]]);
    expect(await holdingOf(profileId)).toEqual(before);
  });

  it("[V5] can't pay for a sale themselves", async () => {
    const profileId = await newHolder();
    const reversal = await reverse(await spend(profileId, 1000), addMs(NOON, 1));
    if (!reversal.ok) throw new Error(reversal.error.reason);
    expect(await post(profileId, reversal.value)).toEqual({
      ok: false,
      error: { reason: "redemption_unknown" },
    });
  });

  it("[V5] wait until no sale that used the redemption is left", async () => {
    const profileId = await newHolder();
    const before = await holdingOf(profileId);
    const redemptionId = await spend(profileId, 1000);
    // Sales that can't be told apart: a redemption pays for one that has a name ([K6]).
    const sales = [
      await post(profileId, redemptionId, null),
      await post(profileId, redemptionId, null),
    ];
    const afterEach = [];
    for (const sale of sales) {
      if (!sale.ok) throw new Error(sale.error.reason);
      await setVoid(sale.value.transactionId, true, addMs(NOON, 1));
      afterEach.push(await holdingOf(profileId));
    }
    expect(afterEach[0]).not.toEqual(before);
    expect(afterEach[1]).toEqual(before);
  });
});
