import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("what records refer to, over the v3 API on $name", ({ create }) => {
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

  const post = async (path: string, body: object) => {
    const answer = await world.ask(`POST ${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data;
  };
  const statusOf = async (request: string, body?: object) =>
    (await world.ask(request, body ? { body } : {})).status;

  it("a brand shows its departments, and stays while it has any", async () => {
    const brand = await post("/brands", { handle: "hart" });
    expect(brand).toMatchObject({ name: "hart", departments: [], is_system: null });
    const shoes = await post("/departments", { handle: "shoes", brand_id: brand.id });
    const read = await world.ask(`GET /brands/${brand.id}`);
    expect(read.body.data.departments).toEqual([shoes]);
    const listed = await world.ask(`GET /departments?filter[brand_id]=${brand.id}`);
    expect(listed.body.data).toEqual([shoes]);
    const { id: location_id } = await post("/locations", { name: "Shoe shop" });
    const here = { handle: "boots", brand_id: brand.id, location_id };
    const boots = await post("/departments", here);
    const place = await world.ask(`GET /locations/${location_id}?include=departments`);
    expect(place.body.data.departments).toEqual([boots]);
    expect(await statusOf(`DELETE /departments/${boots.id}`)).toBe(204);
    const kept = await world.ask(`DELETE /brands/${brand.id}`);
    expect([kept.status, kept.body.message]).toEqual([
      409,
      "It can't be deleted: departments refer to it.",
    ]);
    expect(await statusOf(`DELETE /departments/${shoes.id}`)).toBe(204);
    expect(await statusOf(`DELETE /brands/${brand.id}`)).toBe(204);
    expect((await world.ask("GET /brands")).body.data).toEqual([]);
  });

  it("a handle is one of its kind, whatever other kinds have, and never changes", async () => {
    const tag = await post("/tags", { handle: "same" });
    const system = await post("/systems", { handle: "same" });
    expect(await statusOf("POST /tags", { handle: "same" })).toBe(422);
    expect(await statusOf("POST /tags", { handle: "Same" })).toBe(201);
    expect(await statusOf(`GET /systems/${tag.id}`)).toBe(404);
    expect(await statusOf(`DELETE /tags/${system.id}`)).toBe(404);
    const found = await world.ask("GET /tags?filter[handle]=same");
    expect(found.body.data).toEqual([tag]);
  });

  it("a location can be in any region until one is declared, then only in those", async () => {
    const old = await post("/locations", { name: "Old", region: "somewhere" });
    const west = await post("/regions", { handle: "West Coast" });
    const path = `/locations/${old.id}`;
    expect(await statusOf(`PUT ${path}`, { region: "somewhere", name: "Old shop" })).toBe(200);
    const refused = await world.ask("POST /locations", { body: { name: "New", region: "wets" } });
    expect(Object.keys(refused.body.errors)).toEqual(["region"]);
    expect(await statusOf(`PUT ${path}`, { region: "West Coast" })).toBe(200);
    expect(await statusOf(`DELETE /regions/${west.id}`)).toBe(409);
    expect(await statusOf(`PUT ${path}`, { region: "somewhere" })).toBe(422);
    const north = await post("/regions", { handle: "north" });
    expect(await statusOf(`PUT ${path}`, { region: "north" })).toBe(200);
    expect(await statusOf(`DELETE /regions/${west.id}`)).toBe(204);
    expect(await statusOf(`DELETE /regions/${north.id}`)).toBe(409);
  });

  it("[DOMAIN §14.3] a region is one however its letters were composed", async () => {
    const [composed, apart] = ["Côte", "Co\u0302te"];
    const region = await post("/regions", { handle: apart });
    const shop = await post("/locations", { name: "Plage", region: apart });
    expect([region.handle, shop.region]).toEqual([composed, composed]);
    expect(await statusOf(`PUT /locations/${shop.id}`, { region: apart })).toBe(200);
    const found = await world.ask(`GET /locations?filter[region]=${encodeURIComponent(apart)}`);
    expect(found.body.data).toMatchObject([{ id: shop.id }]);
    const reward = { name: "Plage", handle: "plage", type: "other", region_id: apart };
    const made = await world.ask("POST /rewards/definitions", {
      body: { ...reward, value: 1, period: 1, period_type: "months" },
    });
    expect(made.body.data, JSON.stringify(made.body)).toMatchObject({ region_id: composed });
  });

  it("so can a definition be for any region and status, and what it says may stay", async () => {
    const refusedIn = async (request: string, body: object) =>
      Object.keys((await world.ask(request, { body })).body.errors ?? {});
    const reward = { name: "R", value: 5, period: 1, period_type: "months", type: "other" };
    const early = { ...reward, handle: "early", statuses: ["regular"] };
    const { id } = await post("/rewards/definitions", early);
    await post("/statuses", { name: "Keen", handle: "keen" });
    await post("/regions", { handle: "hills" });
    const late = { ...reward, handle: "late" };
    expect(await refusedIn("POST /rewards/definitions", { ...late, region_id: "nowhere" })).toEqual(
      ["region_id"],
    );
    const statuses = ["keen", "regular"];
    expect(await refusedIn("POST /rewards/definitions", { ...late, statuses })).toEqual([
      "statuses.1",
    ]);
    const path = `PUT /rewards/definitions/${id}`;
    expect(await refusedIn(path, { statuses, region_id: "hills" })).toEqual([]);
    expect(await refusedIn(path, { region_id: "hill" })).toEqual(["region_id"]);
  });

  it("one region is the default, and new locations are in it once it has one", async () => {
    const east = await post("/regions", { handle: "east", is_default: true });
    const south = await post("/regions", { handle: "south", is_default: true });
    expect((await world.ask(`GET /regions/${east.id}`)).body.data.is_default).toBe(false);
    const before = await post("/locations", { name: "Before" });
    expect(before.region).not.toBe("south");
    await post("/locations", { name: "First", region: "south" });
    expect((await post("/locations", { name: "After" })).region).toBe("south");
    const back = { is_default: true };
    const changed = await world.ask(`PUT /regions/${east.id}`, { body: back });
    expect(changed.body.data.is_default).toBe(true);
    expect((await world.ask(`GET /regions/${south.id}`)).body.data.is_default).toBe(false);
  });

  it("[S13] the last location of a region stays while profiles without a location are in it", async () => {
    const region = await post("/regions", { handle: "far", is_default: true });
    const [last, other] = [
      await post("/locations", { name: "Last", region: "far" }),
      await post("/locations", { name: "Other", region: "far" }),
    ];
    const profile = await post("/profiles", { email: "far@example.com" });
    await post("/regions", { handle: "near", is_default: true });
    const moves = (id: number) => world.ask(`PUT /locations/${id}`, { body: { region: "near" } });
    expect((await moves(other.id)).status).toBe(200);
    const refused = await moves(last.id);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["region"]]);
    expect(await statusOf(`DELETE /locations/${last.id}`)).toBe(409);
    expect(await statusOf(`DELETE /regions/${region.id}`)).toBe(409);
    await world.ask(`PUT /profiles/${profile.id}`, { body: { preferred_location_id: other.id } });
    expect((await moves(last.id)).status).toBe(200);
    expect(await statusOf(`DELETE /regions/${region.id}`)).toBe(204);
    expect(await statusOf(`DELETE /locations/${last.id}`)).toBe(204);
  });

  it("a system with transactions and a status that a definition names can't be deleted", async () => {
    const till = await post("/systems", { handle: "till" });
    const sale = { total: 1, transacted_at: "2026-03-01 10:00:00" };
    await post("/transactions", { ...sale, external_id: "S-1", systems: ["till"] });
    expect(await statusOf(`DELETE /systems/${till.id}`)).toBe(409);
    const vip = await post("/statuses", { name: "VIP", handle: "vip" });
    const reward = { name: "R", handle: "r", value: 1, type: "other", statuses: ["vip"] };
    const definition = await post("/rewards/definitions", reward);
    expect(await statusOf(`DELETE /statuses/${vip.id}`)).toBe(409);
    await world.ask(`PUT /rewards/definitions/${definition.id}`, { body: { statuses: [] } });
    expect(await statusOf(`DELETE /statuses/${vip.id}`)).toBe(204);
  });

  it("a status is had as long as was declared, and is shown by its rank", async () => {
    const create = (statuses: readonly string[]) =>
      world.ask("POST /profiles", { body: { email: "status@example.com", statuses } });
    const lasting = { period: 10, period_type: "days" };
    const gone = { period_type: "absolute_date", absolute_expiry: "2020-01-01" };
    await post("/statuses", { name: "Press", handle: "press", sort_order: 2 });
    const top = await post("/statuses", { name: "Top", handle: "top", sort_order: 1, ...lasting });
    await post("/statuses", { name: "Founder", handle: "founder", ...gone });
    const refused = await create(["press", "nothing"]);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["statuses.1"]]);
    const { body } = await create(["founder", "press", "top"]);
    const path = `/profiles/${body.data.id}`;
    expect(body.data).toMatchObject({
      statuses: ["top", "press"],
      statuses_original: ["founder", "press", "top"],
    });
    const reward = { name: "R", handle: "for-founders", value: 1, type: "other" };
    const definition = await post("/rewards/definitions", { ...reward, statuses: ["founder"] });
    const issue = { profile_id: body.data.id, reward_definition_id: definition.id };
    expect(await statusOf("POST /rewards", issue)).toBe(422);
    expect(await statusOf(`DELETE /statuses/${top.id}`)).toBe(409);
    // What was read can be sent back, and then the one that has ended is gone.
    const again = await world.ask(`PUT ${path}`, { body: { statuses: body.data.statuses } });
    expect(again.body.data.statuses_original).toEqual(["top", "press"]);
    await world.ask(`PUT ${path}`, { body: { statuses: [] } });
    expect(await statusOf(`DELETE /statuses/${top.id}`)).toBe(204);
  });

  it("a profile is in regions, one of which is active, and shows them", async () => {
    const [islands, coast] = [
      await post("/regions", { handle: "islands" }),
      await post("/regions", { handle: "coast" }),
    ];
    const profile = await post("/profiles", { email: "regions@example.com" });
    const path = `/profiles/${profile.id}`;
    const at = { country: "AU", state: "Tasmania" };
    const first = await post(`${path}/regions`, { region_id: islands.id, ...at });
    expect(first).toMatchObject({ id: islands.id, handle: "islands", is_active: true, ...at });
    await post(`${path}/regions`, { region_id: coast.id });
    const shown = (await world.ask(`GET ${path}`)).body.data;
    expect(shown.region).toMatchObject({ handle: "coast", is_active: true, state: null });
    expect(shown.regions).toMatchObject([
      { handle: "islands", is_active: false },
      { id: coast.id },
    ]);
    expect((await world.ask(`GET ${path}/regions`)).body.data).toEqual(shown.regions);
    expect(await statusOf(`POST ${path}/regions`, { region_id: coast.id })).toBe(422);
    expect(await statusOf(`DELETE /regions/${coast.id}`)).toBe(409);
    expect(await statusOf(`DELETE ${path}/regions/${coast.id}`)).toBe(204);
    expect(await statusOf(`DELETE ${path}/regions/${coast.id}`)).toBe(404);
    expect((await world.ask(`GET ${path}`)).body.data.region).toBeNull();
    expect(await statusOf(`DELETE /regions/${coast.id}`)).toBe(204);
  });

  it("a rate of currencies comes back as it was sent, to the last of eight decimals", async () => {
    for (const [to, rate] of [
      ["IDR", "9999999.12345678"],
      ["JPY", 0.1],
      ["KWD", "0.00000001"],
      ["EUR", 0.60534999],
    ] as const) {
      const pair = await post("/currencies", { from: "aud", to, rate });
      expect(pair).toMatchObject({ from: "AUD", to, rate: Number(rate), is_system: false });
    }
    const found = await world.ask("GET /currencies?filter[to]=jpy&sort=-to");
    expect(found.body.data).toMatchObject([{ to: "JPY", rate: 0.1 }]);
  });

  it("custom fields and attributes are set, changed and deleted by name, and keep false", async () => {
    const field = { namespace: "clienteling.setting", handle: "app__x", type: "boolean" };
    const made = await post("/tenants/custom-fields", { ...field, value: "false" });
    expect(made).toMatchObject({ ...field, name: "app__x", value: false });
    const path = "/tenants/custom-fields/clienteling.setting:app__x";
    expect(await statusOf(`PUT ${path}`, { type: "integer" })).toBe(422);
    const json = await world.ask(`PUT ${path}`, { body: { type: "json", value: { a: [1] } } });
    expect(json.body.data).toMatchObject({ type: "json", value: { a: [1] } });
    expect(await statusOf(`DELETE ${path}`)).toBe(204);
    expect(await statusOf(`PUT ${path}`, { value: 1 })).toBe(404);
    const profile = await post("/profiles", { email: "custom@example.com" });
    const own = `/profiles/${profile.id}/attributes/custom`;
    const zero = { type: "integer", value: 0 };
    expect((await world.ask(`PUT ${own}/fit:size`, { body: zero })).body.data).toMatchObject(zero);
    expect((await world.ask(`GET ${own}`)).body.data).toMatchObject([zero]);
    expect(await statusOf(`DELETE ${own}/fit:size`)).toBe(204);
    expect(await statusOf(`GET ${own}/fit:size`)).toBe(404);
    expect((await world.ask(`GET ${own}`)).body.data).toEqual([]);
  });

  it("changes to one term at the same time don't undo each other", async () => {
    const { id } = await post("/brands", { handle: "rivals" });
    const changes = { name: "Rivals", description: "a", url: "b", internal_note: "c" };
    await Promise.all(
      Object.entries(changes).map(([name, value]) =>
        statusOf(`PUT /brands/${id}`, { [name]: value }),
      ),
    );
    expect((await world.ask(`GET /brands/${id}`)).body.data).toMatchObject(changes);
  });

  it("what is deleted at the same time as something refers to it stays, or was never there", async () => {
    const profile = await post("/profiles", { email: "brief@example.com" });
    for (let round = 0; round < 8; round += 1) {
      const handle = `brief-${round}`;
      const [brand, region] = [
        await post("/brands", { handle }),
        await post("/regions", { handle }),
      ];
      const outcomes = await Promise.all([
        Promise.all([
          statusOf("POST /departments", { handle, brand_id: brand.id }),
          statusOf(`DELETE /brands/${brand.id}`),
        ]),
        Promise.all([
          statusOf(`POST /profiles/${profile.id}/regions`, { region_id: region.id }),
          statusOf(`DELETE /regions/${region.id}`),
        ]),
      ]);
      for (const outcome of outcomes) expect(["201,409", "422,204"]).toContain(String(outcome));
    }
  });

  it("changes to one custom field at the same time don't undo each other, and leave its value fitting", async () => {
    const field = { namespace: "rivals", handle: "x" };
    const path = "PUT /tenants/custom-fields/rivals:x";
    await post("/tenants/custom-fields", { ...field, type: "string", value: "0" });
    for (let round = 1; round <= 8; round += 1) {
      const name = `Round ${round}`;
      await Promise.all([statusOf(path, { value: `${round}` }), statusOf(path, { name })]);
      const read = await world.ask("GET /tenants/custom-fields/rivals:x");
      expect(read.body.data).toMatchObject({ name, value: `${round}` });
    }
    for (let round = 1; round <= 8; round += 1) {
      await world.ask(path, { body: { type: "string", value: "1" } });
      const [typed, valued] = await Promise.all([
        statusOf(path, { type: "integer" }),
        statusOf(path, { value: "word" }),
      ]);
      expect(["200,422", "422,200"]).toContain(`${typed},${valued}`);
    }
  });

  it("records what was declared, changed and deleted", async () => {
    const brand = await post("/brands", { handle: "events" });
    await world.ask(`PUT /brands/${brand.id}`, { body: { name: "Events & Co" } });
    await world.ask(`DELETE /brands/${brand.id}`);
    const { body } = await world.ask("GET /events?page[size]=100&sort=-id");
    const ours = body.data.filter(
      (each: { readonly context: { readonly termId?: number } }) =>
        each.context.termId === brand.id,
    );
    expect(ours.map((each: { readonly event: string }) => each.event).sort()).toEqual([
      "brand.created",
      "brand.deleted",
      "brand.updated",
    ]);
  });

  it("a handle is taken by its letters, whatever their case; only tags differ by it", async () => {
    const taken = { handle: ["The handle has already been taken."] };
    const type = { name: "n", type: "company" };
    for (const [path, more] of [
      ["/statuses", { name: "n" }],
      ["/brands", {}],
      ["/organisations", type],
      ["/connections/definitions", type],
    ] as const) {
      const made = await post(path, { ...more, handle: "Gold_Card" });
      expect(made.handle, path).toBe("Gold_Card");
      const again = await world.ask(`POST ${path}`, { body: { ...more, handle: "gold_card" } });
      expect([again.status, again.body.errors], path).toEqual([422, taken]);
      const atOnce = ["Twin", "twin", "TWIN"].map((handle) =>
        statusOf(`POST ${path}`, { ...more, handle }),
      );
      expect((await Promise.all(atOnce)).toSorted(), path).toEqual([201, 422, 422]);
      expect(await statusOf(`DELETE ${path}/${made.id}`), path).toBe(204);
    }
    const tags = ["Gold", "gold", "caf\u00e9"].map((handle) => statusOf("POST /tags", { handle }));
    expect(await Promise.all(tags)).toEqual([201, 201, 201]);
    // The same letters, composed in another way.
    expect(await statusOf("POST /tags", { handle: "cafe\u0301" })).toBe(422);
  });
});
