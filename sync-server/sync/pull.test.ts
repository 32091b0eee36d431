import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type LocationId, redemptionIdSchema, type StaffId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { DAY_MS, dayIn, instant } from "#shared/kernel/time.ts";
import { type CollectionName, collectionNames, collections } from "#shared/sync/collections.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";
import { readFeedHead } from "#sync-server/storage/sync/feed-store.ts";
import { touchFeed } from "#sync-server/storage/sync/touch-feed.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE, newCommandId, newProfileId, newStaffId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { blankDetails, makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { postTestTransaction } from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("pull on $name", ({ create }) => {
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

  const idsOf = (documents: readonly { readonly id: string }[]) => documents.map(({ id }) => id);

  test("every collection serves documents that devices can read, each once", async () => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 5000);
    await postTestTransaction(server.store, shop, { profileId });
    await device.push(
      device.redeem(profileId, 1000),
      device.command("add_note", { profileId, noteId: newCommandId(), text: "Prefers mornings" }),
    );
    const counts: Partial<Record<CollectionName, number>> = {};
    for (const name of collectionNames) {
      const { documents } = await device.pullAll(name);
      for (const document of documents) collections[name].schema.parse(document);
      expect(new Set(idsOf(documents)).size).toBe(documents.length);
      counts[name] = documents.length;
    }
    // Tenant, policy, three locations, one member of staff, one definition.
    expect(counts).toEqual({
      config: 7,
      profiles: 1,
      accounts: 1,
      progress: 0,
      transactions: 1,
      timeline: 1,
      clienteling: 0,
      products: 0,
      agenda: 0,
      verdicts: 2,
    });
  });

  test("[A11] an account says how somebody shops, and is sent again when that changes without points", async () => {
    const profileId = await shop.addProfile();
    const pulled = async (after: string | null = null) => {
      const { documents, checkpoint } = await device.pullAll("accounts", after);
      const own = documents.find(({ id }) => id === profileId);
      return { checkpoint, fact: own && accountFactSchema.parse(own) };
    };
    const never = await pulled();
    expect(never.fact).toBeUndefined();
    const latestDay = dayIn(instant(Date.now() - DAY_MS), MELBOURNE);
    await postTestTransaction(server.store, shop, { profileId, ageMs: DAY_MS, totalCents: 4000 });
    const { fact } = await pulled(never.checkpoint);
    expect(fact?.version).toBe(0);
    expect(fact?.shopping).toEqual({
      ...{ latestDay, shopDays: 1, averageDays: null },
      ...{ favouriteLocationId: shop.carlton, spent: [[latestDay, cents(4000)]] },
    });
  });

  test("[F10] an account tells of its last 12 redemptions, who made them, and which were reversed", async () => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 50_000);
    const redeemed = Array.from({ length: 13 }, (_, place) =>
      device.redeem(profileId, 100 + place),
    );
    await device.push(...redeemed);
    const last = assertDefined(redeemed.at(-1), "there are thirteen");
    const read = async () => {
      const { documents } = await device.pullAll("accounts");
      const own = documents.find(({ id }) => id === profileId);
      return accountFactSchema.parse(own).redemptions ?? [];
    };
    const held = await read();
    expect(held.map(({ amountCents }) => amountCents)).toEqual(
      Array.from({ length: 12 }, (_, place) => 112 - place),
    );
    const { commandId, staffId } = last;
    expect(held[0]).toEqual({
      ...{ commandId, staffId, amountCents: 112, locationId: shop.carlton },
      ...{ at: expect.any(Number), receiptRef: null, isReversed: false },
    });
    const [row] = await database.run(
      `select id from redemptions where command_id = '${commandId}'`,
    );
    const redemptionId = redemptionIdSchema.parse(Number(row?.["id"]));
    await server.store.write("reverseRedemption", TEST_TENANT, { redemptionId, by: "till" });
    expect((await read()).map(({ isReversed }) => isReversed).indexOf(true)).toBe(0);
  });

  test("what devices send loses characters that hide or reorder others, and a note keeps its lines (DOMAIN §3.1)", async () => {
    const profileId = await shop.addProfile();
    await device.push(
      device.command("edit_profile", { profileId, changes: { firstName: "An\u202e\u0007na" } }),
      device.command("add_note", {
        profileId,
        noteId: newCommandId(),
        text: "Tea\u2067,\r\nnot coffee",
      }),
    );
    const profiles = await device.pullAll("profiles");
    expect(profiles.documents).toContainEqual(
      expect.objectContaining({ id: profileId, firstName: "Anna" }),
    );
    const notes = await device.pullAll("timeline");
    expect(notes.documents).toContainEqual(
      expect.objectContaining({ note: expect.objectContaining({ text: "Tea,\nnot coffee" }) }),
    );
  });

  test("[S13] serves the device's own location first, then the rest of the region, and no other region", async () => {
    const rest = await Promise.all([1, 2, 3].map(() => shop.addProfile({}, shop.fitzroy)));
    const own = await Promise.all([1, 2, 3].map(() => shop.addProfile({}, shop.carlton)));
    const far = await shop.addProfile({}, shop.auckland);
    const { documents } = await device.pullAll("profiles", null, 2);
    const order = idsOf(documents);
    const lastOwn = Math.max(...own.map((id) => order.indexOf(id)));
    const firstRest = Math.min(...rest.map((id) => order.indexOf(id)));
    expect(Math.min(...own.map((id) => order.indexOf(id)))).toBeGreaterThanOrEqual(0);
    expect(firstRest).toBeGreaterThan(lastOwn);
    expect(order).not.toContain(far);

    const other = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    const fromFitzroy = idsOf((await other.pullAll("profiles", null, 2)).documents);
    expect(rest).toContain(fromFitzroy[0]);
  });

  test("[S13] a device gets the staff of its locations, with nobody else's PIN; staff who are moved away leave it", async () => {
    const addStaff = async (locationIds: readonly LocationId[]) => {
      const id = newStaffId();
      const record = { id, name: "Kim", staffNumber: id, isActive: true, pinHash: "secret" };
      const made = await server.store.write("createStaff", TEST_TENANT, {
        ...record,
        ...{ role: "associate", locationIds },
      });
      expect(made.ok).toBe(true);
      return { id, factId: `staff:${id}` };
    };
    const here = await addStaff([shop.carlton]);
    const both = await addStaff([shop.fitzroy, shop.carlton]);
    const everywhere = await addStaff([]);
    const there = await addStaff([shop.fitzroy]);
    const { documents, checkpoint } = await device.pullAll("config");
    const held = idsOf(documents.filter((document) => "kind" in document));
    expect(held).toEqual(expect.arrayContaining([here.factId, both.factId, everywhere.factId]));
    expect(documents.find(({ id }) => id === there.factId)).toEqual({
      id: there.factId,
      _deleted: true,
    });

    const move = (id: StaffId, locationIds: readonly LocationId[]) =>
      server.store.write("updateStaff", TEST_TENANT, { id, changes: { locationIds } });
    await move(here.id, [shop.fitzroy]);
    await move(there.id, [shop.carlton]);
    const after = await device.pullAll("config", checkpoint);
    expect(after.documents).toEqual([
      { id: here.factId, _deleted: true },
      expect.objectContaining({ id: there.factId, kind: "staff" }),
    ]);
    const fitzroy = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    const query = new URLSearchParams({ collection: "config", checkpoint });
    expect((await fitzroy.request(`pull?${query}`)).status).toBe(409);
  });

  test("[S13] changes during the first pull are served after it", async () => {
    const profileId = await shop.addProfile({ firstName: "Before" });
    const first = await device.pull("profiles", null, 1);
    await server.store.write("updateProfile", TEST_TENANT, {
      profileId,
      changes: { firstName: "After" },
    });
    const added = await shop.addProfile();
    const { documents } = await device.pullAll("profiles", first.checkpoint, 2);
    const seen = documents.filter(({ id }) => id === profileId);
    expect(seen.at(-1)).toMatchObject({ firstName: "After" });
    expect(idsOf(documents)).toContain(added);
  });

  test("[S13] a profile that moves to another region is pulled as deleted, with all its facts", async () => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, 1000);
    await device.push(
      device.command("add_note", { profileId, noteId: newCommandId(), text: "Moves soon" }),
    );
    const checkpoints = new Map<CollectionName, string>();
    for (const name of ["profiles", "accounts", "timeline"] as const) {
      checkpoints.set(name, (await device.pullAll(name)).checkpoint);
    }
    await server.store.write("updateProfile", TEST_TENANT, {
      profileId,
      changes: {},
      preferredLocationId: shop.auckland,
    });
    for (const [name, checkpoint] of checkpoints) {
      const { documents } = await device.pullAll(name, checkpoint);
      expect(documents).toContainEqual({ id: expect.any(String), _deleted: true });
    }
    const north = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
    expect(idsOf((await north.pullAll("profiles")).documents)).toContain(profileId);
    expect(idsOf((await north.pullAll("accounts")).documents)).toContain(profileId);
    expect((await north.pullAll("timeline")).documents).toHaveLength(1);
  });

  test("[S11] a checkpoint serves only what came after it, in commit order", async () => {
    const { checkpoint } = await device.pullAll("profiles");
    expect(await device.pull("profiles", checkpoint)).toMatchObject({
      documents: [],
      hasMore: false,
    });
    const added: string[] = [];
    for (let n = 0; n < 5; n++) added.push(await shop.addProfile());
    const { documents } = await device.pullAll("profiles", checkpoint, 2);
    expect(idsOf(documents)).toEqual(added);
  });

  test("[S11] a poller that never looks back misses nothing from eight concurrent writers", async () => {
    const devices = await Promise.all(
      Array.from({ length: 8 }, () => enrolTestDevice(server.url, server.store, shop)),
    );
    const written = new Set<string>();
    const polled = new Set<string>();
    let { checkpoint } = await device.pullAll("timeline");
    let isWriting = true;
    const profileId = await shop.addProfile();
    const poll = async () => {
      while (isWriting) {
        const page = await device.pull("timeline", checkpoint, 50);
        for (const { id } of page.documents) polled.add(id);
        checkpoint = page.checkpoint;
      }
    };
    const polling = poll();
    await Promise.all(
      devices.map(async (each) => {
        for (let n = 0; n < 15; n++) {
          const noteId = newCommandId();
          await each.push(each.command("add_note", { profileId, noteId, text: `Note ${n}` }));
          written.add(noteId);
        }
      }),
    );
    isWriting = false;
    await polling;
    for (const { id } of (await device.pullAll("timeline", checkpoint)).documents) polled.add(id);
    expect([...written].filter((id) => !polled.has(id))).toEqual([]);
    expect(polled.size).toBe(written.size);
  });

  // SQLite has one writer, so it never holds anything back; the test passes all the same.
  test.for(["ends while the device asks", "outlasts the answer"] as const)(
    "[S11] a page says there is no more only if it is complete: an older transaction %s",
    async (lasts) => {
      const profileId = await shop.addProfile();
      await shop.giveReward(profileId, 5000);
      const { checkpoint } = await device.pullAll("accounts");
      const older = database.name === "postgres" ? holdFeedBack(database) : null;
      await older?.isOpen;
      await device.push(device.redeem(profileId, 2000));
      const asking = device.pull("accounts", checkpoint);
      const endsFirst = older === null || lasts === "ends while the device asks";
      if (endsFirst) await older?.end();
      const meanwhile = await asking;
      expect(meanwhile.hasMore).toBe(!endsFirst);
      expect(idsOf(meanwhile.documents)).toEqual(endsFirst ? [profileId] : []);
      await older?.end();
      const { documents } = await device.pullAll("accounts", checkpoint);
      expect(idsOf(documents)).toEqual([profileId]);
    },
  );

  test("verdicts are facts of their own device only", async () => {
    const other = await enrolTestDevice(server.url, server.store, shop);
    const profileId = await shop.addProfile();
    const answer = await other.push(other.redeem(profileId, 100));
    const { documents } = await other.pullAll("verdicts");
    expect(documents).toEqual([
      { ...answer.verdicts[0], id: answer.verdicts[0]?.commandId, deviceId: other.deviceId },
    ]);
    expect(idsOf((await device.pullAll("verdicts")).documents)).not.toContain(
      answer.verdicts[0]?.commandId,
    );
  });

  test("transactions over a year old stay on the server", async () => {
    const profileId = await shop.addProfile();
    const day = 86_400_000;
    const recent = await postTestTransaction(server.store, shop, { profileId, ageMs: 300 * day });
    const old = await postTestTransaction(server.store, shop, { profileId, ageMs: 400 * day });
    const ids = idsOf((await device.pullAll("transactions")).documents);
    expect(ids).toContain(String(recent));
    expect(ids).not.toContain(String(old));
  });

  test("a feed row whose document is gone is served as deleted", async () => {
    const noteId = newCommandId();
    const profileId = await shop.addProfile();
    await device.push(device.command("add_note", { profileId, noteId, text: "Gone tomorrow" }));
    const { checkpoint } = await device.pullAll("timeline");
    await device.push(
      device.command("add_note", { profileId, noteId: newCommandId(), text: "Stays" }),
    );
    await database.run(`delete from notes where id = '${noteId}'`);
    expect((await device.pullAll("timeline")).documents).toContainEqual({
      id: noteId,
      _deleted: true,
    });
    expect((await device.pullAll("timeline", checkpoint)).documents).toHaveLength(1);
  });

  test.each([
    ["of another collection", async () => (await device.pullAll("config")).checkpoint],
    [
      "of a device at another location",
      async () => {
        const other = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
        return (await other.pullAll("profiles")).checkpoint;
      },
    ],
    ["that the server never issued", async () => "c1.0000000000000000.tail.0.0.0.0"],
    ["that is garbage", async () => "'; drop table feed; --"],
    [
      "from beyond the end of the feed",
      async () => {
        const { checkpoint } = await device.pullAll("profiles");
        return checkpoint.replace(/\d+\.\d+$/, "999999999999.99999999999");
      },
    ],
  ])("[S12] a checkpoint %s is foreign", async (_name, make) => {
    const checkpoint = await make();
    const query = new URLSearchParams({ collection: "profiles", checkpoint });
    const response = await device.request(`pull?${query}`);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "checkpoint_foreign" });
  });

  test("[S12] after a restore has changed the epoch, every checkpoint is foreign and a new pull serves everything", async () => {
    const before = await device.pullAll("config");
    await database.run("update server_identity set epoch = 'restored' where id = 1");
    const response = await device.request(
      `pull?${new URLSearchParams({ collection: "config", checkpoint: before.checkpoint })}`,
    );
    expect(response.status).toBe(409);
    const again = await device.pull("config");
    expect(again.serverEpoch).toBe("restored");
    expect(idsOf(again.documents)).toEqual(idsOf(before.documents));
    const pushed = await device.push(device.redeem(await shop.addProfile(), 100));
    expect(pushed.serverEpoch).toBe("restored");
  });

  test.each([
    ["collection=customers", "collection"],
    ["", "collection"],
    ["collection=config&limit=0", "limit"],
    ["collection=config&limit=-1", "limit"],
    ["collection=config&limit=2001", "limit"],
    ["collection=config&limit=1e3", "limit"],
    ["collection=config&limit=ten", "limit"],
    [`collection=config&checkpoint=${"x".repeat(300)}`, "checkpoint"],
  ])("refuses ?%s and names the invalid field", async (query, field) => {
    const response = await device.request(`pull?${query}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      errors: { [field]: expect.any(Array) },
    });
  });

  test("a page is compressed if the client accepts it", async () => {
    for (let n = 0; n < 20; n++) await shop.addProfile();
    const response = await device.request("pull?collection=profiles", {
      headers: { "accept-encoding": "gzip" },
    });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(await response.json()).toMatchObject({ documents: expect.any(Array) });
    const plain = await device.request("pull?collection=profiles", {
      headers: { "accept-encoding": "identity" },
    });
    expect(plain.headers.get("content-encoding")).toBeNull();
  });

  test("a profile created offline is pulled by the region's other devices", async () => {
    const other = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    const { checkpoint } = await other.pullAll("profiles");
    const profileId = newProfileId();
    await device.push(
      device.command("create_profile", {
        profileId,
        details: { ...blankDetails, email: "offline@example.com" },
        identities: [{ handle: "card", identifier: "777" }],
      }),
    );
    expect((await other.pullAll("profiles", checkpoint)).documents).toMatchObject([
      { id: profileId, identities: [{ handle: "card", identifier: "777", isPrimary: true }] },
    ]);
  });
});

/** Makes an unrelated write in a transaction that stays open until `end`. */
const holdFeedBack = (database: TestDatabase) => {
  const isOpen = Promise.withResolvers<void>();
  const isOver = Promise.withResolvers<void>();
  const ended = database.transact(async (deps) => {
    await touchFeed(deps, [
      { collection: "profiles", docId: "older", scope: "nowhere", locationId: null },
    ]);
    // Nobody waits for a write, but this is answered after it.
    await readFeedHead(deps);
    isOpen.resolve();
    await isOver.promise;
  });
  const end = async () => {
    isOver.resolve();
    await ended;
  };
  return { isOpen: isOpen.promise, end };
};
