import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("shares over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let ownerId: string;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    ownerId = await newProfile();
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const newProfile = async (): Promise<string> =>
    (await world.post("/profiles", { email: `s${made++}@example.com` })).id;
  const newShare = (body: object = {}, by = ownerId) =>
    world.post("/shares", { profile_id: by, source_type: "profile", source_id: by, ...body });
  const use = async (code: string, profileId: string) =>
    world.ask("POST /shares/uses", { body: { code, profile_id: profileId } });
  const referred = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/aggregations`)).body.data.total_referred;
  const errorsOf = async (body: object) => {
    const own = { profile_id: ownerId, source_type: "profile", source_id: ownerId };
    const answer = await world.ask("POST /shares", { body: { ...own, ...body } });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };

  it("[I20] a share points at something, by a code nobody else has", async () => {
    const share = await newShare();
    expect(share).toMatchObject({
      ...{ profile_id: ownerId, source_type: "profile", source_id: ownerId, handle: share.code },
      ...{ source: { type: "profile", id: ownerId }, quantity: null, remaining_quantity: null },
      ...{ expires_at: null, is_cloneable: false, timezone: "Australia/Melbourne" },
    });
    expect(share.code).toMatch(/^[\w.-]{12}$/);
    const product = await world.post("/products", { title: "Hat", variants: [{ sku: "HAT" }] });
    const hat = { source_type: "product", source_id: product.id, code: "HAT-2026" };
    const named = await newShare({ ...hat, quantity: 3 });
    expect(named).toMatchObject({ source_id: String(product.id), remaining_quantity: 3 });
    const found = await world.ask("GET /shares?filter[code]=HAT-2026");
    expect(found.body.data).toEqual([named]);
    expect(await errorsOf(hat)).toEqual([422, ["code"]]);
    expect(await errorsOf({ source_type: "product", source_id: 99_999 })).toEqual([
      422,
      ["source_id"],
    ]);
    expect(await errorsOf({ source_type: "reward", source_id: product.id })).toEqual([
      422,
      ["source_id"],
    ]);
    expect(await errorsOf({ source_type: "product", source_id: "9".repeat(20) })).toEqual([
      422,
      ["source_id"],
    ]);
    expect(await errorsOf({ source_type: "moon" })).toEqual([422, ["source_type"]]);
    expect(await errorsOf({ quantity: 1, remaining_quantity: 2 })).toEqual([
      422,
      ["remaining_quantity"],
    ]);
    expect(await errorsOf({ period_type: "absolute_date" })).toEqual([422, ["absolute_expiry"]]);
    expect(await errorsOf({ quantity: 1, remaining_quantity: null })).toEqual([
      422,
      ["remaining_quantity"],
    ]);
    const changed = await world.ask(`PUT /shares/${named.id}`, { body: { quantity: 5 } });
    expect(changed.body.data).toMatchObject({ quantity: 5, remaining_quantity: 5 });
    expect((await world.ask(`DELETE /shares/${named.id}`)).status).toBe(204);
    expect((await world.ask(`GET /shares/${named.id}`)).status).toBe(404);
  });

  it("[I20] a share ends by its period, its date, or as it says", async () => {
    const days = await newShare({ period: 1, timezone: "UTC" });
    const noon = new Date(NOON).toISOString().slice(0, 10);
    expect(days.expires_at > `${noon} 23:59:59`).toBe(true);
    const dated = await newShare({ period_type: "absolute_date", absolute_expiry: "2027-01-31" });
    // The end of the day in Melbourne.
    expect(dated.expires_at).toBe("2027-01-31 12:59:59");
    const said = await newShare({ period: 9, expires_at: "2027-02-01 00:00:00" });
    expect(said.expires_at).toBe("2027-02-01 00:00:00");
    const moved = await world.ask(`PUT /shares/${said.id}`, { body: { meta: { a: 1 } } });
    expect(moved.body.data.expires_at).toBe("2027-02-01 00:00:00");
    const open = await world.ask(`PUT /shares/${said.id}`, { body: { expires_at: null } });
    expect(open.body.data.expires_at).toBeNull();
    const guest = await newProfile();
    world.setClock(addMs(NOON, 3 * DAY_MS));
    const late = await use(days.code, guest);
    expect([late.status, Object.keys(late.body.errors)]).toEqual([422, ["code"]]);
    expect((await use(open.body.data.code, guest)).status).toBe(201);
    world.setClock(NOON);
  });

  it("[I20] somebody else uses it, once, and never more often than it can be", async () => {
    const share = await newShare({ quantity: 3 });
    const guests = await Promise.all([1, 2, 3, 4, 5].map(newProfile));
    expect((await use(share.code, ownerId)).body.errors).toHaveProperty("profile_id");
    expect((await use("nothing", guests[0] ?? "")).body.errors).toHaveProperty("code");
    const twice = [...guests, ...guests].map((guest) => use(share.code, guest));
    const answers = await Promise.all(twice);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const now = (await world.ask(`GET /shares/${share.id}`)).body.data;
    expect(now).toMatchObject({ quantity: 3, remaining_quantity: 0 });
    const uses = await world.ask(`GET /shares/uses?filter[share_id]=${share.id}`);
    expect(uses.body.meta.total).toBe(3);
    const [first] = uses.body.data;
    expect(first).toMatchObject({ share: { code: share.code }, used_at: expect.any(String) });
    expect((await use(share.code, first.profile_id)).status).toBe(409);
    const by = await world.ask(`GET /shares/uses?filter[profile_id]=${first.profile_id}`);
    expect(by.body.data).toEqual([first]);
    expect((await world.ask(`DELETE /shares/${share.id}`)).status).toBe(409);
    const more = await world.ask(`PUT /shares/${share.id}`, { body: { quantity: 4 } });
    expect(more.body.data.remaining_quantity).toBe(1);
  });

  it("[I21] total_referred counts the others who have used a profile's shares, once each", async () => {
    const owner = await newProfile();
    expect(await referred(owner)).toBe(0);
    const [one, two] = [await newShare({}, owner), await newShare({}, owner)];
    const [a, b] = [await newProfile(), await newProfile()];
    await use(one.code, a);
    await use(two.code, a);
    expect(await referred(owner)).toBe(1);
    await use(two.code, b);
    expect(await referred(owner)).toBe(2);
    const recounted = await world.ask(`GET /profiles/${owner}/aggregations/calculate`);
    expect(recounted.body.data.total_referred).toBe(2);
    const included = await world.ask(`GET /profiles?filter[id]=${owner}&include=aggregations`);
    expect(included.body.data).toMatchObject([{ aggregations: { total_referred: 2 } }]);
    // Two profiles of one person, and then the owner's own.
    const merge = (source: string, destination: string) =>
      world.ask("POST /profiles/merge", {
        body: { source_profile_id: source, destination_profile_id: destination },
      });
    expect((await merge(a, b)).status).toBe(200);
    expect(await referred(owner)).toBe(1);
    expect((await merge(b, owner)).status).toBe(200);
    expect(await referred(owner)).toBe(0);
  });

  it("shares are hidden with a deleted profile, and can't be used", async () => {
    const owner = await newProfile();
    const share = await newShare({}, owner);
    await world.ask(`DELETE /profiles/${owner}`);
    const token = await world.tokenWith(["read-shares"]);
    expect((await world.ask(`GET /shares/${share.id}`, { token })).status).toBe(404);
    expect((await use(share.code, await newProfile())).body.errors).toHaveProperty("code");
  });
});
