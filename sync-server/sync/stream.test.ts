import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice, testDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { openTestStream } from "#sync-server/testing/test-stream.ts";

describe.for(databases)("stream on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  test("names the collections with something new, soon after the commit", async () => {
    const stream = await openTestStream(device);
    const event = stream.next("profiles");
    const profileId = await shop.addProfile();
    await event;
    const both = Promise.all([stream.next("accounts"), stream.next("verdicts")]);
    await shop.giveReward(profileId, 1000);
    await device.push(device.redeem(profileId, 100));
    await both;
    expect(stream.events.flat()).toEqual(expect.arrayContaining(["profiles", "verdicts"]));
    stream.close();
  });

  test("what an event announces can be pulled when it arrives", async () => {
    const stream = await openTestStream(device);
    const { checkpoint } = await device.pullAll("profiles");
    const event = stream.next("profiles");
    const profileId = await shop.addProfile();
    await event;
    const { documents } = await device.pullAll("profiles", checkpoint);
    expect(documents).toMatchObject([{ id: profileId }]);
    stream.close();
  });

  test("tells a device nothing about other regions and other devices' verdicts", async () => {
    const north = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
    const [stream, far] = await Promise.all([openTestStream(device), openTestStream(north)]);
    const event = stream.next("profiles");
    const profileId = await shop.addProfile();
    await event;
    await device.push(device.redeem(profileId, 100));
    const everybody = Promise.all([stream.next("config"), far.next("config")]);
    await server.store.write("setPolicy", TEST_TENANT, DEFAULT_REDEMPTION_POLICY);
    await everybody;
    expect(far.events.flat()).toEqual(["config"]);
    stream.close();
    far.close();
  });

  test("batches many commits into few events", async () => {
    const stream = await openTestStream(device);
    const profileId = await shop.addProfile();
    const commands = Array.from({ length: 60 }, (_, n) =>
      device.command("add_note", { profileId, noteId: newCommandId(), text: `Note ${n}` }),
    );
    const event = stream.next("timeline");
    const startedAt = Date.now();
    await device.push(...commands);
    await event;
    // At most one event per batching interval, not one for each of 60 commits.
    expect(stream.events.length).toBeLessThanOrEqual(3 + (Date.now() - startedAt) / 50);
    stream.close();
  });

  test("is counted until its device disconnects", async () => {
    const streams = async () =>
      Number(/^regulars_streams (\d+)$/m.exec(await server.metrics())?.[1]);
    const stream = await openTestStream(device);
    expect(await streams()).toBeGreaterThan(0);
    stream.close();
    await expect.poll(streams).toBe(0);
  });

  test("one device can't take every stream slot: its fifth ends its oldest, and others keep theirs", async () => {
    const own = await create();
    const small = await startTestServer(own, { env: { REGULARS_STREAMS_MAX: "6" } });
    const place = await makeTestShop(small.store);
    const greedy = await enrolTestDevice(small.url, small.store, place);
    const other = await enrolTestDevice(small.url, small.store, place);
    const listening = async () =>
      Number(/^regulars_streams (\d+)$/m.exec(await small.metrics())?.[1]);
    const kept = await openTestStream(other);
    const abort = new AbortController();
    const open = () => greedy.request("stream", { signal: abort.signal }).catch(() => null);
    for (let n = 0; n < 8; n++) expect((await open())?.status).toBe(200);
    await Promise.all(Array.from({ length: 20 }, open));
    await expect.poll(listening).toBe(5);
    const another = await openTestStream(other);
    const heard = Promise.all([kept.next("profiles"), another.next("profiles")]);
    await place.addProfile();
    await heard;
    abort.abort();
    kept.close();
    another.close();
    await small.stop();
    await own.drop();
  });

  test("[S20] ends at once when its device is revoked, by this process or another; others go on", async () => {
    const another = await enrolTestDevice(server.url, server.store, shop);
    const revoked = await Promise.all([
      enrolTestDevice(server.url, server.store, shop),
      enrolTestDevice(server.url, server.store, shop),
    ]);
    const kept = await openTestStream(another);
    for (const [n, target] of revoked.entries()) {
      const streams = await Promise.all([openTestStream(target), openTestStream(target)]);
      // The second is revoked by a tool that ends right after its write.
      const tool = n === 0 ? null : await database.open();
      const startedAt = Date.now();
      const { deviceId } = target;
      await (tool ?? server.store).write("revokeDevice", TEST_TENANT, { deviceId });
      await tool?.close();
      await Promise.all(streams.map(({ ended }) => ended));
      // Long before the next time that its token is checked, about a minute later.
      expect(Date.now() - startedAt).toBeLessThan(30_000);
      expect((await target.request("stream")).status).toBe(401);
    }
    const event = kept.next("profiles");
    await shop.addProfile();
    await event;
    kept.close();
  });

  test("opens for the desktop app, whose pages have another origin", async () => {
    const abort = new AbortController();
    const response = await device.request("stream", {
      headers: { origin: "app://regulars" },
      signal: abort.signal,
    });
    expect(response.headers.get("access-control-allow-origin")).toBe("app://regulars");
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("content-encoding")).toBeNull();
    abort.abort();
  });

  test("ends when the server stops", async () => {
    const own = await create();
    const other = await startTestServer(own);
    const there = await enrolTestDevice(other.url, other.store, await makeTestShop(other.store));
    const stream = await openTestStream(there);
    // Never, if the server waited for its open streams.
    await other.stop();
    await expect(stream.ended).resolves.toBeUndefined();
    await own.drop();
  });
});

const [postgres] = databases.filter(({ name }) => name === "postgres");

describe.runIf(postgres)("two servers on one PostgreSQL", () => {
  test("a commit on one wakes the devices of the other, and both see all of it", async () => {
    const database = await assertThere(postgres).create();
    const [one, two] = await Promise.all([startTestServer(database), startTestServer(database)]);
    const shop = await makeTestShop(one.store);
    const atOne = await enrolTestDevice(one.url, one.store, shop);
    const atTwo = await enrolTestDevice(two.url, two.store, shop);
    const stream = await openTestStream(atTwo);
    const { checkpoint } = await atTwo.pullAll("profiles");
    const event = stream.next("profiles");
    const profileId = await shop.addProfile();
    await event;
    expect((await atTwo.pullAll("profiles", checkpoint)).documents).toMatchObject([
      { id: profileId },
    ]);

    // One command pushed to both, and one device that switches between them.
    await shop.giveReward(profileId, 5000);
    const command = atOne.redeem(profileId, 1000);
    const elsewhere = testDevice(two.url, { ...atOne, deviceEpoch: 1 }, shop);
    const [first, second] = await Promise.all([atOne.push(command), elsewhere.push(command)]);
    expect(second.verdicts).toEqual(first.verdicts);
    const entries = await database.run(
      "select count(*) as n from ledger_entries where kind = 'redeem'",
    );
    expect(Number(entries[0]?.["n"])).toBe(1);
    stream.close();
    await Promise.all([one.stop(), two.stop()]);
    await database.drop();
  });
});

const assertThere = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("PostgreSQL isn't available");
  return value;
};
