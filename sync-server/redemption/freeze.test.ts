import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import type { CommandId, FreezeId, ProfileId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  accountIn,
  createLedgerDatabase,
  differencesIn,
  earnPoints,
  issueReward,
  redemption,
  reverseIn,
  takeBackPoints,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { freezeAccount, unfreezeAccount } from "./freeze.ts";
import { redeem } from "./redeem.ts";
import { redeemOnce } from "./redeem-once.ts";

const WHY = { reason: "fraud", reference: "CASE-17" } as const;

describe.for(databases)("freezing accounts on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  const account = (profileId: ProfileId) => accountIn(database, profileId);
  const holding = async (valueCents: number): Promise<ProfileId> => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, valueCents), NOON);
    return profileId;
  };
  const freeze = (profileId: ProfileId, commandId: CommandId | null = null) =>
    database.transact((deps) => freezeAccount(deps, { ...WHY, profileId, commandId }), NOON);
  const frozen = async (profileId: ProfileId): Promise<FreezeId> => {
    const done = await freeze(profileId);
    assert(done.ok, "it is frozen");
    return done.value.id;
  };
  const unfreeze = (profileId: ProfileId, freezeId: FreezeId, reference = "CASE-18") => {
    const input = { profileId, freezeId, reason: "cleared", reference } as const;
    return database.transact((deps) => unfreezeAccount(deps, input), addMs(NOON, 5_000));
  };
  const redeemed = (profileId: ProfileId, amountCents: number, more = {}) =>
    database.transact((deps) => redeem(deps, redemption(profileId, amountCents, more)), NOON);

  it("[Z1] nothing is redeemed until it is unfrozen, in whole or in part, and nothing is written", async () => {
    const profileId = await holding(500);
    const id = await frozen(profileId);
    const before = await account(profileId);
    expect(before.freeze).toEqual({ reason: "fraud", since: NOON });
    const error = { reason: "account_frozen", frozenFor: "fraud" };
    for (const whenShort of ["refuse", "partly"]) {
      expect(await redeemed(profileId, 100, { whenShort })).toEqual({ ok: false, error });
    }
    expect(await account(profileId)).toEqual(before);
    expect(await unfreeze(profileId, id)).toEqual({ ok: true, value: { id } });
    expect(await redeemed(profileId, 100)).toMatchObject({ ok: true, value: { wasFrozen: false } });
  });

  it("[Z1] the web shop is refused, and gets the same answer under the same key after the end", async () => {
    const profileId = await holding(500);
    const id = await frozen(profileId);
    const request = {
      profileId,
      amountCents: redemption(profileId, 100).amountCents,
      strategies: ["rewards"],
      isStrict: true,
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId: newCommandId(),
    } as const;
    const ask = () => database.transact((deps) => redeemOnce(deps, request), NOON);
    const refused = { ok: false, error: { reason: "account_frozen", availableCents: null } };
    expect(await ask()).toMatchObject(refused);
    await unfreeze(profileId, id);
    expect(await ask()).toMatchObject(refused);
  });

  it("[Z1] earning, expiry, returns and reversals go on", async () => {
    const profileId = await holding(500);
    const before = await redeemed(profileId, 300);
    assert(before.ok, "it is redeemed");
    const { redemptionId } = before.value;
    await frozen(profileId);
    await database.transact((deps) => earnPoints(deps, profileId, 400), NOON);
    await database.transact((deps) => takeBackPoints(deps, profileId, 100), NOON);
    const more = { expiresAt: addMs(NOON, 1_000) };
    await database.transact((deps) => issueReward(deps, profileId, 700, more), NOON);
    await database.transact((deps) => expireLots(deps, profileId), addMs(NOON, 60_000));
    expect(await reverseIn(database, redemptionId)).toMatchObject({ ok: true });
    const { lots, freeze: still } = await account(profileId);
    expect(lots.map(({ unit, remaining }) => [unit, remaining])).toEqual([
      ["reward", 500],
      ["point", 300],
    ]);
    expect(still).toMatchObject({ reason: "fraud" });
  });

  it("[Z3] what was handed over before anyone knew is honoured and marked", async () => {
    const profileId = await holding(500);
    await frozen(profileId);
    const honoured = await redeemed(profileId, 600, { whenShort: "honour" });
    expect(honoured).toMatchObject({ ok: true, value: { shortfallCents: 100, wasFrozen: true } });
    const { lots, outstanding, freeze: still } = await account(profileId);
    expect({ lots, outstanding }).toMatchObject({ lots: [], outstanding: [{ amount: 100 }] });
    expect(still).not.toBeNull();
  });

  it("[Z4] an account is frozen at most once at a time, and once for each key", async () => {
    const profileId = await holding(500);
    const key = newCommandId();
    const first = await freeze(profileId, key);
    expect(await freeze(profileId, key)).toEqual(first);
    expect(await freeze(profileId)).toEqual({ ok: false, error: { reason: "already_frozen" } });
    const other = await holding(500);
    expect(await freeze(other, key)).toEqual({ ok: false, error: { reason: "key_reused" } });
    expect(await freeze(newProfileId())).toEqual({
      ok: false,
      error: { reason: "profile_unknown" },
    });
  });

  it("[Z4] a freeze ends once, and every one is kept", async () => {
    const profileId = await holding(500);
    const first = await frozen(profileId);
    expect(await unfreeze(await holding(1), first)).toEqual({
      ok: false,
      error: { reason: "freeze_unknown" },
    });
    const ended = await unfreeze(profileId, first);
    const second = await frozen(profileId);
    expect(await unfreeze(profileId, first)).toEqual(ended);
    expect(await unfreeze(profileId, first, "CASE-99")).toEqual({
      ok: false,
      error: { reason: "already_unfrozen" },
    });
    expect((await account(profileId)).freeze).not.toBeNull();
    expect(await database.transact((deps) => readFreezesOf(deps, profileId))).toMatchObject([
      { id: second, unfrozenAt: null, unfreezeReason: null },
      {
        id: first,
        ...WHY,
        frozenAt: NOON,
        unfrozenAt: addMs(NOON, 5_000),
        unfreezeReason: "cleared",
        unfreezeReference: "CASE-18",
      },
    ]);
  });

  it("[Z4] an account without entries can be frozen, and a rebuild leaves freezes alone", async () => {
    const profileId = await insertBareProfile(database);
    await frozen(profileId);
    await database.transact((deps) => issueReward(deps, profileId, 500), NOON);
    await database.run(`update accounts set version = 9 where profile_id = '${profileId}'`);
    expect(await differencesIn(database)).toMatchObject([{ profileId, field: "version" }]);
    expect(await account(profileId)).toMatchObject({ version: 1, freeze: { reason: "fraud" } });
  });

  it("[Z1] of a freeze and redemptions at the same time, none redeems after the freeze", async () => {
    const store = await database.open();
    for (let round = 0; round < 5; round++) {
      const profileId = await holding(1_000);
      const redemptions = Array.from({ length: 6 }, () =>
        store.write("redeem", TEST_TENANT, redemption(profileId, 100)),
      );
      const freezing = store.write("freezeAccount", TEST_TENANT, {
        ...WHY,
        profileId,
        commandId: null,
      });
      const answers = await Promise.all(redemptions);
      expect(await freezing).toMatchObject({ ok: true });
      const rows = await database.run(
        `select kind from events where profile_id = '${profileId}' order by seq`,
      );
      const kinds = rows.map(({ kind }) => kind);
      const after = kinds.slice(kinds.indexOf("account.frozen"));
      expect(after).not.toContain("redemption.created");
      const done = answers.filter(({ ok }) => ok).length;
      expect((await account(profileId)).lots).toMatchObject([{ remaining: 1_000 - done * 100 }]);
    }
    await store.close();
  });
});
