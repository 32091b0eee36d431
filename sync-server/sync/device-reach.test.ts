import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { DEFAULT_REDEMPTION_POLICY, type FloorLimits } from "#shared/redemption/policy.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";
import { freezeAccount } from "#sync-server/redemption/freeze.ts";
import { withCharges } from "#sync-server/storage/access/device-risk-store.ts";
import { readDevice } from "#sync-server/storage/access/device-store.ts";
import { readAccounts } from "#sync-server/storage/ledger/account-store.ts";
import { readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";
import { findRedemption } from "#sync-server/storage/redemption/redemption-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId, newStaffId } from "#sync-server/testing/seed.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

const LIMITS: FloorLimits = {
  ...DEFAULT_REDEMPTION_POLICY.floorLimits,
  maxPerRedemptionCents: cents(1_000),
  maxPerProfileCents: cents(1_500),
  maxCountPerProfile: 2,
  allowanceCents: cents(2_500),
};

describe.for(databases)("what a device may do, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    await setLimits(LIMITS);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const read = () => server.store.read(TEST_TENANT);
  const setLimits = (floorLimits: FloorLimits) => {
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    return server.store.write("setPolicy", TEST_TENANT, { ...policy, floorLimits });
  };
  const enrol = (at = shop.carlton) => enrolTestDevice(server.url, server.store, shop, at);
  const atRisk = { mode: "at_risk", policyVersion: 2 };
  const redeem = (device: TestDevice, profileId: ProfileId, amountCents: number, more = {}) =>
    device.redeem(profileId, amountCents, { ...atRisk, ...more });
  const pushed = async (device: TestDevice, ...commands: readonly Body[]) =>
    (await device.push(...commands)).verdicts;
  const stateOf = async ({ deviceId }: TestDevice) => {
    const device = assertDefined(await readDevice(read(), deviceId), "the device");
    return (await withCharges(read(), [device]))[0];
  };
  const owedBy = async (profileId: ProfileId) =>
    (await readAccounts(read(), [profileId]))[0]?.outstanding ?? [];

  test("[S21] within its limits, a redemption at risk is honoured, and a shortfall is the person's", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 300);
    expect(await pushed(device, redeem(device, profileId, 1_000))).toMatchObject([
      { status: "accepted_short", shortfallCents: 700 },
    ]);
    expect(await owedBy(profileId)).toMatchObject([{ amount: 700 }]);
    expect(await stateOf(device)).toMatchObject({ restrictedAt: null, chargedCents: 0 });
  });

  test("[F8] beyond its limits it is charged to the device and its location, never to the person", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    expect(await pushed(device, redeem(device, profileId, 900_000))).toMatchObject([
      { status: "charged", reason: "over_floor_limits", shortfallCents: null, profileId },
    ]);
    expect(await owedBy(profileId)).toEqual([]);
    expect(await stateOf(device)).toMatchObject({
      restrictedFor: "over_floor_limits",
      chargedCents: 900_000,
    });
    const charges = await database.run("select * from device_charges order by recorded_at");
    expect(charges.at(-1)).toMatchObject({ location_id: shop.carlton, amount_cents: 900_000 });
    expect(JSON.stringify(charges)).not.toContain(profileId);
  });

  test("[F8] what adds up beyond the limits between two contacts is charged from there on", async () => {
    const device = await enrol();
    const [a, b, c] = [await shop.addProfile(), await shop.addProfile(), await shop.addProfile()];
    const verdicts = await pushed(
      device,
      redeem(device, a, 1_000),
      redeem(device, a, 501),
      redeem(device, b, 900),
      redeem(device, c, 501),
    );
    expect(verdicts.map(({ status }) => status)).toEqual([
      "accepted_short",
      "charged",
      "accepted_short",
      "charged",
    ]);
    expect(await stateOf(device)).toMatchObject({ chargedCents: 1_002 });
  });

  test("[F8] a contact starts the limits anew", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 4_000);
    for (let n = 0; n < 4; n++) {
      const verdicts = await pushed(device, redeem(device, profileId, 1_000));
      expect(verdicts).toMatchObject([{ status: "accepted" }]);
    }
    expect(await stateOf(device)).toMatchObject({ restrictedAt: null });
  });

  test("[F8] with contact after each redemption, a device costs a person at most the day's limit and one more", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    const statuses: string[] = [];
    for (let n = 0; n < 5; n++) {
      const [verdict] = await pushed(device, redeem(device, profileId, 1_000));
      statuses.push(verdict?.status ?? "");
    }
    // The second goes beyond the limit. The third was made before the device could know.
    const short = "accepted_short";
    expect(statuses).toEqual([short, short, short, "charged", "charged"]);
    expect(await owedBy(profileId)).toMatchObject([{ amount: 3_000 }]);
    expect(await stateOf(device)).toMatchObject({
      restrictedFor: "over_floor_limits",
      chargedCents: 2_000,
    });
  });

  test("[F8] nor does it cost more than the allowance and one more, spread over people", async () => {
    const device = await enrol();
    const statuses: string[] = [];
    for (let n = 0; n < 5; n++) {
      const profileId = await shop.addProfile();
      const [verdict] = await pushed(device, redeem(device, profileId, 1_000));
      statuses.push(verdict?.status ?? "");
    }
    const short = "accepted_short";
    expect(statuses).toEqual([short, short, short, short, "charged"]);
  });

  test("[S21] goods given to nobody are charged to the device, which isn't flagged for what it couldn't know", async () => {
    const device = await enrol();
    const unknown = profileIdSchema.parse(randomUUID());
    expect(await pushed(device, redeem(device, unknown, 700))).toMatchObject([
      { status: "charged", reason: "profile_unknown", profileId: null },
    ]);
    const deleted = await shop.addProfile();
    await server.store.write("deleteProfile", TEST_TENANT, { profileId: deleted });
    expect(await pushed(device, redeem(device, deleted, 800))).toMatchObject([
      { status: "charged", reason: "profile_deleted" },
    ]);
    expect(await stateOf(device)).toMatchObject({ restrictedAt: null, chargedCents: 1_500 });
    // As much as the allowance in a day isn't bad luck.
    await pushed(device, redeem(device, unknown, 1_000));
    await pushed(device, redeem(device, unknown, 1_000));
    expect(await stateOf(device)).toMatchObject({ restrictedFor: "over_floor_limits" });
  });

  const frozen = async (agoMs: number) => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 1_000);
    const input = { profileId, reason: "fraud", reference: "CASE-1", commandId: null } as const;
    await database.transact((deps) => freezeAccount(deps, input), instant(Date.now() - agoMs));
    return profileId;
  };

  test("[Z3] what is redeemed at risk before the device can have known of a freeze is honoured and marked", async () => {
    const device = await enrol();
    const profileId = await frozen(60_000);
    const [verdict] = await pushed(device, redeem(device, profileId, 400));
    expect(verdict).toMatchObject({ status: "accepted", reason: null, wasFrozen: true });
    expect((await readAccounts(read(), [profileId]))[0]?.lots[0]?.remaining).toBe(600);
    const id = assertDefined(verdict?.redemptionId, "a redemption");
    expect(await findRedemption(read(), id)).toMatchObject({ wasFrozen: true });
    expect(await stateOf(device)).toMatchObject({ restrictedAt: null, chargedCents: 0 });
    const [short] = await pushed(device, redeem(device, profileId, 1_000));
    expect(short).toMatchObject({ status: "accepted_short", wasFrozen: true });
  });

  test("[Z1] an online redemption waits for the server, which refuses it", async () => {
    const device = await enrol();
    const profileId = await frozen(0);
    expect(await pushed(device, device.redeem(profileId, 400))).toMatchObject([
      { status: "refused", reason: "account_frozen", wasFrozen: false, profileId },
    ]);
    expect((await readAccounts(read(), [profileId]))[0]?.lots[0]?.remaining).toBe(1_000);
  });

  test("[Z3] a device that was in contact a day after the freeze began is charged, and the account stays whole", async () => {
    const device = await enrol();
    const profileId = await frozen(25 * 3_600_000);
    expect(await pushed(device, redeem(device, profileId, 400))).toMatchObject([
      { status: "charged", reason: "account_frozen", profileId },
    ]);
    expect((await readAccounts(read(), [profileId]))[0]?.lots[0]?.remaining).toBe(1_000);
    expect(await stateOf(device)).toMatchObject({
      restrictedFor: "account_frozen",
      chargedCents: 400,
    });
  });

  test("[Z2] every till learns of a freeze with its next pull, and of its end", async () => {
    const device = await enrol();
    const profileId = await frozen(0);
    const freezeOf = async () => {
      const { documents } = await device.pullAll("accounts");
      return accountFactSchema.parse(documents.find(({ id }) => id === profileId)).freeze;
    };
    expect(await freezeOf()).toMatchObject({ reason: "fraud" });
    const freezeId = assertDefined((await readFreezesOf(read(), profileId))[0], "a freeze").id;
    const end = { profileId, freezeId, reason: "cleared", reference: "CASE-1" } as const;
    await server.store.write("unfreezeAccount", TEST_TENANT, end);
    expect(await freezeOf()).toBeNull();
  });

  test("[S21] a device can't redeem, edit or note a profile of another region", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile({}, shop.auckland);
    await shop.giveReward(profileId, 1_000);
    const verdicts = await pushed(
      device,
      device.redeem(profileId, 100),
      redeem(device, profileId, 100),
      device.command("edit_profile", { profileId, changes: { firstName: "Eve" } }),
      device.command("add_note", { profileId, noteId: newCommandId(), text: "Hello" }),
    );
    const reason = "profile_out_of_scope";
    expect(verdicts).toMatchObject([
      { status: "refused", reason },
      { status: "charged", reason },
      { status: "refused", reason },
      { status: "refused", reason },
    ]);
    expect((await readAccounts(read(), [profileId]))[0]?.lots[0]?.remaining).toBe(1_000);
    expect(await stateOf(device)).toMatchObject({ restrictedFor: reason, chargedCents: 100 });
  });

  test("[S21] a device can't name other staff or another location", async () => {
    const [byStaff, byLocation] = [await enrol(), await enrol()];
    const profileId = await shop.addProfile();
    const staffId = newStaffId();
    await server.store.write("createStaff", TEST_TENANT, {
      id: staffId,
      name: "Nia",
      staffNumber: staffId.slice(-8),
      locationIds: [shop.auckland],
      isActive: true,
      role: "associate",
      pinHash: "x",
    });
    await database.run(`update staff set updated_at = 0 where id = '${staffId}'`);
    expect(await pushed(byStaff, redeem(byStaff, profileId, 100, { staffId }))).toMatchObject([
      { status: "charged", reason: "staff_foreign" },
    ]);
    expect(
      await pushed(
        byLocation,
        redeem(byLocation, profileId, 100, { locationId: shop.fitzroy }),
        byLocation.command("add_note", {
          ...{ profileId, noteId: newCommandId(), text: "Hello", locationId: shop.auckland },
        }),
      ),
    ).toMatchObject([
      { status: "charged", reason: "location_foreign" },
      { status: "refused", reason: "location_foreign" },
    ]);
    const charges = await database.run("select * from device_charges order by recorded_at");
    expect(charges.at(-1)).toMatchObject({ location_id: shop.carlton });
  });

  test("[S21] staff without locations work everywhere (DOMAIN §14.7)", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    const staffId = newStaffId();
    await server.store.write("createStaff", TEST_TENANT, {
      ...{ id: staffId, name: "Everywhere", staffNumber: staffId.slice(-8), locationIds: [] },
      ...{ isActive: true, role: "associate", pinHash: "x" },
    });
    await database.run(`update staff set updated_at = 0 where id = '${staffId}'`);
    expect(await pushed(device, redeem(device, profileId, 100, { staffId }))).toMatchObject([
      { status: "accepted_short" },
    ]);
    expect(await stateOf(device)).toMatchObject({ restrictedAt: null });
  });

  test("[S21] staff who moved and a profile that left after the act are no lie", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    const command = redeem(device, profileId, 100);
    await database.run(`update feed set is_deleted = 1 where doc_id = '${profileId}'`);
    await server.store.write("updateStaff", TEST_TENANT, {
      id: shop.staffId,
      changes: { locationIds: [shop.auckland] },
    });
    expect(await pushed(device, command)).toMatchObject([{ status: "accepted_short" }]);
    await server.store.write("updateStaff", TEST_TENANT, {
      id: shop.staffId,
      changes: { locationIds: [shop.carlton, shop.fitzroy, shop.auckland] },
    });
  });

  test("[S21] a flagged device is told, redeems online only, and is cleared by head office", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 1_000);
    expect(await device.pull("config")).toMatchObject({ isOnlineOnly: false });
    await device.push(redeem(device, profileId, 1_001));
    expect(await device.pull("config")).toMatchObject({ isOnlineOnly: true });
    expect(await (await device.request("status")).json()).toMatchObject({ isOnlineOnly: true });
    // A contact less than a minute later isn't recorded.
    await database.run("update devices set restricted_at = restricted_at - 60000");
    const verdicts = await pushed(
      device,
      redeem(device, profileId, 10),
      device.redeem(profileId, 20),
    );
    expect(verdicts).toMatchObject([
      { status: "charged", reason: "online_only" },
      { status: "accepted" },
    ]);
    const { deviceId } = device;
    await server.store.write("clearDevice", TEST_TENANT, { deviceId });
    expect(await device.pull("config")).toMatchObject({ isOnlineOnly: false });
    expect(await pushed(device, redeem(device, profileId, 10))).toMatchObject([
      { status: "accepted" },
    ]);
  });

  test("[F8] the limits are those that the device had seen, not stricter ones set since", async () => {
    const device = await enrol();
    const profileId = await shop.addProfile();
    const { version } = await setLimits({ ...LIMITS, maxPerRedemptionCents: cents(50) });
    expect(
      await pushed(
        device,
        redeem(device, profileId, 100, { policyVersion: version - 1 }),
        redeem(device, profileId, 100, { policyVersion: version }),
      ),
    ).toMatchObject([{ status: "accepted_short" }, { status: "charged" }]);
    await database.run("update policy_versions set recorded_at = recorded_at - 90000000");
    const other = await enrol();
    expect(
      await pushed(other, redeem(other, profileId, 100, { policyVersion: version - 1 })),
    ).toMatchObject([{ status: "charged" }]);
    await setLimits(LIMITS);
  });
});
