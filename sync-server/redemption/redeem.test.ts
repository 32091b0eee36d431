import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { findBrokenLink } from "#shared/testing/find-broken-link.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { insertDefinition } from "#sync-server/storage/incentive/definition-store.ts";
import { readEntriesAfter } from "#sync-server/storage/ledger/entry-store.ts";
import {
  findRedemption,
  findRedemptionOfCommand,
} from "#sync-server/storage/redemption/redemption-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  earnPoints,
  insertDefinitions,
  issueReward,
  POINT,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newProfileId } from "#sync-server/testing/seed.ts";
import { redeem } from "./redeem.ts";

describe.for(databases)("redeeming on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
    await database.transact(insertDefinitions);
  });
  afterAll(() => database.drop());

  const holding = async (...rewards: readonly number[]): Promise<ProfileId> => {
    const profileId = await insertBareProfile(database);
    for (const value of rewards) {
      await database.transact((deps) => issueReward(deps, profileId, value));
    }
    return profileId;
  };

  test("draws, stores the redemption with its number, and returns the account after it", async () => {
    const profileId = await holding(500, 300);
    const input = redemption(profileId, 600, { transactionReceiptRef: "R-1", meta: '{"till":3}' });
    const redeemed = await database.transact((deps) => redeem(deps, input));
    expect(redeemed).toMatchObject({ ok: true, value: { redeemedCents: 600, shortfallCents: 0 } });
    if (!redeemed.ok) return;
    const { redemptionId, account, entries } = redeemed.value;
    expect(entries.map((entry) => entry.amount)).toEqual([-500, -100]);
    await database.transact(async (deps) => {
      expect(await readAccount(deps, profileId)).toMatchObject(account);
      const kept = await findRedemption(deps, redemptionId);
      expect(kept).toMatchObject({
        profileId,
        totalCents: 600,
        transactionReceiptRef: "R-1",
        meta: '{"till":3}',
      });
      expect(await findRedemptionOfCommand(deps, input.commandId)).toEqual(kept);
    });
  });

  test("[R4] [R5] more than the balance is refused with the available amount, and writes nothing", async () => {
    const profileId = await holding(500);
    const redeemed = await database.transact((deps) => redeem(deps, redemption(profileId, 501)));
    expect(redeemed).toEqual({
      ok: false,
      error: { reason: "insufficient_balance", availableCents: 500 },
    });
    const account = await database.transact((deps) => readAccount(deps, profileId));
    expect(account).toMatchObject({ version: 1 });
  });

  test("[R5] [L5] goods that have left the shop are honoured; the shortfall is recovered from later earnings", async () => {
    const profileId = await holding(500);
    const honoured = await database.transact((deps) =>
      redeem(deps, redemption(profileId, 800, { whenShort: "honour" })),
    );
    expect(honoured).toMatchObject({
      ok: true,
      value: { redeemedCents: 800, shortfallCents: 300 },
    });
    const account = await database.transact((deps) => readAccount(deps, profileId));
    expect(account).toMatchObject({ lots: [], outstanding: [{ unit: "reward", amount: 300 }] });
  });

  test("rewards are drawn before points, and points pay their value", async () => {
    const profileId = await holding(500);
    await database.transact((deps) => earnPoints(deps, profileId, 400));
    const redeemed = await database.transact((deps) => redeem(deps, redemption(profileId, 700)));
    expect(
      redeemed.ok && redeemed.value.entries.map((entry) => [entry.unit, entry.amount]),
    ).toEqual([
      ["reward", -500],
      ["point", -200],
    ]);
  });

  test("[R3] points of two definitions are drawn nearest expiry first", async () => {
    const { id: _id, kind, version: _version, ...body } = POINT;
    const wine = await database.transact(async (deps) => ({
      ...POINT,
      id: await insertDefinition(deps, kind, { body: { ...body, handle: "wine" }, extra: {} }),
    }));
    const profileId = await insertBareProfile(database);
    const earn = async (points: number, definition: typeof POINT, days: number) => {
      const more = { definition, expiresAt: addMs(NOON, days * DAY_MS) };
      await database.transact((deps) => earnPoints(deps, profileId, points, more));
    };
    await earn(100, POINT, 31);
    await earn(50, wine, 1);
    const redeemed = await database.transact((deps) => redeem(deps, redemption(profileId, 80)));
    expect(
      redeemed.ok && redeemed.value.entries.map((entry) => [entry.definitionId, entry.amount]),
    ).toEqual([
      [wine.id, -50],
      [POINT.id, -30],
    ]);
  });

  test("[L7] [R2] expired lots can't be redeemed, swept or not", async () => {
    const profileId = await insertBareProfile(database);
    const expiresAt = addMs(NOON, 60_000);
    await database.transact((deps) => issueReward(deps, profileId, 500, { expiresAt }));
    const at = (ms: number) => ({ occurredAt: addMs(expiresAt, ms) });
    const late = await database.transact((deps) =>
      redeem(deps, redemption(profileId, 100, at(1_000))),
    );
    expect(late).toMatchObject({ ok: false, error: { availableCents: 0 } });
    const inTime = await database.transact((deps) =>
      redeem(deps, redemption(profileId, 100, at(999))),
    );
    expect(inTime.ok).toBe(true);
  });

  test("a missing or deleted profile has nothing to redeem", async () => {
    const nobody = await database.transact((deps) => redeem(deps, redemption(newProfileId(), 1)));
    expect(nobody).toEqual({ ok: false, error: { reason: "profile_unknown" } });
    const profileId = await holding(500);
    await database.run(`update profiles set profile_type = 'deleted' where id = '${profileId}'`);
    const deleted = await database.transact((deps) => redeem(deps, redemption(profileId, 1)));
    expect(deleted).toEqual({ ok: false, error: { reason: "profile_deleted" } });
  });

  test("a command makes at most one redemption, whatever its caller forgets to check", async () => {
    const profileId = await holding(500);
    const input = redemption(profileId, 100);
    await database.transact((deps) => redeem(deps, input));
    await expect(database.transact((deps) => redeem(deps, input))).rejects.toThrow();
    const account = await database.transact((deps) => readAccount(deps, profileId));
    expect(account.lots[0]?.remaining).toBe(400);
  });

  test("[S13] an entry on a profile that is moving goes to the devices of its new region", async () => {
    const profileId = await holding(500);
    let redeeming: Promise<unknown> = Promise.resolve();
    await database.transact(async (deps) => {
      await deps.sql
        .updateTable("profiles")
        .set({ region: "NZ" })
        .where("id", "=", profileId)
        .execute();
      redeeming = database.transact((other) => redeem(other, redemption(profileId, 100)));
      await untilOneWaits(database);
    });
    await redeeming;
    const rows = await database.run(
      `select scope from feed where collection = 'accounts' and doc_id = '${profileId}'
       order by tx desc, seq desc limit 1`,
    );
    expect(rows).toEqual([{ scope: "NZ" }]);
  });

  test("[L3] [L4] sixteen concurrent redemptions never overdraw, and entries, lots and account agree", async () => {
    const profileId = await holding(1_000, 1_000, 1_000);
    const others = await Promise.all([holding(500), holding(500)]);
    const stores = await Promise.all([database.open(), database.open()]);
    const results = await Promise.all(
      Array.from({ length: 96 }, async (_, n) => {
        const store = stores[n % 2];
        const id = n % 3 === 0 ? (others[n % 2] ?? profileId) : profileId;
        const redeemed = await store?.write("redeem", TEST_TENANT, redemption(id, 70 + (n % 5)));
        return { id, cents: redeemed?.ok ? redeemed.value.redeemedCents : 0 };
      }),
    );
    for (const [id, held] of [
      [profileId, 3_000],
      [others[0], 500],
      [others[1], 500],
    ] as const) {
      if (!id) continue;
      await database.transact(async (deps) => {
        const account = await readAccount(deps, id);
        const entries = await readEntriesAfter(deps, id, { sequence: 0, limit: 1_000 });
        const left = account.lots.reduce((sum, lot) => sum + lot.remaining, 0);
        const redeemed = results
          .filter((one) => one.id === id)
          .reduce((sum, one) => sum + one.cents, 0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(redeemed + left).toBe(held);
        expect(entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(left);
        expect(entries.map((entry) => entry.sequence)).toEqual(
          entries.map((_, index) => index + 1),
        );
        expect(findBrokenLink(entries)).toBeNull();
        // More was requested than there is, and every refused amount was really unaffordable.
        expect(results.some((one) => one.id === id && one.cents === 0)).toBe(true);
        expect(left).toBeLessThan(75);
      });
    }
  });
});

/** Until a transaction waits for another one's lock. On SQLite the second has not begun then. */
const untilOneWaits = async (database: TestDatabase): Promise<void> => {
  if (database.name === "sqlite") return;
  const waiting = () =>
    database.run(
      `select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await expect.poll(waiting).toHaveLength(1);
};
