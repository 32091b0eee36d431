import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { JOINING, type JoinRule } from "#shared/ledger/join.ts";
import { isJoined } from "#shared/ledger/lot.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { issuePoints } from "#sync-server/incentive/points/issue-points.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { differencesIn, redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { createPointTenant, transactionInput } from "#sync-server/testing/test-transaction.ts";
import { readAccount } from "./load-account.ts";

const NEVER: JoinRule = { ...JOINING, lotsMin: Number.POSITIVE_INFINITY };
const RULES = [
  ["joined", JOINING],
  ["alone", NEVER],
] as const;

describe.for(databases)("returns of sales whose points are joined on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    // A hundredth of a point per dollar: amounts are in hundredths, so that a dollar earns 1.
    await createPointTenant(database, { earnRateMicro: 100, exchangeMilliCents: 500_000 });
  });
  afterAll(() => database.drop());

  /** Somebody who bought for 100 at noon; days count from then. */
  const startRun = async (joining: JoinRule) => {
    const profileId = await insertBareProfile(database);
    const on = <T>(day: number, work: (deps: WriteDeps) => Promise<T>): Promise<T> =>
      database.transact((deps) => work({ ...deps, joining }), addMs(NOON, day * DAY_MS));
    const receiptRef = newCommandId();
    const post = async (day: number, dollars: number, more: object = {}) => {
      const transaction = transactionInput(profileId, {
        ...{ externalId: newCommandId(), totalCents: cents(dollars * 100) },
        ...{ transactedAt: addMs(NOON, day * DAY_MS), ...more },
      });
      const posted = await on(day, (deps) =>
        postTransaction(deps, { mode: "upsert", transaction, id: null, commandId: null }),
      );
      expect(posted.ok).toBe(true);
    };
    await post(0, 100, { receiptRef });
    const lots = async (day: number) => (await on(day, (d) => readAccount(d, profileId))).lots;
    return {
      sell: (day: number) => post(day, 10),
      /** Brings everything back. */
      bringBack: (day: number) => post(day, -100, { linkedReceiptRef: receiptRef }),
      redeem: async (day: number, points: number) => {
        const occurredAt = addMs(NOON, day * DAY_MS);
        const asked = redemption(profileId, points * 5, { strategies: ["points"], occurredAt });
        const redeemed = await on(day, (deps) => redeem(deps, asked));
        assert(redeemed.ok, "points that are held can be redeemed");
        const { redemptionId } = redeemed.value;
        return (later: number) =>
          on(later, (deps) => reverseRedemption(deps, { redemptionId, by: "head_office" }));
      },
      give: (day: number, points: number) =>
        on(day, (deps) =>
          issuePoints(deps, {
            ...{ profileId, definition: { handle: "points" }, points, remaining: null },
            ...{ issuedAt: null, expiresAt: addMs(NOON, (day + 20) * DAY_MS) },
            ...{ extra: {}, commandId: null },
          }),
        ),
      lots,
      isAnyJoined: async (day: number) => (await lots(day)).some(isJoined),
    };
  };

  test.for(RULES)(
    "[L16] [P10] take the sale's own points, also after a reversal gave some back (%s)",
    async ([name, joining]) => {
      const run = await startRun(joining);
      for (let day = 1; day < 10; day++) await run.sell(day);
      const undo = await run.redeem(10, 40);
      for (let day = 11; day < 31; day++) await run.sell(day);
      await run.sell(66);
      expect(await run.isAnyJoined(66)).toBe(name === "joined");
      expect((await undo(67)).ok).toBe(true);
      expect((await run.give(68, 60)).ok).toBe(true);
      await run.bringBack(69);
      const lots = await run.lots(69);
      const byHand = lots.filter(({ expiresAt }) => expiresAt !== null);
      expect(byHand.map(({ remaining }) => remaining)).toEqual([60]);
      expect(lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(60 + 30 * 10);
      expect(await differencesIn(database, addMs(NOON, 69 * DAY_MS))).toEqual([]);
    },
  );
});
