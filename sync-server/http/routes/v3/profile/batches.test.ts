import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("batches of profiles on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const queue = async (profiles: readonly object[], matchCriteria = "email"): Promise<number> => {
    const body = { match_criteria: matchCriteria, profiles };
    const { batch_id: id, message } = await world.post("/profiles/batch", body);
    expect(message).toBe("Profiles queued for batch import.");
    return id;
  };
  const read = async (id: number) => (await world.ask(`GET /batches/${id}`)).body.data;
  const whenDone = async (id: number) => {
    await expect.poll(async () => (await read(id)).status, { timeout: 60_000 }).not.toBe("pending");
    return read(id);
  };
  const profileOf = async (email: string) => {
    const { data } = (await world.ask(`GET /profiles?filter[email]=${email}`)).body;
    expect(data, email).toHaveLength(1);
    return data[0];
  };

  it("[DOMAIN §18.2] rows act in their order, and only a bad one fails, with its index and reason", async () => {
    const rows: Record<string, unknown>[] = Array.from({ length: 60 }, (_, index) => ({
      last_name: `Row ${index}`,
      email: `row${index}@example.com`,
    }));
    // The last one finds whom the fourth made.
    rows[59] = { email: "ROW3@example.com", first_name: "Changed" };
    // One gives up a number and the next takes it.
    const mobile = "+61412345600";
    await world.post("/profiles", {
      last_name: "Before",
      email: "row10@example.com",
      mobile_phone: mobile,
    });
    Object.assign(rows[10] ?? {}, { mobile_phone: null });
    Object.assign(rows[11] ?? {}, { mobile_phone: mobile });
    Object.assign(rows[20] ?? {}, { birth_month: 13 });
    Object.assign(rows[21] ?? {}, { colour: "red" });
    rows[22] = { last_name: "Nobody" };
    rows[23] = { last_name: "Taken", email: "row23@example.com", mobile_phone: mobile };

    const done = await whenDone(await queue(rows));
    expect(done).toMatchObject({
      ...{ entity_type: "profile", match_criteria: "email", status: "success" },
      ...{ total_count: 60, processed_count: 60, success_count: 56, failed_count: 4 },
    });
    const items: { index: number; status: string; error: string | null; entity_id: string }[] =
      done.items;
    expect(items.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
    const wrong = items.filter(({ status }) => status === "failed");
    expect(wrong.map(({ index }) => index)).toEqual([20, 21, 22, 23]);
    expect(wrong[0]?.error).toBe("The birth month must not be more than 12.");
    expect(wrong[1]?.error).toContain("colour");
    expect(wrong[2]?.error).toBe("The row has no email to find its profile by.");
    expect(wrong[3]?.error).toBe("The phone number exists");
    expect(items[59]?.entity_id).toBe(items[3]?.entity_id);
    expect(await profileOf("row3@example.com")).toMatchObject({
      ...{ first_name: "Changed", last_name: "Row 3" },
    });
    expect((await profileOf("row10@example.com")).mobile_phone).toBeNull();
    expect((await profileOf("row11@example.com")).mobile_phone_e164).toBe(mobile);
  });

  it("[DOMAIN §18.2] goes on where another server stopped, and makes nobody twice", async () => {
    const rows = [1, 2, 3].map((n) => ({ last_name: "Left", email: `left${n}@example.com` }));
    const { store } = world;
    const queued = { matchCriteria: "email", rows };
    const { id } = await store.write("queueBatch", TEST_TENANT, queued, "token:1");
    // That server made the first profile and died.
    const claimed = await store.write("claimBatchRows", TEST_TENANT, undefined, "job:batch");
    assert(claimed !== null && claimed.rows.length === 3, "the rows of the batch");
    const row = { batchId: id, place: 0, claimedUntil: claimed.claimedUntil };
    const doFirst = () =>
      store.write("doBatchRow", TEST_TENANT, {
        ...{ row, ref: { handle: "email", value: "left1@example.com" } },
        created: {
          profileId: profileIdSchema.parse(v7()),
          details: { ...NO_DETAILS, lastName: "Left", email: "left1@example.com" },
          ...{ identities: [], joinedAt: null, joinedLocationId: null, joinedStaffId: null },
        },
        changed: { changes: { lastName: "Twice" } },
      });
    expect(await doFirst()).toEqual(ok(null));

    // Meanwhile the batch is that server's, and others are done.
    await whenDone(await queue([{ last_name: "Other", email: "other@example.com" }]));
    expect(await read(id)).toMatchObject({ status: "pending", processed_count: 1 });
    world.setClock(addMs(NOON, 61_000));
    await whenDone(await queue([{ last_name: "Later", email: "later@example.com" }]));
    const done = await whenDone(id);
    expect(done).toMatchObject({ processed_count: 3, success_count: 3, failed_count: 0 });
    await profileOf("left3@example.com");
    // A server that was only slow does nothing any more, and frees nothing.
    expect(await doFirst()).toEqual(err({ reason: "claim_lost" }));
    await store.write("failBatchRow", TEST_TENANT, { row, error: "Late." });
    expect((await read(id)).items[0]).toMatchObject({ status: "success", error: null });
    expect((await profileOf("left1@example.com")).last_name).toBe("Left");
    expect((await read(id)).processed_count).toBe(3);
  });

  it("[DOMAIN §18.2] only who has a claim does a row, or gives the batch back", async () => {
    const { store } = world;
    const queued = { matchCriteria: "email", rows: [{ email: "claim@example.com" }] };
    const { id: batchId } = await store.write("queueBatch", TEST_TENANT, queued, "token:1");
    const claim = () => store.write("claimBatchRows", TEST_TENANT, undefined, "job:batch");
    const slow = await claim();
    world.setClock(addMs(NOON, 200_000));
    const quick = await claim();
    assert(slow !== null && quick !== null, "two claims, one after the other");
    await store.write("releaseBatch", TEST_TENANT, { batchId, claimedUntil: slow.claimedUntil });
    expect(await claim()).toBeNull();
    await store.write("releaseBatch", TEST_TENANT, { batchId, claimedUntil: quick.claimedUntil });
    await whenDone(await queue([{ last_name: "Next", email: "next@example.com" }]));
    expect((await read(batchId)).status).toBe("success");
  });

  it("[DOMAIN §18.2] what came of a batch is deleted after 90 days", async () => {
    const id = await queue([{ last_name: "Old", email: "old@example.com" }]);
    await whenDone(id);
    expect(await world.store.write("pruneBatches", TEST_TENANT, { max: 100 })).toBe(0);
    world.setClock(addMs(NOON, 91 * DAY_MS));
    const deleted = await world.store.write("pruneBatches", TEST_TENANT, { max: 100 });
    expect(deleted).toBeGreaterThan(0);
    expect((await world.ask(`GET /batches/${id}`)).status).toBe(404);
    expect(await database.run("select * from batch_rows")).toEqual([]);
    world.setClock(addMs(NOON, 200_000));
  });

  it("[DOMAIN §18.2] finds profiles by an identity, and its events name who sent it", async () => {
    const row = { last_name: "Card", identities: [{ handle: "card", identifier: "B-1" }] };
    const contact = { ...row, email: "card@example.com" };
    const { items } = await whenDone(await queue([contact], "card"));
    const again = await whenDone(await queue([{ ...row, last_name: "Renamed" }], "card"));
    expect(again.items[0].entity_id).toBe(items[0].entity_id);
    expect((await profileOf("card@example.com")).last_name).toBe("Renamed");
    const { data } = (
      await world.ask("GET /events?filter[event]=profile.created&sort=-id&page[size]=100")
    ).body;
    const event = data.find(
      ({ profile_id }: { profile_id: string }) => profile_id === items[0].entity_id,
    );
    expect(event.actor).toMatch(/^token:/);
  });

  it("[DOMAIN §18.2] forgets what a row asked for once it is done", async () => {
    await whenDone(await queue([{ last_name: "Canary", email: "canary@example.com" }]));
    const left = await database.run("select * from batch_rows where body is not null");
    expect(left).toEqual([]);
  });

  it("refuses a batch without rows, with too many, or without how to find profiles", async () => {
    const row = { last_name: "X", email: "x@example.com" };
    for (const [body, field] of [
      [{ match_criteria: "email", profiles: [] }, "profiles"],
      [{ match_criteria: "email", profiles: Array(501).fill(row) }, "profiles"],
      [{ match_criteria: "email", profiles: ["x"] }, "profiles.0"],
      [{ profiles: [row] }, "match_criteria"],
    ] as const) {
      const answer = await world.ask("POST /profiles/batch", { body });
      expect(answer.status, field).toBe(422);
      expect(Object.keys(answer.body.errors)).toEqual([field]);
    }
    const reader = await world.tokenWith(["create-profiles"]);
    const body = { match_criteria: "email", profiles: [row] };
    expect((await world.ask("POST /profiles/batch", { body, token: reader })).status).toBe(403);
  });

  it("lists batches", async () => {
    const { body } = await world.ask("GET /batches?sort=-id&filter[is_done]=true");
    expect(body.meta.total).toBeGreaterThan(2);
    expect(body.data[0]).toMatchObject({ status: "success", total_count: 1 });
    expect(body.data[0]).not.toHaveProperty("items");
  });
});
