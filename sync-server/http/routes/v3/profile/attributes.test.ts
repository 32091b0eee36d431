import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { appearanceViewSchema } from "#shared/api/organisation/appearance.ts";
import { commsViewSchema } from "#shared/api/profile/comms.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const HOME = {
  address_line_1: "1 High St",
  city: "Melbourne",
  postcode: 3000,
  country: "Australia",
  state: "Victoria",
};
const WORK = { ...HOME, address_line_1: "2 Low Rd", type: "work", is_default: "1" };

describe.for(databases)("addresses and attributes of profiles on $name", ({ create }) => {
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

  let made = 0;
  const newProfile = async (more: object = {}) => {
    const answer = await world.ask("POST /profiles", {
      body: { email: `a${made++}@example.com`, ...more },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expectShape(one(profileViewSchema), answer.body);
    return answer.body.data;
  };
  const change = async (id: string, body: object) => {
    const answer = await world.ask(`PUT /profiles/${id}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const read = await world.ask(`GET /profiles/${id}`);
    expect(read.body).toEqual(answer.body);
    return answer.body.data;
  };

  it("are kept when a profile's body has them where it shows them (DOMAIN §3.5)", async () => {
    const attributes = {
      comms: { email_optout: true },
      appearance: { size_top: "M" },
      custom: { shop: { size: 42, likes: { tea: ["green"] }, fit: 1.5, vip: false } },
      dates: [{ type: "anniversary", date: "2015-06-20" }],
    };
    const profile = await newProfile({ attributes });
    expect(profile.attributes).toMatchObject(attributes);
    const types = profile.custom_attributes.map((each: { type: string }) => each.type);
    expect(types).toEqual(["integer", "json", "float", "boolean"]);
    // What isn't sent stays, and a value keeps its type.
    const changed = await change(profile.id, {
      attributes: {
        comms: { email_optout: false, sms_optout: true },
        custom: { shop: { fit: 2 } },
      },
    });
    expect(changed.attributes).toMatchObject({
      ...attributes,
      comms: { email_optout: false, sms_optout: true },
      custom: { shop: { size: 42, fit: 2 } },
    });
    expect(changed.custom_attributes).toContainEqual(
      expect.objectContaining({ handle: "fit", type: "float", value: 2 }),
    );
    const refused = await world.ask(`PUT /profiles/${profile.id}`, {
      body: { attributes: { comms: { email_optout: "perhaps" }, scent: {} } },
    });
    expect(refused.status).toBe(422);
  });

  it("are created with a new profile, and returned with it and in the list", async () => {
    const profile = await newProfile({
      addresses: [HOME, WORK],
      comms_attributes: { email_promo: "true", sms_optout: 1, terms_accepted_version: "2" },
      custom_attributes: [
        { namespace: "shop", handle: "size", type: "integer", value: "42" },
        { namespace: "shop", handle: "likes", type: "json", value: { tea: ["green"] } },
      ],
      dates_attributes: [
        { type: "anniversary", date: "2015-06-20 10:00:00", is_recurring: true, name: "Wedding" },
      ],
    });
    expect(profile.addresses).toMatchObject([
      { address_line_1: "1 High St", postcode: "3000", is_default: false, company: null },
      { address_line_1: "2 Low Rd", type: "work", is_default: true },
    ]);
    expect(profile.address).toEqual(profile.addresses[1]);
    expect(profile.attributes.comms).toMatchObject({
      profile_id: profile.id,
      email_promo: true,
      sms_optout: true,
      push_promo: null,
      email_verification: "not_sent",
      terms_accepted_version: "2",
    });
    expect(profile.custom_attributes).toMatchObject([
      { namespace: "shop", handle: "size", type: "integer", value: 42, profile_id: profile.id },
      { namespace: "shop", handle: "likes", type: "json", value: { tea: ["green"] } },
    ]);
    expect(profile.attributes.dates).toMatchObject([
      { type: "anniversary", date: "2015-06-20", is_recurring: true, name: "Wedding", note: null },
    ]);
    const read = await world.ask(`GET /profiles/${profile.id}`);
    expect(read.body.data).toEqual(profile);
    const listed = await world.ask(`GET /profiles?filter[id]=${profile.id}`);
    expect(listed.body.data).toEqual([profile]);
  });

  it("DOMAIN §1.2 no. 16: are shown to nobody who may only write them", async () => {
    const identities = [{ handle: "card", identifier: "HIDDEN" }];
    const { id, ...profile } = await newProfile({
      addresses: [{ ...HOME, address_line_1: "HIDDEN" }],
      dates_attributes: [{ date: "2015-06-20", name: "HIDDEN" }],
      appearance_attributes: { hair_colour: "HIDDEN" },
      custom_attributes: [{ namespace: "a", handle: "b", type: "string", value: "HIDDEN" }],
      identities,
    });
    const token = await world.tokenWith(["update-profiles"]);
    const [address] = profile.addresses;
    const [date] = profile.attributes.dates;
    const [custom] = profile.custom_attributes;
    const [card] = profile.identities;
    const writes: readonly (readonly [route: string, body: object, shown: unknown])[] = [
      ["PUT /attributes/appearance", {}, { profile_id: id }],
      ["PUT /attributes/comms", {}, { profile_id: id }],
      ["PUT /comms", {}, { profile_id: id }],
      ["PUT /attributes/dates", { id: date.id }, [{ id: date.id }]],
      ["PUT /attributes/custom/a:b", { type: "string", value: "x" }, { id: custom.id }],
      [`PUT /addresses/${address.id}`, {}, { id: address.id }],
      ["POST /addresses", HOME, { id: expect.any(String) }],
      ["PUT /identities/card", {}, { id: card.id }],
      [`PUT /identities/id/${card.id}`, {}, { id: card.id }],
    ];
    for (const [route, body, shown] of writes) {
      const answer = await world.ask(route.replace(" ", ` /profiles/${id}`), { body, token });
      expect(answer.body, route).toEqual({ data: shown });
    }
  });

  it("are empty by default", async () => {
    const profile = await newProfile();
    expect(profile).toMatchObject({ address: null, addresses: [], custom_attributes: [] });
    expect(profile.attributes.dates).toEqual([]);
    expect(profile.attributes.comms.email_promo).toBeNull();
  });

  it("are changed by id or key, field by field; anything left out stays the same", async () => {
    const profile = await newProfile({
      addresses: [HOME],
      comms_attributes: { email_promo: true, sms_promo: true },
      custom_attributes: [{ namespace: "shop", handle: "size", type: "integer", value: 42 }],
      dates_attributes: [{ date: "2015-06-20", name: "Wedding" }],
    });
    const [address] = profile.addresses;
    const [date] = profile.attributes.dates;
    const changed = await change(profile.id, {
      addresses: [{ id: address.id, city: "Geelong" }, WORK],
      comms_attributes: { email_promo: null },
      custom_attributes: [
        { namespace: "shop", handle: "size", type: "float", value: 42.5 },
        { namespace: "shop", handle: "vip", type: "boolean", value: "0" },
      ],
      dates_attributes: [{ id: date.id, note: "Flowers" }],
    });
    expect(changed.addresses).toMatchObject([
      { id: address.id, address_line_1: "1 High St", city: "Geelong", is_default: false },
      { address_line_1: "2 Low Rd", is_default: true },
    ]);
    expect(changed.attributes.comms).toMatchObject({ email_promo: null, sms_promo: true });
    expect(changed.custom_attributes).toMatchObject([
      { id: profile.custom_attributes[0].id, type: "float", value: 42.5 },
      { handle: "vip", value: false },
    ]);
    expect(changed.attributes.dates).toMatchObject([{ name: "Wedding", note: "Flowers" }]);

    const renamed = await change(profile.id, { first_name: "Ada" });
    expect(renamed).toMatchObject({
      addresses: changed.addresses,
      custom_attributes: changed.custom_attributes,
      attributes: changed.attributes,
    });
  });

  it("aren't added again by a repeat", async () => {
    const body = { addresses: [HOME, WORK], dates_attributes: [{ date: "2015-06-20" }] };
    const profile = await newProfile(body);
    const again = await change(profile.id, body);
    expect(again.addresses).toEqual(profile.addresses);
    expect(again.attributes.dates).toEqual(profile.attributes.dates);
  });

  it("can't be another profile's: the id of its address is refused, and nothing is written", async () => {
    const other = await newProfile({ addresses: [HOME] });
    const profile = await newProfile();
    const answer = await world.ask(`PUT /profiles/${profile.id}`, {
      body: { first_name: "Eve", addresses: [{ id: other.addresses[0].id, city: "Geelong" }] },
    });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["addresses.0.id"]]);
    expect((await world.ask(`GET /profiles/${profile.id}`)).body.data).toEqual(profile);
    expect((await world.ask(`GET /profiles/${other.id}`)).body.data).toEqual(other);
  });

  it("are limited in number", async () => {
    const attributes = (from: number) =>
      Array.from({ length: 150 }, (_, index) => ({
        namespace: "n",
        handle: `h${from + index}`,
        type: "integer",
        value: index,
      }));
    const profile = await newProfile({ custom_attributes: attributes(0) });
    const answer = await world.ask(`PUT /profiles/${profile.id}`, {
      body: { custom_attributes: attributes(150) },
    });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["custom_attributes"]]);
    const read = await world.ask(`GET /profiles/${profile.id}`);
    expect(read.body.data.custom_attributes).toHaveLength(150);
  });

  it("comms have their own path, and changing them changes the profile", async () => {
    const profile = await newProfile({ comms_attributes: { email_promo: true } });
    world.setClock(addMs(NOON, 60_000));
    const path = `/profiles/${profile.id}/attributes/comms`;
    const answer = await world.ask(`PUT ${path}`, { body: { sms_promo: 0, post_optout: true } });
    world.setClock(NOON);
    expectShape(one(commsViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      email_promo: true,
      sms_promo: false,
      post_optout: true,
      updated_at: "2026-03-03 02:01:00",
    });
    expect((await world.ask(`GET ${path}`)).body).toEqual(answer.body);
    const read = await world.ask(`GET /profiles/${profile.id}`);
    expect(read.body.data.attributes.comms).toEqual(answer.body.data);
    expect(read.body.data.updated_at).toBe("2026-03-03 02:01:00");
  });

  it("appearance has its own path too, and a change answers with all of it", async () => {
    const profile = await newProfile();
    const path = `/profiles/${profile.id}/attributes/appearance`;
    await world.ask(`PUT ${path}`, { body: { eye_colour: "green" } });
    const answer = await world.ask(`PUT ${path}`, { body: { hair_colour: "red" } });
    expectShape(one(appearanceViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      profile_id: profile.id,
      eye_colour: "green",
      hair_colour: "red",
      size_shoe: null,
    });
    expect((await world.ask(`GET ${path}`)).body).toEqual(answer.body);
  });

  it("dates have their own path: one is added or changed there, and each can be deleted", async () => {
    const { id } = await newProfile();
    const path = `/profiles/${id}/attributes/dates`;
    const put = (body: object) => world.ask(`PUT ${path}`, { body });
    const wedding = { type: "anniversary", date: "2015-06-20", name: "Wedding" };
    const first = await put(wedding);
    expect(first.body.data).toMatchObject([{ ...wedding, profile_id: id }]);
    const [{ id: dateId }] = first.body.data;
    await put({ id: dateId, note: "n" });
    const all = await put({ date: "2020-02-29", is_recurring: true });
    expect(all.body.data).toMatchObject([{ ...wedding, note: "n" }, { date: "2020-02-29" }]);
    expect((await world.ask(`GET ${path}`)).body.data).toEqual(all.body.data);
    expect((await world.ask(`GET /profiles/${id}`)).body.data.attributes.dates).toEqual(
      all.body.data,
    );
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ date: "2020-02-30" }, "date"],
      [{ name: "x" }, "date"],
      [{ id: dateId + 1000, name: "x" }, "dates_attributes.0.id"],
      [{ ...wedding, colour: "red" }, "colour"],
    ];
    for (const [body, field] of wrong) {
      const answer = await put(Object(body));
      expect([answer.status, Object.keys(answer.body.errors)], field).toEqual([422, [field]]);
    }
    expect((await world.ask(`DELETE ${path}/${dateId}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${path}/${dateId}`)).status).toBe(404);
    expect((await world.ask(`GET ${path}`)).body.data).toMatchObject([{ date: "2020-02-29" }]);
  });

  it("DOMAIN §3.12 no. 9: profiles are found by a custom attribute", async () => {
    const attribute = { namespace: "fit", handle: "size", type: "integer" };
    const small = await newProfile({ custom_attributes: [{ ...attribute, value: 36 }] });
    const large = await newProfile({
      custom_attributes: [
        { ...attribute, value: 48 },
        { ...attribute, handle: "arm", value: 36 },
      ],
    });
    const owners = async (query: string) => {
      const path = `/profiles/attributes/custom?filter[namespace]=fit&${query}`;
      const { data } = (await world.ask(`GET ${path}`)).body;
      return data.map((row: { profile_id: string }) => row.profile_id);
    };
    const sizes = "filter[handle]=size";
    expect(await owners(`${sizes}&sort=id`)).toEqual([small.id, large.id]);
    expect(await owners(`${sizes}&filter[value]=48`)).toEqual([large.id]);
    await change(small.id, {
      custom_attributes: [{ ...attribute, handle: "wide", type: "boolean", value: false }],
    });
    expect(await owners("filter[value]=false")).toEqual([small.id]);
    expect(await owners(`filter[value]=36&filter[profile_id]=${large.id}`)).toEqual([large.id]);
    await world.ask(`DELETE /profiles/${small.id}`);
    const reader = await world.tokenWith(["read-profiles"]);
    const seen = await world.ask("GET /profiles/attributes/custom?filter[namespace]=fit", {
      token: reader,
    });
    expect(seen.body.data).toMatchObject([{ profile_id: large.id, value: 48 }, { value: 36 }]);
  });

  it("a list of more than it counts says that there are more", async () => {
    const { id } = await newProfile();
    // With a filter it counts 1,000.
    const body = '{"namespace":"many","handle":"each","type":"boolean","value":true}';
    await database.run(
      `insert into profile_attributes
         (tenant_id, profile_id, kind, key, body, created_at, updated_at)
       with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1001)
       select '${TEST_TENANT}', '${id}', 'custom', 'many:' || n, '${body}', 0, 0 from numbers`,
    );
    const list = (rest: string) =>
      world.ask(`GET /profiles/attributes/custom?filter[namespace]=many${rest}`);
    const { meta, links } = (await list("")).body;
    expect(meta).toMatchObject({ total: 1000, search_capped: true });
    expect(links.next).not.toBeNull();
    expect((await list("&filter[created_at][gt]=2000-01-01")).body.meta.total).toBe(0);
  });

  it("keep both of two concurrent changes", async () => {
    const profile = await newProfile();
    const path = `PUT /profiles/${profile.id}/attributes/comms`;
    const answers = await Promise.all([
      world.ask(path, { body: { email_promo: true } }),
      world.ask(path, { body: { sms_promo: true } }),
      world.ask(`PUT /profiles/${profile.id}`, { body: { addresses: [HOME] } }),
      world.ask(`PUT /profiles/${profile.id}`, { body: { addresses: [WORK] } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { data } = (await world.ask(`GET /profiles/${profile.id}`)).body;
    expect(data.attributes.comms).toMatchObject({ email_promo: true, sms_promo: true });
    expect(data.addresses).toHaveLength(2);
    expect(data.address.address_line_1).toBe("2 Low Rd");
  });

  it("are in the reference", async () => {
    const { body } = await world.ask("GET /openapi.json");
    const { properties } =
      body.paths["/api/v3/profiles"].post.requestBody.content["application/json"].schema;
    expect(Object.keys(properties.addresses.items.properties)).toContain("address_line_1");
    expect(Object.keys(properties.comms_attributes.properties)).toContain("email_promo");
    expect(properties.custom_attributes.items.required).toContain("namespace");
    expect(Object.keys(properties.dates_attributes.items.properties)).toContain("date");
    expect(Object.keys(body.paths["/api/v3/profiles/{profile_id}/attributes/comms"])).toEqual(
      expect.arrayContaining(["get", "put"]),
    );
  });
});
