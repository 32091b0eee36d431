import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandId, ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { HONOURED, type Owing } from "#shared/ledger/account.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  accountIn,
  createLedgerDatabase,
  differencesIn,
  earnPoints,
  issueReward,
  POINT,
  redemption,
  reverseIn,
  takeBackPoints,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";
import { redeem } from "./redeem.ts";
import { writeOff } from "./write-off.ts";

const WHY = { reason: "mistake", reference: "CASE-17" } as const;

describe.for(databases)("writing off shortfalls on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createLedgerDatabase(create);
  });
  afterAll(() => database.drop());

  const account = (profileId: ProfileId) => accountIn(database, profileId);
  const honour = async (profileId: ProfileId, amountCents: number): Promise<RedemptionId> => {
    const input = redemption(profileId, amountCents, { whenShort: "honour" });
    const done = await database.transact((deps) => redeem(deps, input), NOON);
    if (!done.ok) throw new Error(done.error.reason);
    return done.value.redemptionId;
  };
  const write = (
    profileId: ProfileId,
    amount: number,
    { owing = HONOURED, commandId = null }: { owing?: Owing; commandId?: CommandId | null } = {},
  ) => {
    const input = { ...WHY, profileId, owing, amount, commandId };
    return database.transact((deps) => writeOff(deps, input), addMs(NOON, 1000));
  };
  const reverse = (redemptionId: RedemptionId) => reverseIn(database, redemptionId);
  const newProfile = () => insertBareProfile(database);

  it("[O1] a shortfall is written off in part or in full, and later earnings are no longer taken", async () => {
    const profileId = await newProfile();
    await honour(profileId, 900);
    expect(await write(profileId, 300)).toMatchObject({ ok: true });
    expect((await account(profileId)).outstanding).toMatchObject([{ amount: 600, since: NOON }]);
    expect(await write(profileId, 600)).toMatchObject({ ok: true });
    expect((await account(profileId)).outstanding).toEqual([]);
    await database.transact((deps) => earnPoints(deps, profileId, 500), NOON);
    expect((await account(profileId)).lots).toMatchObject([{ remaining: 500 }]);
    expect(await differencesIn(database)).toEqual([]);
  });

  it("[O1] points that a return took back without being held are written off too", async () => {
    const profileId = await newProfile();
    await database.transact(async (deps) => {
      await earnPoints(deps, profileId, 100);
      await takeBackPoints(deps, profileId, 400);
    }, NOON);
    await honour(profileId, 50);
    const owing = { unit: "point", definitionId: POINT.id } as const;
    expect(await write(profileId, 301, { owing })).toEqual({
      ok: false,
      error: { reason: "more_than_owed", owed: 300 },
    });
    expect(await write(profileId, 300, { owing })).toMatchObject({ ok: true });
    expect((await account(profileId)).outstanding).toMatchObject([{ ...HONOURED, amount: 50 }]);
  });

  it("[O2] never more than is owed, however many ask at once", async () => {
    const profileId = await newProfile();
    const nothing = { ok: false, error: { reason: "more_than_owed", owed: 0 } };
    expect(await write(profileId, 1)).toEqual(nothing);
    await honour(profileId, 900);
    expect(await write(profileId, 0)).toEqual({
      ok: false,
      error: { reason: "amount_not_positive" },
    });
    const store = await database.open({ clock: () => addMs(NOON, 1000) });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => {
        const input = { ...WHY, profileId, owing: HONOURED, amount: 400, commandId: null };
        return store.write("writeOff", TEST_TENANT, input);
      }),
    );
    await store.close();
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect((await account(profileId)).outstanding).toMatchObject([{ amount: 100 }]);
  });

  it("[O2] happens once for each key, and another body under it is refused", async () => {
    const profileId = await newProfile();
    await honour(profileId, 900);
    const commandId = newCommandId();
    const first = await write(profileId, 400, { commandId });
    expect(first).toMatchObject({ ok: true });
    expect(await write(profileId, 400, { commandId })).toEqual(first);
    expect(await write(profileId, 300, { commandId })).toEqual({
      ok: false,
      error: { reason: "key_reused" },
    });
    expect((await account(profileId)).outstanding).toMatchObject([{ amount: 500 }]);
  });

  it("[V4] a reversal gives back what was recovered, and not what was written off", async () => {
    const profileId = await newProfile();
    const id = await honour(profileId, 900);
    await database.transact((deps) => earnPoints(deps, profileId, 200), NOON);
    expect((await account(profileId)).outstanding).toMatchObject([{ amount: 700 }]);
    expect(await write(profileId, 300)).toMatchObject({ ok: true });
    expect(await reverse(id)).toMatchObject({ ok: true });
    const { lots, outstanding } = await account(profileId);
    expect(outstanding).toEqual([]);
    expect(lots).toMatchObject([{ definitionId: null, remaining: 200 }]);
  });

  it("[O4] what was written off counts against the newest shortfall, because earnings paid the oldest", async () => {
    const profileId = await newProfile();
    const oldest = await honour(profileId, 500);
    await database.transact((deps) => earnPoints(deps, profileId, 500), NOON);
    const newest = await honour(profileId, 900);
    expect(await write(profileId, 900)).toMatchObject({ ok: true });
    expect(await reverse(newest)).toMatchObject({ ok: true });
    expect((await account(profileId)).lots).toEqual([]);
    expect(await reverse(oldest)).toMatchObject({ ok: true });
    expect((await account(profileId)).lots).toMatchObject([{ remaining: 500 }]);
  });

  it("[V4] a redemption that was written off and reversed can't be written off again", async () => {
    const profileId = await newProfile();
    const id = await honour(profileId, 900);
    await write(profileId, 900);
    await reverse(id);
    expect(await account(profileId)).toMatchObject({ lots: [], outstanding: [] });
    await honour(profileId, 100);
    expect(await write(profileId, 100)).toMatchObject({ ok: true });
    expect((await account(profileId)).outstanding).toEqual([]);
  });

  it("[O3] what is owed falls at once at every till", async () => {
    const server = await startTestServer(database);
    const shop = await makeTestShop(server.store);
    const profileId = await shop.addProfile();
    await database.transact((deps) => issueReward(deps, profileId, 100), NOON);
    const tills = [
      await enrolTestDevice(server.url, server.store, shop),
      await enrolTestDevice(server.url, server.store, shop),
    ];
    const first = tills[0];
    await first?.push(first.redeem(profileId, 1835, { mode: "at_risk" }));
    const input = { ...WHY, profileId, owing: HONOURED, amount: 1000, commandId: null };
    const owedAt = async (till: (typeof tills)[number]) => {
      const { documents } = await till.pullAll("accounts");
      const fact = documents.find((document) => document.id === profileId);
      return accountFactSchema.parse(fact).outstanding.map(({ amount }) => amount);
    };
    for (const till of tills) expect(await owedAt(till)).toEqual([1735]);
    await server.store.write("writeOff", TEST_TENANT, input);
    for (const till of tills) expect(await owedAt(till)).toEqual([735]);
    await server.stop();
  });
});
