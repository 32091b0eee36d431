import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const VIEW = { action: "view", channel: "app", signal: 1, name: "Boots", namespace: "shop" };

describe.for(databases)("interactions and visits over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  let otherId: string;
  let locationId: number;
  let staffId: string;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const identities = [{ handle: "card", identifier: "C-1" }];
    profileId = (await world.post("/profiles", { email: "a@example.com", identities })).id;
    const shared = [
      { handle: "shop", identifier: "S-1" },
      { handle: "web", identifier: "C-2" },
    ];
    otherId = (await world.post("/profiles", { email: "b@example.com", identities: shared })).id;
    const third = [{ handle: "app", identifier: "C-2" }];
    await world.post("/profiles", { email: "c@example.com", identities: third });
    const perth = { name: "Perth", external_id: "P", timezone: "Australia/Perth" };
    locationId = (await world.post("/locations", perth)).id;
    const sam = { full_name: "Sam", staff_number: "77", pin: "123456" };
    staffId = (await world.post("/staff", sam)).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };
  const idsIn = async (path: string) =>
    (await world.ask(`GET ${path}`)).body.data.map((each: { id: number }) => each.id);

  it("an interaction names its profile by id or identifier, its location and its staff", async () => {
    const body = { ...VIEW, identifier: "C-1", staff_id: "77", location_id: locationId };
    const made = await world.post("/interactions", body);
    expect(made).toMatchObject({
      ...VIEW,
      profile_id: profileId,
      identity: "C-1",
      location: { id: locationId, name: "Perth" },
      staff: { id: staffId, full_name: "Sam" },
      tags: [],
      meta: null,
    });
    expect(made.interacted_at).toBe(made.created_at);
    const named = { ...VIEW, identifier: { handle: "shop", id: "S-1" } };
    expect((await world.post("/interactions", named)).profile_id).toBe(otherId);
    const both = { ...VIEW, profile_id: profileId, identifier: "S-1" };
    expect(await world.post("/interactions", both)).toMatchObject({
      profile_id: profileId,
      identity: "S-1",
    });
    // Two profiles have it, under different handles.
    const several = { ...VIEW, identifier: "C-2" };
    expect(await errorsOf("POST /interactions", several)).toEqual([422, ["profile_id"]]);
  });

  it("what isn't there, or isn't said, is refused by its field", async () => {
    const own = { ...VIEW, profile_id: profileId };
    const wrong: readonly (readonly [object, string])[] = [
      [VIEW, "profile_id"],
      [{ ...own, action: "dance" }, "action"],
      [{ ...own, channel: "pigeon" }, "channel"],
      [{ ...own, signal: 2 }, "signal"],
      [{ ...own, name: "" }, "name"],
      [{ ...own, location_id: 99_999 }, "location_id"],
      [{ ...own, staff_id: "nobody" }, "staff_id"],
      [{ ...own, product_id: 99_999 }, "product_id"],
      [{ ...own, product_variant_id: 99_999 }, "product_variant_id"],
      [{ ...own, profile_id: "00000000-0000-4000-8000-000000000000" }, "profile_id"],
    ];
    for (const [body, field] of wrong) {
      expect(await errorsOf("POST /interactions", body)).toEqual([422, [field]]);
    }
    expect(await errorsOf("POST /visits", { profile_id: profileId })).toEqual([
      422,
      ["location_id"],
    ]);
  });

  it("T20 a change leaves what it doesn't say, and null clears", async () => {
    const body = { ...VIEW, profile_id: profileId, location_id: locationId, description: "d" };
    const { id } = await world.post("/interactions", body);
    const path = `/interactions/${id}`;
    const changed = await world.ask(`PUT ${path}`, { body: { signal: 0, description: null } });
    expect(changed.body.data).toMatchObject({
      ...{ signal: 0, description: null, name: "Boots", location_id: locationId },
    });
    const away = await world.ask(`PUT ${path}`, { body: { location_id: null, tags: ["T"] } });
    expect(away.body.data).toMatchObject({ location: null, location_id: null, tags: ["T"] });
    expect(await errorsOf(`PUT ${path}`, { name: null })).toEqual([422, ["name"]]);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).status).toBe(404);
  });

  it("those of a profile are under it, and nobody else's", async () => {
    const own = await world.post("/interactions", { ...VIEW, profile_id: otherId });
    const at = `/profiles/${otherId}`;
    expect(await idsIn(`${at}/interactions?sort=-id`)).toContain(own.id);
    expect((await world.ask(`GET ${at}/interaction/${own.id}`)).body.data).toEqual(own);
    expect((await world.ask(`GET ${at}/interactions/${own.id}`)).body.data).toEqual(own);
    const foreign = `/profiles/${profileId}/interactions/${own.id}`;
    expect((await world.ask(`GET ${foreign}`)).status).toBe(404);
    expect((await world.ask(`DELETE ${foreign}`)).status).toBe(404);
    expect((await world.ask(`DELETE ${at}/interactions/${own.id}`)).status).toBe(204);
    expect(await idsIn(`${at}/interactions`)).not.toContain(own.id);
  });

  it("lists are filtered by what, where, who and when", async () => {
    const body = { ...VIEW, profile_id: profileId, namespace: "filters" };
    const seen = { ...body, signal: -1, interacted_at: "2025-05-05 10:00:00" };
    const { id } = await world.post("/interactions", seen);
    await world.post("/interactions", body);
    const among = "/interactions?filter[namespace]=filters&";
    expect(await idsIn(`${among}filter[signal]=-1`)).toEqual([id]);
    expect(await idsIn(`${among}filter[interacted_at][lt]=2025-05-06`)).toEqual([id]);
    expect(await idsIn(`${among}filter[action]=refer`)).toEqual([]);
    const [first] = await idsIn(`${among}sort=interacted_at`);
    expect(first).toBe(id);
  });

  it("a visit is a day or a moment at a location, which may be new", async () => {
    const day = { location_external_id: "P", visited_at: "2026-03-02", notes: "Line\nline" };
    const visit = await world.post(`/profiles/${profileId}/visits`, day);
    expect(visit).toMatchObject({
      ...{ profile_id: profileId, location_id: locationId, notes: "Line\nline" },
      // Midnight in Perth.
      visited_at: "2026-03-01 16:00:00",
    });
    const popUp = { profile_id: profileId, location_external_id: "POP-UP" };
    const elsewhere = await world.post("/visits", popUp);
    expect(elsewhere.location).toMatchObject({ external_id: "POP-UP", is_published: false });
    expect(await idsIn(`/visits?filter[location_id]=${locationId}`)).toEqual([visit.id]);
    expect(await idsIn(`/profiles/${profileId}/visits?sort=visited_at`)).toEqual([
      visit.id,
      elsewhere.id,
    ]);
    expect(await idsIn(`/profiles/${otherId}/visits`)).toEqual([]);
    expect(await errorsOf(`PUT /visits/${visit.id}`, { location_id: null })).toEqual([
      422,
      ["location_id"],
    ]);
    expect((await world.ask(`DELETE /locations/${locationId}`)).status).toBe(409);
  });

  it("they are hidden with a deleted profile", async () => {
    const gone = await world.post("/profiles", { email: "gone@example.com" });
    const { id } = await world.post("/interactions", { ...VIEW, profile_id: gone.id });
    await world.ask(`DELETE /profiles/${gone.id}`);
    const token = await world.tokenWith(["read-interactions"]);
    expect((await world.ask(`GET /interactions/${id}`, { token })).status).toBe(404);
    const list = await world.ask(`GET /interactions?filter[id]=${id}`, { token });
    expect(list.body.data).toEqual([]);
    const late = { ...VIEW, profile_id: gone.id };
    expect(await errorsOf("POST /interactions", late)).toEqual([422, ["profile_id"]]);
  });
});
