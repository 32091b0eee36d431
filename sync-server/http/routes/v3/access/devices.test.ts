import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deviceViewSchema } from "#shared/api/access/device.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON, newDeviceId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const DAY_MS = 86_400_000;

describe.for(databases)("devices that are lost, on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let shop: TestShop;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    shop = await makeTestShop(world.store);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const enrol = () => enrolTestDevice(world.url.replace("/api/v3", ""), world.store, shop);

  it("a lost device can be shut out: it is listed with its last contact, and revoked", async () => {
    const [lost, kept] = [await enrol(), await enrol()];
    world.setClock(addMs(NOON, 2 * 60_000));
    expect((await lost.request("status")).status).toBe(200);
    const list = await world.ask(`GET /devices?filter[location_id]=${shop.carlton}`);
    expectShape(pageOf(deviceViewSchema), list.body);
    const seen = list.body.data.find(({ id }: { id: string }) => id === lost.deviceId);
    expect(seen).toMatchObject({
      state: "active",
      last_contact_at: "2026-03-03 02:02:00",
      // 90 days after it was enrolled: tokens are renewed once an hour.
      token_expires_at: "2026-06-01 02:00:00",
    });

    expect((await world.ask(`DELETE /devices/${lost.deviceId}`)).status).toBe(204);
    for (const path of ["status", "pull?collection=profiles"]) {
      const answer = await lost.request(path);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: "device_revoked" });
    }
    expect((await lost.post("push", { commands: [lost.command("withdrawn")] })).status).toBe(401);
    const read = await world.ask(`GET /devices/${lost.deviceId}`);
    expectShape(one(deviceViewSchema), read.body);
    expect(read.body.data.state).toBe("revoked");
    expect((await world.ask(`DELETE /devices/${lost.deviceId}`)).status).toBe(204);
    expect((await world.ask(`DELETE /devices/${newDeviceId()}`)).status).toBe(404);
    expect((await kept.request("status")).status).toBe(200);
  });

  it("[S21] a flagged device is listed with what it was charged, and cleared", async () => {
    const [flagged, other] = [await enrol(), await enrol()];
    const beyond = { mode: "at_risk", occurredAt: NOON, lastContactAt: NOON };
    await flagged.push(flagged.redeem(await shop.addProfile(), 900_000, beyond));
    await flagged.push(flagged.redeem(await shop.addProfile(), 800_050, beyond));
    const list = await world.ask("GET /devices?page[size]=100");
    expectShape(pageOf(deviceViewSchema), list.body);
    const find = (device: TestDevice) =>
      list.body.data.find(({ id }: { id: string }) => id === device.deviceId);
    const restricted = { is_restricted: true, restricted_for: "over_floor_limits" };
    expect(find(flagged)).toMatchObject({ ...restricted, charged: 17_000.5 });
    expect(find(other)).toMatchObject({ is_restricted: false, charged: 0 });

    const change = (body: object) => world.ask(`PUT /devices/${flagged.deviceId}`, { body });
    expect((await change({ is_restricted: true })).status).toBe(422);
    const cleared = await change({ is_restricted: false });
    expectShape(one(deviceViewSchema), cleared.body);
    const clear = { is_restricted: false, restricted_for: null };
    expect(cleared.body.data).toMatchObject({ ...clear, charged: 17_000.5 });
  });

  it("[S20] a device's token is renewed at contact, and dies after the policy's days without one", async () => {
    world.setClock(NOON);
    const [used, left] = [await enrol(), await enrol()];
    for (const days of [89, 178, 267]) {
      world.setClock(addMs(NOON, days * DAY_MS));
      expect((await used.request("status")).status).toBe(200);
    }
    const late = await left.request("status");
    expect(late.status).toBe(401);
    expect(await late.json()).toMatchObject({ code: "unauthorised" });
    world.setClock(addMs(NOON, (267 + 90) * DAY_MS));
    expect((await used.request("status")).status).toBe(401);
  });

  it("a device's token lasts as many days as the policy says", async () => {
    world.setClock(NOON);
    const setting = await world.ask("GET /settings/redemption_policy");
    const policy = { ...JSON.parse(setting.body.data.value), deviceTokenDays: 2 };
    await world.ask("PUT /settings/redemption_policy", { body: { value: JSON.stringify(policy) } });
    const device = await enrol();
    world.setClock(addMs(NOON, 2 * DAY_MS - 1));
    expect((await device.request("status")).status).toBe(200);
    world.setClock(addMs(NOON, 4 * DAY_MS));
    expect((await device.request("status")).status).toBe(401);
  });
});
