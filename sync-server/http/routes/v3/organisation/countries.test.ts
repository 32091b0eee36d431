import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isCountryCode } from "#shared/kernel/country.ts";
import { ISO_COUNTRIES } from "#sync-server/iso-countries.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

it("the codes that a location may have are those of the countries", () => {
  const codes = Array.from({ length: 26 * 26 }, (_, index) =>
    String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26)),
  );
  expect(codes.filter(isCountryCode)).toEqual(ISO_COUNTRIES.map(({ iso2 }) => iso2).sort());
});

describe.for(databases)("countries over the v3 API on $name", ({ create }) => {
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

  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors)];
  };

  it("are those of ISO 3166-1, by their numbers, with their states", async () => {
    const { data, meta } = (await world.ask("GET /countries?filter[iso_2]=au")).body;
    expect(meta.total).toBe(1);
    expect(data[0]).toMatchObject({
      ...{ id: 36, name: "Australia", iso_2: "AU", iso_3: "AUS", iso_numeric: "036" },
      sort_order: null,
    });
    expect(data[0].states).toHaveLength(8);
    expect(data[0].states[1]).toMatchObject({
      ...{ id: "AU-NSW", name: "New South Wales", iso: "NSW", type: "subdivision" },
      ...{ iso_2_country: "AU", iso_2_country_state_code: "AU-NSW", sort_order: null },
    });
    expect((await world.ask("GET /countries/36")).body.data).toEqual(data[0]);
    expect((await world.ask("GET /countries/35")).status).toBe(404);
    expect((await world.ask("GET /countries")).body.meta.total).toBe(250);
  });

  it("of ISO 3166-1 can be renamed and moved, keep their codes and can't be deleted", async () => {
    const nz = (await world.ask("GET /countries/554")).body.data;
    const changes = { name: "Aotearoa New Zealand", sort_order: 1 };
    const changed = await world.ask("PUT /countries/554", { body: changes });
    expect(changed.body.data).toMatchObject({ ...nz, ...changes, updated_at: expect.anything() });
    await world.ask("PUT /countries/554", { body: { sort_order: 0 } });
    const [first] = (await world.ask("GET /countries")).body.data;
    expect(first).toMatchObject({ id: 554, name: changes.name, sort_order: 0 });
    expect(await errorsOf("PUT /countries/554", { iso_3: "AOT" })).toEqual([422, ["iso_3"]]);
    expect((await world.ask("DELETE /countries/554")).status).toBe(409);
  });

  it("can be added under codes that are free, with numbers above 1000", async () => {
    const land = { name: "Elsewhere", iso_2: "xa", iso_3: "xaa", iso_numeric: "990" };
    const own = await world.post("/countries", land);
    expect(own).toMatchObject({ name: "Elsewhere", iso_2: "XA", iso_3: "XAA", states: [] });
    expect(own.id).toBeGreaterThan(1000);
    const other = { ...land, iso_2: "XB", iso_3: "XBB" };
    expect(await errorsOf("POST /countries", other)).toEqual([422, ["iso_numeric"]]);
    expect(await errorsOf("POST /countries", { ...other, iso_numeric: "036" })).toEqual([
      422,
      ["iso_numeric"],
    ]);
    expect(await errorsOf("POST /countries", { ...land, iso_2: "AU" })).toEqual([422, ["iso_2"]]);
    const moved = await world.ask(`PUT /countries/${own.id}`, { body: { iso_2: "XB" } });
    expect(moved.body.data).toMatchObject({ id: own.id, iso_2: "XB" });
    expect((await world.ask(`GET /countries/${own.id}`)).body.data.iso_2).toBe("XB");
    const twice = await Promise.all(
      [1, 2].map(() =>
        world.ask("POST /countries", { body: { ...other, iso_2: "XC", iso_numeric: "991" } }),
      ),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect((await world.ask(`DELETE /countries/${own.id}`)).status).toBe(204);
    expect((await world.ask(`GET /countries/${own.id}`)).status).toBe(404);
  });

  it("settings have an environment, by name and value", async () => {
    const { data } = (await world.ask("GET /settings/environment")).body;
    expect(data).toContainEqual({ handle: "currency", value: "AUD" });
    expect(data).toHaveLength((await world.ask("GET /settings")).body.meta.total);
  });
});
