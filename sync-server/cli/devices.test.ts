import { afterAll, beforeAll, describe, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { newDeviceId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.concurrent.for(databases)("npm run devices on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const devices = (...args: string[]) => runCommand("devices", database, ...args);

  it("lists devices with their last contact and what they were charged, and revokes one", async ({
    expect,
  }) => {
    const shop = await makeTestShop(server.store);
    expect((await devices()).stdout).toBe("No device has enrolled yet.\n");
    const device = await enrolTestDevice(server.url, server.store, shop);
    const row = (state: string) =>
      new RegExp(
        `^${device.deviceId}  ${state}  location ${shop.carlton}  last contact \\d{4}-[\\d :-]+  Till\n$`,
      );
    expect((await devices()).stdout).toMatch(row("active"));
    await device.push(device.redeem(await shop.addProfile(), 900_050, { mode: "at_risk" }));
    expect((await devices()).stdout).toContain(
      "active (online only: over_floor_limits, charged 9000.50 AUD)",
    );
    expect((await devices("--clear", device.deviceId)).stdout).toMatch(/may redeem at risk again/);
    expect((await devices()).stdout).toContain("active (charged 9000.50 AUD)");
    const setEnd = (end: string) =>
      database.run(`update tokens set expires_at = ${end} where device_id = '${device.deviceId}'`);
    await setEnd("1");
    expect((await devices()).stdout).toContain("expired (charged 9000.50 AUD)");
    await setEnd("null");
    expect((await devices("--revoke", device.deviceId)).stdout).toMatch(/is shut out/);
    expect((await devices()).stdout).toMatch(row("revoked \\(charged 9000.50 AUD\\)"));
    expect((await device.request("status")).status).toBe(401);
    for (const id of [newDeviceId(), "till"]) {
      await expect(devices("--revoke", id)).rejects.toMatchObject({ code: 1, stdout: "" });
    }
  });
});
