import { argon2Verify } from "hash-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { locationViewSchema } from "#shared/api/organisation/location.ts";
import { settingViewSchema } from "#shared/api/organisation/setting.ts";
import { staffViewSchema } from "#shared/api/organisation/staff.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { readLocations } from "#sync-server/storage/organisation/location-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("locations, staff and settings over the v3 API on $name", ({ create }) => {
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

  const post = (path: string, body: object) => world.post(path, body, [201]);
  /** Where in the order of commits the devices hear of it, and whether it is gone. */
  const fact = async (docId: string) => {
    const [row] = await database.run(
      `select scope, seq, is_deleted from feed where collection = 'config' and doc_id = '${docId}'`,
    );
    return (
      row && { scope: row["scope"], seq: Number(row["seq"]), isDeleted: Number(row["is_deleted"]) }
    );
  };

  it("locations are created, changed, listed and deleted", async () => {
    const answer = await world.ask("POST /locations", {
      body: {
        name: "Perth",
        type: "store",
        timezone: "Australia/Perth",
        country: "au",
        region: "west",
        external_code: "P1",
        is_published: "1",
      },
    });
    expectShape(one(locationViewSchema), answer.body);
    const location = answer.body.data;
    expect(location).toMatchObject({ country: "AU", region: "west", is_published: true });
    expect(location.external_id).toMatch(/^[0-9a-f-]{36}$/);
    const path = `/locations/${location.id}`;
    const before = await fact(`location:${location.id}`);
    expect(before).toMatchObject({ scope: "*", isDeleted: 0 });
    const changed = await world.ask(`PUT ${path}`, { body: { name: "Perth CBD", phone: "" } });
    expect(changed.body.data).toMatchObject({
      name: "Perth CBD",
      timezone: "Australia/Perth",
      phone: null,
    });
    expect((await fact(`location:${location.id}`))?.seq).toBeGreaterThan(before?.seq ?? 0);
    expect((await world.ask(`GET ${path}`)).body).toEqual(changed.body);
    const list = await world.ask("GET /locations?filter[region]=west&filter[name]=perth cbd");
    expectShape(pageOf(locationViewSchema), list.body);
    expect(list.body.data).toEqual([changed.body.data]);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).status).toBe(404);
    expect(await fact(`location:${location.id}`)).toMatchObject({ isDeleted: 1 });
  });

  it("[X26] devices hold the hours of a location", async () => {
    const normal_hours = [{ day_of_week: "MON", open_at: "09:00", close_at: "17:30" }];
    const { id } = await post("/locations", { name: "Daylight", normal_hours });
    const held = await database.transact((deps) => readLocations(deps, [Number(id)]));
    expect(held).toMatchObject([{ normalHours: normal_hours, specialHours: null }]);
  });

  it("a location in use can't be deleted, nor change region if it has profiles", async () => {
    const location = await post("/locations", { name: "Kept" });
    await post("/profiles", { email: "kept@example.com", joined_location_id: location.id });
    expect((await world.ask(`DELETE /locations/${location.id}`)).status).toBe(409);
    const moved = await world.ask(`PUT /locations/${location.id}`, { body: { region: "moon" } });
    expect(moved.body.errors).toHaveProperty("region");
    const closed = await world.ask(`PUT /locations/${location.id}`, {
      body: { is_permanently_closed: true },
    });
    expect(closed.body.data.is_permanently_closed).toBe(true);
  });

  it("a location that a rate or only the ledger names can't be deleted", async () => {
    const points = { name: "P", handle: "located", period: 1, period_type: "years" };
    await post("/points/definitions", points);
    const credit = await post("/credits/definitions", {
      ...{ ...points, handle: "located-credit" },
      ...{ value: 50, type: "refund" },
    });
    const { id: profile_id } = await post("/profiles", { email: "located@example.com" });
    const [rated, issuedAt] = [
      await post("/locations", { name: "Rated" }),
      await post("/locations", { name: "Issued at" }),
    ];
    await post("/rates", { name: "R", handle: "located", rate: 2, location_id: rated.id });
    await post("/credits", {
      ...{ profile_id, credit_definition_id: credit.id, value_initial: 5 },
      location_id: issuedAt.id,
    });
    for (const { id } of [rated, issuedAt]) {
      expect((await world.ask(`DELETE /locations/${id}`)).status).toBe(409);
    }
  });

  it("staff sign in with a PIN that is never shown", async () => {
    const location = await post("/locations", { name: "Staffed" });
    const answer = await world.ask("POST /staff", {
      body: { full_name: "Sam Lee", staff_number: 7, pin: "471147", location_ids: [location.id] },
    });
    expectShape(one(staffViewSchema), answer.body);
    const staff = answer.body.data;
    expect(staff).toMatchObject({
      staff_number: "7",
      location_ids: [location.id],
      is_active: true,
    });
    const hashes = async () =>
      String(
        (await database.run(`select pin_hash from staff where id = '${staff.id}'`))[0]?.[
          "pin_hash"
        ],
      );
    expect(await argon2Verify({ password: "471147", hash: await hashes() })).toBe(true);
    const path = `/staff/${staff.id}`;
    const changed = await world.ask(`PUT ${path}`, {
      body: { pin: "123456", is_active: false, location_ids: [] },
    });
    expect(changed.body.data).toMatchObject({
      full_name: "Sam Lee",
      is_active: false,
      location_ids: [],
    });
    expect(await argon2Verify({ password: "123456", hash: await hashes() })).toBe(true);
    expect((await world.ask(`GET ${path}`)).body.data).toEqual(changed.body.data);
    const list = await world.ask("GET /staff");
    expectShape(pageOf(staffViewSchema), list.body);
    expect(list.body.data).toEqual([changed.body.data]);
    expect(await fact(`staff:${staff.id}`)).toMatchObject({ scope: "*", isDeleted: 0 });
  });

  it.for(["1234", "12345", "1234567", "12 456", 123456])(
    "a PIN has six digits: %j is refused",
    async (pin) => {
      const body = { full_name: "Sam", staff_number: "short", pin };
      const refused = await world.ask("POST /staff", { body });
      expect(refused).toMatchObject({ status: 422, body: { errors: { pin: expect.anything() } } });
    },
  );

  it.for([
    ["filter[handle]=locale", ["locale"]],
    [
      "filter[handle][ne]=locale",
      ["redemption_policy", "currency", "country", "timezone", "profile_rules"],
    ],
    ["filter[handle][in]=locale,country,gravity", ["locale", "country"]],
    ["filter[handle][gt]=locale", ["redemption_policy", "timezone", "profile_rules"]],
    [
      "filter[handle][gte]=locale&sort=handle",
      ["locale", "profile_rules", "redemption_policy", "timezone"],
    ],
    ["filter[handle][lt]=locale", ["currency", "country"]],
    ["filter[handle][lte]=locale&sort=-handle", ["locale", "currency", "country"]],
    ["filter[handle][nullable]=true", []],
    ["filter[handle][nullable]=false&page[size]=1", ["redemption_policy"]],
  ] as const)("settings are listed by %s", async ([query, handles]) => {
    const { body } = await world.ask(`GET /settings?${query}`);
    expect(body.data.map(({ handle }: { handle: string }) => handle)).toEqual(handles);
  });

  it("the redemption policy is a setting, and each change creates its next version", async () => {
    const first = await world.ask("GET /settings/redemption_policy");
    expectShape(one(settingViewSchema), first.body);
    expect(JSON.parse(first.body.data.value)).toEqual(DEFAULT_REDEMPTION_POLICY);
    const before = await fact("policy:only");
    const { version: _version, ...policy } = DEFAULT_REDEMPTION_POLICY;
    const floorLimits = { ...policy.floorLimits, maxPerRedemptionCents: 0 };
    const value = JSON.stringify({ ...policy, version: 99, floorLimits });
    const changed = await world.ask("PUT /settings/redemption_policy", { body: { value } });
    expect(JSON.parse(changed.body.data.value)).toEqual({ ...policy, version: 2, floorLimits });
    expect((await fact("policy:only"))?.seq).toBeGreaterThan(before?.seq ?? 0);
    const negative = JSON.stringify({
      ...policy,
      floorLimits: { ...floorLimits, allowanceCents: -1 },
    });
    const refused = await world.ask("PUT /settings/redemption_policy", {
      body: { value: negative },
    });
    expect(refused.body.errors.value[0]).toContain("floorLimits.allowanceCents");
    const list = await world.ask("GET /settings");
    expectShape(pageOf(settingViewSchema), list.body);
    expect((await world.ask("GET /settings?filter[handle]=currency")).body.data).toMatchObject([
      { handle: "currency", value: "AUD" },
    ]);
    expect((await world.ask("PUT /settings/currency", { body: { value: "EUR" } })).status).toBe(
      422,
    );
    expect((await world.ask("PUT /settings/gravity", { body: { value: "1" } })).status).toBe(404);
  });
});
