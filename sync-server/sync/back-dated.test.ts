import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

const DAY_MS = 86_400_000;

describe.for(databases)("[S8] back-dated commands on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A device that enrolled 30 days ago and hasn't been in contact since. */
  const oldDevice = async (): Promise<TestDevice> => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const then = Date.now() - 30 * DAY_MS;
    await database.run(
      `update devices set enrolled_at = ${then}, last_contact_at = ${then} where id = '${device.deviceId}'`,
    );
    return device;
  };
  /** A profile whose 50.00 expired an hour ago. */
  const withExpired = async (): Promise<ProfileId> => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 5000, instant(Date.now() - 3_600_000));
    return profileId;
  };
  const twoDaysAgo = () => ({
    occurredAt: Date.now() - 2 * DAY_MS,
    lastContactAt: Date.now() - 3 * DAY_MS,
    mode: "at_risk",
  });

  test("don't revive value that expired before the device's last contact, whatever the device says", async () => {
    const device = await oldDevice();
    const profileId = await withExpired();
    await device.pull("config");
    const answer = await device.push(device.redeem(profileId, 2000, twoDaysAgo()));
    expect(answer.verdicts).toMatchObject([
      { status: "accepted_short", shortfallCents: 2000, wasClamped: true },
    ]);
  });

  test("don't reach back beyond the enrolment", async () => {
    const device = await enrolTestDevice(server.url, server.store, shop);
    const profileId = await withExpired();
    const answer = await device.push(device.redeem(profileId, 2000, twoDaysAgo()));
    expect(answer.verdicts).toMatchObject([
      { status: "accepted_short", shortfallCents: 2000, wasClamped: true },
    ]);
  });

  test("are honest if the device pulled after the act and before it pushed", async () => {
    const device = await oldDevice();
    const profileId = await withExpired();
    const honest = device.redeem(profileId, 2000, twoDaysAgo());
    await device.pull("config");
    await device.pull("profiles");
    const answer = await device.push(honest);
    expect(answer.verdicts).toMatchObject([{ status: "accepted", wasClamped: false }]);
    // The next one was made after that contact.
    const next = await device.push(device.redeem(profileId, 1000, twoDaysAgo()));
    expect(next.verdicts).toMatchObject([{ status: "accepted_short", wasClamped: true }]);
  });

  test("reach back a day at most if the device was in contact and held them back", async () => {
    const device = await oldDevice();
    const profileId = await withExpired();
    const held = device.redeem(profileId, 2000, twoDaysAgo());
    await device.pull("config");
    await database.run(
      `update device_contacts set first_at = ${Date.now() - 5 * DAY_MS} where device_id = '${device.deviceId}'`,
    );
    const answer = await device.push(held);
    expect(answer.verdicts).toMatchObject([{ status: "accepted", wasClamped: true }]);
    const [entry] = await database.run(
      `select occurred_at from ledger_entries where profile_id = '${profileId}' and kind = 'redeem'`,
    );
    expect(Date.now() - Number(entry?.["occurred_at"])).toBeLessThan(DAY_MS + 60_000);
  });

  test("an online command is judged at its receipt", async () => {
    const device = await oldDevice();
    const profileId = await withExpired();
    const online = device.redeem(profileId, 2000, { ...twoDaysAgo(), mode: "online" });
    const answer = await device.push(online);
    expect(answer.verdicts).toMatchObject([
      { status: "refused", reason: "insufficient_balance", availableCents: 0 },
    ]);
  });

  test("a contact is recorded once a minute, and only while it matters", async () => {
    const device = await oldDevice();
    for (let n = 0; n < 3; n++) await device.pull("config");
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 5000);
    for (let n = 0; n < 3; n++) await device.push(device.redeem(profileId, 100));
    await device.pull("config");
    const rows = await database.run(
      `select last_made from device_contacts where device_id = '${device.deviceId}'`,
    );
    expect(rows.length).toBeLessThanOrEqual(2);
    expect(rows.map((row) => Number(row["last_made"]))).toContain(3);
  });
});
