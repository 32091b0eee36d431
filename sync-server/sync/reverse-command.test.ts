import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newStaffId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("a redemption reversed on a device, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  const managerId = newStaffId();
  const elsewhereId = newStaffId();

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
    for (const [id, locationId] of [
      [managerId, shop.carlton],
      [elsewhereId, shop.fitzroy],
    ] as const) {
      await server.store.write("createStaff", TEST_TENANT, {
        ...{ id, name: "Lee", staffNumber: `M${locationId}`, locationIds: [locationId] },
        ...{ isActive: true, role: "manager", pinHash: "x" },
      });
    }
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** Redeems 500 of 2,000 cents, some time ago. */
  const redeemed = async (msAgo = 0) => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 2000);
    const command = device.command("redeem", {
      ...{ profileId, amountCents: 500, strategies: ["rewards"], mode: "at_risk" },
      ...{ receiptRef: null, basis: { accountVersion: 1, snapshotAgeMs: 0 } },
    });
    await device.push(command);
    const redeemCommandId = String(command["commandId"]);
    await database.run(
      `update redemptions set created_at = created_at - ${msAgo}
       where command_id = '${redeemCommandId}'`,
    );
    return { profileId, redeemCommandId };
  };
  const reverse = (of: { readonly profileId: ProfileId }, approvedBy: string | null = null) =>
    device.command("reverse_redemption", { ...of, approvedBy });
  const leftOf = async (profileId: ProfileId) =>
    (await readAccount(server.store.read(TEST_TENANT), profileId)).lots[0]?.remaining;

  test("[S31] gives back what was drawn, once, and says by whom", async () => {
    const of = await redeemed();
    const command = reverse(of);
    const first = await device.push(command);
    expect(first.verdicts).toMatchObject([
      { status: "accepted", redemptionId: expect.any(Number), accountVersion: 3 },
    ]);
    expect((await device.push(command)).verdicts).toEqual(first.verdicts);
    expect((await device.push(reverse(of))).verdicts).toMatchObject([
      { status: "accepted", redemptionId: first.verdicts[0]?.redemptionId },
    ]);
    expect(await leftOf(of.profileId)).toBe(2000);
    const rows = await database.run(
      `select staff_id, device_id from redemptions where type = 'reversal'
       and profile_id = '${of.profileId}'`,
    );
    expect(rows).toEqual([{ staff_id: shop.staffId, device_id: device.deviceId }]);
  });

  test("[V2] after ten minutes only a manager may, or with the approval of one who works here", async () => {
    const of = await redeemed(660_000);
    for (const approvedBy of [null, shop.staffId, elsewhereId, newStaffId()]) {
      expect((await device.push(reverse(of, approvedBy))).verdicts).toMatchObject([
        { status: "refused", reason: "beyond_role" },
      ]);
    }
    expect(await leftOf(of.profileId)).toBe(1500);
    expect((await device.push(reverse(of, managerId))).verdicts).toMatchObject([
      { status: "accepted" },
    ]);
    expect(await leftOf(of.profileId)).toBe(2000);
    const events = await database.run(
      `select context from events where kind = 'redemption.reversed'
       and profile_id = '${of.profileId}'`,
    );
    expect(events.map(({ context }) => String(context)).join()).toContain(managerId);
    const own = await redeemed(660_000);
    const byManager = { ...reverse(own), staffId: managerId };
    expect((await device.push(byManager)).verdicts).toMatchObject([{ status: "accepted" }]);
  });

  test("[S31] the window is judged by when it was asked for, not by when it arrives", async () => {
    const of = await redeemed();
    const command = reverse(of);
    await database.run(
      `update redemptions set created_at = created_at - 599000
       where command_id = '${of.redeemCommandId}'`,
    );
    expect((await device.push(command)).verdicts).toMatchObject([{ status: "accepted" }]);
  });

  test("[S31] only what that customer has redeemed", async () => {
    const { redeemCommandId } = await redeemed();
    const { profileId } = await redeemed();
    const { verdicts } = await device.push(
      device.command("reverse_redemption", { profileId, redeemCommandId, approvedBy: null }),
    );
    expect(verdicts).toMatchObject([{ status: "refused", reason: "redemption_unknown" }]);
  });
});
