import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SCOPES } from "#shared/api/access/scopes.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { localisedBalancesSchema } from "#shared/api/ledger/balances.ts";
import { identityViewSchema } from "#shared/api/profile/identity.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("profiles over the v3 API on $name", ({ create }) => {
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
  const split = (birth_day: number, birth_date: string) => ({ birth_day, birth_date });
  let made = 0;
  const newProfile = (more: object = {}) =>
    post("/profiles", {
      first_name: "Ada",
      last_name: "Hart",
      email: `p${made++}@example.com`,
      ...more,
    });

  it("need an email address or a mobile phone if they are new and active (DOMAIN §3.1)", async () => {
    const make = (more: object) =>
      world.ask("POST /profiles", { body: { first_name: "Bo", ...more } });
    expect((await make({})).body.errors).toEqual({
      email: ["The email field is required when there is no mobile phone."],
    });
    expect((await make({ mobile_phone: "0412 345 600" })).status).toBe(201);
    const incomplete = await make({ profile_type: "incomplete" });
    expect(incomplete.body.data).toMatchObject({ email: null, mobile_phone: null });
    const { body } = await make({ email: "bo@example.com" });
    const cleared = await world.ask(`PUT /profiles/${body.data.id}`, { body: { email: null } });
    expect(cleared.body.data).toMatchObject({ email: null, mobile_phone: null });
  });

  it("are created with their computed fields", async () => {
    const answer = await world.ask("POST /profiles", {
      body: {
        first_name: "Ada",
        last_name: "Hart",
        email: " Ada@Example.com ",
        mobile_phone: "0412 345 678",
        birth_day: 3,
        birth_month: "3",
        birth_year: 1990,
        gender: "witheld",
        tags: ["VIP", "VIP"],
        identities: [{ handle: "card", identifier: "C-1" }],
        company: "Hart & Co",
      },
    });
    expectShape(one(profileViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      profile_type: "active",
      full_name: "Ada Hart",
      email: "ada@example.com",
      mobile_phone_e164: "+61412345678",
      mobile_phone_country: "AU",
      mobile_phone_national: "0412345678",
      mobile_phone_national_prefix: "0",
      birth_date: "1990-03-03",
      next_birthday: "2026-03-03",
      birth_days: 0,
      gender: "withheld",
      tags: ["VIP"],
      external_id: "C-1",
      company: "Hart & Co",
      currency: "AUD",
      reward_balance: 0,
      point_balance: 0,
      combined_balance_dollars: 0,
      joined_at: "2026-03-03 02:00:00",
      created_at: "2026-03-03 02:00:00",
    });
    const read = await world.ask(`GET /profiles/${answer.body.data.id}`);
    expect(read.body).toEqual(answer.body);
  });

  it("are named Unknown if the body has no name", async () => {
    const profile = await post("/profiles", { email: "nameless@example.com", first_name: "" });
    expect(profile).toMatchObject({ first_name: "Unknown", last_name: "Unknown" });
  });

  it("change only in the fields that are sent", async () => {
    const profile = await newProfile({
      mobile_phone: "+61412000111",
      tags: ["A"],
      occupation: "Baker",
    });
    const changed = await world.ask(`PUT /profiles/${profile.id}`, {
      body: {
        last_name: "Heart",
        mobile_phone: "",
        identities: [{ handle: "shopify", identifier: "9", is_primary: true }],
      },
    });
    expectShape(one(profileViewSchema), changed.body);
    expect(changed.body.data).toMatchObject({
      first_name: "Ada",
      last_name: "Heart",
      email: profile.email,
      mobile_phone: null,
      tags: ["A"],
      occupation: "Baker",
      external_id: "9",
    });
  });

  it("are written without read-profiles as well, but the answer then only names them", async () => {
    const token = await world.tokenWith(["create-profiles", "update-profiles"]);
    const body = { last_name: "Secret", email: "secret@example.com" };
    const made = await world.ask("POST /profiles", { body, token });
    expect(made).toMatchObject({ status: 201, body: { data: { id: expect.any(String) } } });
    expect(made.body).toEqual({ data: { id: made.body.data.id } });
    const path = `/profiles/${made.body.data.id}`;
    const changed = await world.ask(`PUT ${path}`, { body: { first_name: "Ida" }, token });
    expect(changed).toMatchObject({ status: 200 });
    expect(changed.body).toEqual(made.body);
    expect((await world.ask(`GET ${path}`)).body.data.full_name).toBe("Ida Secret");
  });

  it("take a birth_date for the day, month and year of birth, which must agree if they are sent too", async () => {
    const born = { birth_day: 5, birth_month: 9, birth_year: 1984, birth_date: "1984-09-05" };
    const profile = await newProfile({ birth_date: "1984-09-05" });
    expect(profile).toMatchObject(born);
    const put = (body: object) => world.ask(`PUT /profiles/${profile.id}`, { body });
    const sentBack = { ...profile, birth_date: "1984-09-06" };
    expect((await put(sentBack)).body.data).toMatchObject({ ...born, ...split(6, "1984-09-06") });
    const parts = { ...profile, ...split(6, "1984-09-06"), birth_day: 7 };
    expect((await put(parts)).body.data).toMatchObject({ ...born, ...split(7, "1984-09-07") });
    for (const [body, field] of [
      [{ birth_date: "2027-01-01" }, "birth_year"],
      [{ birth_date: "1984-02-30" }, "birth_date"],
      [{ birth_date: "1984-09-08", birth_day: 9 }, "birth_date"],
    ] as const) {
      const refused = await put(body);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, [field]]);
      const made = await world.ask("POST /profiles", { body: { email: "b@example.com", ...body } });
      expect([made.status, Object.keys(made.body.errors)]).toEqual([422, [field]]);
    }
    const none = { birth_day: null, birth_month: null, birth_year: null, birth_date: null };
    expect((await put({ birth_date: null })).body.data).toMatchObject(none);
  });

  it("show the country of every number that has one, and refuse an extension, saying what to do", async () => {
    const { mobile_phone_country } = await newProfile({ mobile_phone: "+44 7700 900126" });
    expect(mobile_phone_country).toBe("GB");
    for (const field of ["mobile_phone", "secondary_phone"]) {
      for (const phone of ["03 9876 5000 x12", "03 9876 5000 ext. 12", "+61 3 9876 5000;ext=12"]) {
        const body = { email: "x12@example.com", [field]: phone };
        const refused = await world.ask("POST /profiles", { body });
        expect(refused.body.errors, phone).toEqual({
          [field]: [
            `The ${field.replace("_", " ")} must not have an extension: only the number itself can be kept.`,
          ],
        });
      }
    }
  });

  it("have a primary identity and at most 50, however they are sent (DOMAIN §3.4)", async () => {
    const profile = await newProfile({ identities: [] });
    const put = (identities: readonly object[]) =>
      world.ask(`PUT /profiles/${profile.id}`, { body: { identities } });
    const batch = (name: string, length: number) =>
      Array.from({ length }, (_, n) => ({ handle: name, identifier: `${profile.id}-${n}` }));
    const first = await put(batch("a", 20));
    expect(first.body.data.external_id).toBe(`${profile.id}-0`);
    expect((await put(batch("b", 20))).status).toBe(200);
    const refused = await put(batch("c", 11));
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["identities"]]);
    const last = await put([...batch("c", 9), { handle: "d", identifier: "0", is_primary: true }]);
    const { identities, external_id } = last.body.data;
    expect([identities.length, external_id]).toEqual([50, "0"]);
    expect(identities.filter((each: { is_primary: boolean }) => each.is_primary)).toHaveLength(1);
    const one = { handle: "e", identifier: profile.id };
    const added = await world.ask(`POST /profiles/${profile.id}/identities`, { body: one });
    expect([added.status, Object.keys(added.body.errors)]).toEqual([422, ["identifier"]]);
    expect((await put([{ handle: "d", identifier: "0", is_active: false }])).status).toBe(200);
  });

  it("passes the primary identity on when it is deleted or no longer primary (DOMAIN §3.4)", async () => {
    const handles = ["card-a", "card-b", "card-c"];
    const { id } = await newProfile({
      identities: handles.map((handle) => ({
        handle,
        identifier: `heir-${handle}`,
        is_active: handle !== "card-b",
      })),
    });
    const primaryAfter = async (request: string, body?: object) => {
      const [method, handle] = request.split(" ");
      const path = `${method} /profiles/${id}/identities/${handle}`;
      expect((await world.ask(path, body ? { body } : {})).status).toBeLessThan(300);
      const { data } = (await world.ask(`GET /profiles/${id}/identities`)).body;
      const primary = data.filter((each: { is_primary: boolean }) => each.is_primary);
      return primary.map((each: { handle: string }) => each.handle);
    };
    expect(await primaryAfter("PUT card-a", { is_primary: false })).toEqual(["card-c"]);
    expect(await primaryAfter("DELETE card-c")).toEqual(["card-a"]);
    expect(await primaryAfter("DELETE card-a")).toEqual(["card-b"]);
    expect(await primaryAfter("PUT card-b", { is_primary: false })).toEqual(["card-b"]);
    expect(await primaryAfter("DELETE card-b")).toEqual([]);
  });

  it("[S9] keep both of two concurrent changes", async () => {
    const profile = await newProfile();
    const path = `PUT /profiles/${profile.id}`;
    const bodies = [
      { title: "Dr" },
      { first_name: "Eva" },
      { birth_day: 1, birth_month: 2 },
      { tags: ["T"] },
    ];
    await Promise.all(bodies.map((body) => world.ask(path, { body })));
    const after = (await world.ask(`GET /profiles/${profile.id}`)).body.data;
    expect(after).toMatchObject({ title: "Dr", first_name: "Eva", birth_day: 1, tags: ["T"] });
  });

  it("with an old invalid value can still be changed; only changed fields are checked", async () => {
    const profile = await newProfile();
    await database.run(`update profiles set email = 'broken' where id = '${profile.id}'`);
    const path = `PUT /profiles/${profile.id}`;
    const changed = await world.ask(path, { body: { mobile_phone: "0412 999 000" } });
    expect(changed.body.data).toMatchObject({ email: "broken", mobile_phone_e164: "+61412999000" });
    const birth = await world.ask(path, { body: { birth_day: 31, birth_month: 1 } });
    expect(birth.status).toBe(200);
    const wrong = await world.ask(path, { body: { birth_month: 2 } });
    expect(wrong.body.errors).toEqual({ birth_day: ["There is no such date of birth."] });
    expect((await world.ask(path, { body: { email: "mended@example.com" } })).status).toBe(200);
    const unborn = await world.ask(path, { body: { birth_year: 2150 } });
    expect(unborn).toMatchObject({
      status: 422,
      body: { errors: { birth_year: ["The date of birth is in the future."] } },
    });
  });

  it("are never born tomorrow, by the tenant's calendar (DOMAIN §3.1)", async () => {
    const { id } = await newProfile();
    const bornOn = (birth_date: string) =>
      world.ask(`PUT /profiles/${id}`, { body: { birth_date } });
    expect((await bornOn("2026-03-03")).status).toBe(200);
    expect(await bornOn("2026-03-04")).toMatchObject({
      status: 422,
      body: { errors: { birth_year: ["The date of birth is in the future."] } },
    });
  });

  it("have no characters that hide or reorder others, in any text of one line (DOMAIN §3.1)", async () => {
    const sent = {
      first_name: "Ad\u202ea\u0007",
      last_name: "Ha\r\nrt\u200f",
      email: `\u2066odd${made}@example.com\u2069`,
      company: "Hart\u009f & \u202dCo",
      tags: ["V\u200eIP"],
    };
    const held = {
      first_name: "Ada",
      last_name: "Ha rt",
      email: `odd${made}@example.com`,
      company: "Hart & Co",
      tags: ["VIP"],
    };
    const { id } = await newProfile(sent);
    expect((await world.ask(`GET /profiles/${id}`)).body.data).toMatchObject(held);
    const joined = await world.ask(`PUT /profiles/${id}`, { body: { first_name: "می\u200cنا" } });
    expect(joined.body.data).toMatchObject({ first_name: "می\u200cنا" });
  });

  it("never share an email, a mobile phone or an identity", async () => {
    const first = await newProfile({
      mobile_phone: "+61412000222",
      identities: [{ handle: "card", identifier: "only" }],
    });
    const refusals = [
      [{ email: first.email.toUpperCase() }, { email: ["The email has already been taken."] }],
      [
        { email: "x1@example.com", mobile_phone: "0412 000 222" },
        { mobile_phone: ["The phone number exists"] },
      ],
      [
        { email: "x2@example.com", identities: [{ handle: "card", identifier: "only" }] },
        { "identities.0.identifier": ["Another profile has this identity."] },
      ],
    ] as const;
    for (const [body, errors] of refusals) {
      const answer = await world.ask("POST /profiles", { body });
      expect(answer).toMatchObject({ status: 422, body: { errors, profile: { id: first.id } } });
      expect(typeof answer.body.message).toBe("string");
    }
    const second = await newProfile();
    const moved = await world.ask(`PUT /profiles/${second.id}`, { body: { email: first.email } });
    expect(moved.body.errors).toEqual({ email: ["The email has already been taken."] });
  });

  it("created concurrently with the same email become one", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        world.ask("POST /profiles", { body: { email: "race@example.com" } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
  });

  it("deleted people are hidden everywhere except from those who may restore them", async () => {
    const profile = await newProfile();
    const { id: profile_id, email } = profile;
    const definition = await post("/rewards/definitions", {
      name: "Hidden",
      handle: "hidden",
      value: 10,
      type: "other",
    });
    const key = { "idempotency-key": "hidden-reward" };
    const issue = { profile_id, reward_definition_id: definition.id };
    const token = await world.tokenWith([...SCOPES].filter((scope) => !/^\*|^restore/.test(scope)));
    const asked = { body: issue, headers: key, token };
    const reward = (await world.ask("POST /rewards", asked)).body.data;
    const redemption = await post(`/profiles/${profile_id}/redeem`, { amount: 1 });
    const sale = {
      total: 10,
      transacted_at: "2026-03-01 10:00:00",
      external_id: "HIDDEN-1",
      receipt_email: email,
    };
    const { id: saleId } = await post("/transactions", { ...sale, profile_id });
    const everything = [
      `/transactions/${saleId}`,
      `/transactions/external/HIDDEN-1`,
      `/redemptions/${redemption.id}`,
      `/rewards/${reward.id}`,
      `/transactions?filter[profile_id]=${profile_id}`,
      `/redemptions?filter[profile_id]=${profile_id}`,
      `/rewards?filter[profile_id]=${profile_id}`,
      `/profiles?filter[profile_type]=deleted&filter[id]=${profile_id}`,
      `/profiles?filter[profile_type][ne]=active&filter[id]=${profile_id}`,
    ];
    const hidden = [
      `/profiles/${profile_id}/ledgers`,
      `/profiles/${profile_id}/transactions`,
      `/profiles?filter[email]=${email}`,
      `/identities?filter[profile_id]=${profile_id}`,
    ];
    const restorer = await world.tokenWith([
      ...["read-transactions", "read-redemptions", "read-rewards", "read-profiles"],
      "restore-profiles",
    ]);
    const guest = await post("/transactions", { ...sale, external_id: "GUEST-1" });
    expect((await world.ask(`DELETE /profiles/${profile_id}`)).status).toBe(204);

    for (const path of [...everything, ...hidden]) {
      const answer = await world.ask(`GET ${path}`, { token });
      expect([answer.status, answer.body.meta?.total ?? 0], path).toEqual([
        path.includes("filter") ? 200 : 404,
        0,
      ]);
      expect(JSON.stringify(answer.body), path).not.toContain(email);
    }
    // Others may be found, whose address is a letter away.
    for (const searcher of [token, restorer]) {
      const found = await world.ask(`GET /profiles?filter[search]=${email}`, { token: searcher });
      expect(found.status).toBe(200);
      expect(JSON.stringify(found.body.data)).not.toContain(profile_id);
    }
    for (const path of everything) {
      const answer = await world.ask(`GET ${path}`, { token: restorer });
      expect(answer.status, path).toBe(200);
      expect(JSON.stringify(answer.body), path).toContain(profile_id);
    }
    // A guest's is nobody's, so it isn't hidden.
    expect((await world.ask(`GET /transactions/${guest.id}`, { token })).status).toBe(200);
    // A correction under the transaction's own key is still taken; it shows nothing of the person.
    const { receipt_email: _, ...corrected } = { ...sale, total: 12 };
    const answer = await world.ask("POST /transactions/update-create", { token, body: corrected });
    expect([answer.status, answer.body.data.total]).toEqual([200, 12]);
    expect(JSON.stringify(answer.body)).not.toContain(email);
    const change = { token, body: { value_remaining: 1 } };
    expect((await world.ask(`PUT /rewards/${reward.id}`, change)).status).toBe(404);
    expect((await world.ask(`DELETE /rewards/${reward.id}`, { token })).status).toBe(404);
    // A repeat gets the first answer.
    const again = await world.ask("POST /rewards", asked);
    expect([again.status, again.body.data.id]).toEqual([201, reward.id]);
  });

  it("are hidden once deleted, and release their email and identities", async () => {
    const identities = [{ handle: "card", identifier: "given-up" }];
    const profile = await newProfile({ identities });
    expect(await world.ask(`DELETE /profiles/${profile.id}`)).toMatchObject({
      status: 204,
      body: "",
    });
    for (const request of [
      `GET /profiles/${profile.id}`,
      `PUT /profiles/${profile.id}`,
      `DELETE /profiles/${profile.id}`,
      `GET /profiles/${profile.id}/balances`,
      `GET /profiles/${profile.id}/identities`,
    ]) {
      const answer = await world.ask(request, request.startsWith("PUT") ? { body: {} } : {});
      expect(answer.status, request).toBe(404);
    }
    const byEmail = `GET /profiles?filter[email]=${profile.email}`;
    expect((await world.ask(byEmail)).body.meta.total).toBe(0);
    expect((await world.ask(`${byEmail}&filter[profile_type]=deleted`)).body.meta.total).toBe(1);
    const again = await newProfile({ email: profile.email, identities });
    const found = await world.ask("GET /identities/search-profile/given-up");
    expect(found.body.data.map((each: { id: string }) => each.id)).toEqual([again.id]);
    const rows = await database.run(
      "select collection, is_deleted from feed where is_deleted = 1 order by collection",
    );
    expect(rows.map((row) => row["collection"])).toContain("profiles");
  });

  it("[S13] move from one region's devices to another's with all their facts", async () => {
    const [north, south] = [
      await post("/locations", { name: "North", region: "north" }),
      await post("/locations", { name: "South", region: "south" }),
    ];
    const profile = await newProfile({ joined_location_id: north.id });
    const transaction = await post("/transactions", {
      profile_id: profile.id,
      total: 10,
      transacted_at: "2026-03-01 10:00:00",
    });
    await world.ask(`PUT /profiles/${profile.id}`, { body: { preferred_location_id: south.id } });
    const feed = async (scope: string) =>
      (
        await database.run(
          `select collection, doc_id, is_deleted from feed where scope = '${scope}' order by collection`,
        )
      ).map((row) => [row["collection"], row["doc_id"], Number(row["is_deleted"])]);
    const facts = [
      ["accounts", profile.id],
      ["profiles", profile.id],
      ["transactions", String(transaction.id)],
    ];
    expect(await feed("north")).toEqual(facts.map((fact) => [...fact, 1]));
    expect(await feed("south")).toEqual(facts.map((fact) => [...fact, 0]));
  });

  describe("in lists", () => {
    beforeAll(async () => {
      for (let n = 0; n < 32; n++) {
        await newProfile({
          first_name: `List${n}`,
          last_name: n % 2 === 0 ? "Even" : "O'Dd_%",
          title: n < 3 ? "Dr" : null,
          tags: n % 4 === 0 ? ["four", 'x","y'] : [],
          identities: [{ handle: "list", identifier: `L-${n}` }],
          birth_day: 1,
          birth_month: 1 + (n % 12),
        });
      }
    });
    const list = async (query: string) => {
      const answer = await world.ask(`GET /profiles?${query}`);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    };
    const even = "filter[last_name]=even";

    it("are paginated, with links", async () => {
      const first = await list(even);
      expectShape(pageOf(profileViewSchema), first);
      expect(first.meta).toMatchObject({
        current_page: 1,
        from: 1,
        to: 15,
        last_page: 2,
        per_page: 15,
        total: 16,
      });
      expect(first.meta.path).toBe(`${world.url}/profiles`);
      expect(first.links.prev).toBeNull();
      const second = await fetch(first.links.next, {
        headers: { authorization: `Bearer ${world.token}` },
      });
      const body = JSON.parse(await second.text());
      expect(body.meta).toMatchObject({ current_page: 2, from: 16, to: 16, total: 16 });
      expect(body.links).toMatchObject({
        prev: first.links.first,
        next: null,
        first: first.links.first,
      });
      const ids = new Set([...first.data, ...body.data].map((profile) => profile.id));
      expect(ids.size).toBe(16);
      const beyond = await list(`${even}&page[number]=9`);
      expect(beyond).toMatchObject({ data: [], meta: { from: null, to: null, total: 16 } });
      expect(beyond.links).toMatchObject({ prev: first.links.last, next: null });
    });

    it("can be filtered with every operator", async () => {
      const total = async (query: string) => (await list(query)).meta.total;
      expect(await total("filter[identities.identifier]=L-7")).toBe(1);
      expect(await total("filter[identities.identifier][in]=L-7,L-8,L-99")).toBe(2);
      expect(await total("filter[identities.handle]=list")).toBe(32);
      expect(await total("filter[tags.handle]=four")).toBe(8);
      expect(await total("filter[tags.handle]=,")).toBe(0);
      expect(await total("filter[tags.handle]=FOUR")).toBe(0);
      expect(await total("filter[identities.handle]=list&filter[title]=Dr")).toBe(3);
      expect(await total("filter[identities.handle]=list&filter[title][nullable]=true")).toBe(29);
      expect(await total("filter[identities.handle]=list&filter[title][nullable]=false")).toBe(3);
      expect(await total(`filter[identities.handle]=list&filter[last_name][ne]=Even`)).toBe(16);
      expect(await total("filter[identities.handle]=list&filter[birth_month][gt]=10")).toBe(4);
      expect(await total("filter[identities.handle]=list&filter[birth_month][gte]=10")).toBe(6);
      expect(await total("filter[identities.handle]=list&filter[birth_month][lt]=2")).toBe(3);
      expect(await total("filter[identities.handle]=list&filter[birth_month][lte]=2")).toBe(6);
      expect(await total("filter[created_at][gte]=2026-03-03 02:00:00")).toBeGreaterThan(32);
      expect(await total("filter[created_at][gt]=2026-03-03 02:00:00")).toBe(0);
    });

    it("take several values, with commas in quotes or one by one, and none that is missing", async () => {
      await newProfile({ tags: ["Perth, WA"] });
      await newProfile({ tags: ["Sydney"] });
      const asked = (query: string) => world.ask(`GET /profiles?${query}`);
      const total = async (query: string) => (await asked(query)).body.meta.total;
      const name = "filter[tags.handle]";
      expect(await total(`${name}[in]="Perth, WA",Sydney`)).toBe(2);
      expect(await total(`${name}[in][]=Perth, WA&${name}[in][]=Sydney`)).toBe(2);
      expect(await total(`${name}[in][]=Perth, WA`)).toBe(1);
      expect(await total(`${name}[in]=Perth, WA`)).toBe(0);
      for (const wrong of ["[in]=a,,b", "[in]=", '[in]="a', "[in][0]=a", "[in]=a&_[in]=b"]) {
        const query = `${name}${wrong.replace("_", name)}`;
        expect((await asked(query)).status, query).toBe(422);
      }
      // The index of tags follows the profile.
      const { id } = await newProfile({ tags: ["soon gone", "kept"] });
      await world.ask(`PUT /profiles/${id}`, { body: { tags: ["kept", "new"] } });
      const counts = ["soon gone", "kept", "new"].map((tag) => total(`${name}=${tag}`));
      expect(await Promise.all(counts)).toEqual([0, 1, 1]);
    });

    it("an empty filter is empty text, and null a word; only nullable asks for what is missing", async () => {
      await newProfile({ last_name: "Nullfirm", company: "null" });
      await newProfile({ last_name: "Nullfirm", company: "Acme", occupation: "Smith" });
      await newProfile({ last_name: "Nullfirm" });
      const total = async (more: string) =>
        (await list(`filter[last_name]=nullfirm&${more}`)).meta.total;
      expect(await total("filter[company]=")).toBe(0);
      expect(await total("filter[company]=null")).toBe(1);
      expect(await total("filter[company][nullable]=true")).toBe(1);
      expect(await total("filter[company][nullable]=false")).toBe(2);
      expect(await total("filter[occupation]=Smith")).toBe(1);
      expect(await total("filter[is_completed]=true")).toBe(3);
      expect(await total("filter[is_completed]=false")).toBe(0);
      await newProfile({ last_name: "Nullfirm", currency: "JPY", is_public: true });
      expect(await total("filter[currency]=jpy")).toBe(1);
      expect(await total("filter[currency]=aud")).toBe(3);
      expect(await total("filter[is_public]=true")).toBe(1);
      expect(await total("filter[is_public]=false")).toBe(3);
      expect(await total("filter[preferred_staff_id][nullable]=true")).toBe(4);
    });

    it("DOMAIN §1.2 no. 4: are filtered by a name whatever its case, by every operator", async () => {
      for (const name of ["Apple", "apple", "Éclair", "E\u0301clair", "Eclair"]) {
        await newProfile({ first_name: name, last_name: "Foldfirm" });
      }
      const total = async (more: string) =>
        (await world.ask(`GET /profiles?filter[last_name]=FOLDFIRM&filter[first_name]${more}`)).body
          .meta.total;
      for (const [more, count] of [
        ...([
          ["=APPLE", 2],
          ["=éclair", 2],
          ["=E\u0301CLAIR", 2],
          ["=eclair", 1],
        ] as const),
        ...([
          ["[in]=aPPle,éclair", 4],
          ["[ne]=APPLE", 3],
          ["[gte]=ECLAIR", 3],
        ] as const),
        ...([
          ["[lt]=ECLAIR", 2],
          ["[gt]=ECLAIR", 2],
          ["[lte]=ECLAIR", 3],
        ] as const),
      ] as const) {
        expect(await total(more), more).toBe(count);
      }
    });

    it("are filtered by custom fields and by what is in JSON (DOMAIN §1.2 no. 20)", async () => {
      const field = (handle: string, value: unknown) => ({ namespace: "shop", handle, value });
      const meta = { gift: { "wrap it": true, codes: ["A", 7], inner: { x: "deep" } }, none: null };
      await newProfile({
        ...{ last_name: "Jsonfirm", tags: ["json, tag"], meta },
        custom_fields: [field("size", 42), field("vip", false), field("word", "yes")],
      });
      await newProfile({
        last_name: "Jsonfirm",
        meta: ["plain"],
        custom_fields: [field("size", 43)],
      });
      await newProfile({ last_name: "Jsonfirm" });
      const asked = (more: string) => world.ask(`GET /profiles?filter[last_name]=jsonfirm&${more}`);
      for (const [query, total] of [
        ["filter[custom_field][shop][size]=42", 1],
        ["filter[custom_field][shop][size][in]=42,43,44", 2],
        ["filter[custom_field][shop][vip]=false", 1],
        ["filter[custom_field][shop][word]=yes&filter[custom_field][shop][size]=42", 1],
        ["filter[custom_field][shop][word]=42", 0],
        ["filter[custom_field][other][size]=42", 0],
        ["filter[json_contains][meta]=plain", 1],
        ["filter[json_contains][meta.gift.wrap it]=true", 1],
        ["filter[json_contains][meta->gift->codes]=7", 1],
        [
          "filter[json_contains][meta.gift.codes][in][]=B&filter[json_contains][meta.gift.codes][in][]=A",
          1,
        ],
        ["filter[json_contains][meta.gift.inner]=deep", 0],
        ["filter[json_contains][meta.gift.inner.x]=deep", 1],
        ["filter[json_contains][meta.none]=null", 0],
        ["filter[json_contains][tags]=json, tag", 1],
        ["filter[json_contains][meta.0]=plain", 0],
        ["filter[json_contains][meta.gift.codes.0]=A", 0],
      ] as const) {
        expect((await asked(query)).body.meta.total, query).toBe(total);
      }
      for (const query of [
        ...["filter[custom_field]=1", "filter[custom_field][shop]=1"],
        ...["filter[custom_field][shop][size][gt]=1", "filter[custom_field][shop][size][x][y]=1"],
        ...["filter[json_contains]=1", "filter[json_contains][email]=1"],
        ...['filter[json_contains][meta."]=1', "filter[json_contains][meta.]=1"],
        ...["filter[json_contains][meta][ne]=1", `filter[json_contains][meta${".a".repeat(9)}]=1`],
        "sort=custom_field",
      ]) {
        expect((await asked(query)).status, query).toBe(422);
      }
      const handles = "filter[identities.handle]=json";
      const identities = ["J-1", "J-2"].map((identifier) => ({ handle: "json", identifier }));
      const { id } = await newProfile({ last_name: "Jsonfirm", identities });
      const both = `${handles}&filter[identities.identifier]=J-2`;
      for (const query of [handles, both, "filter[identities.handle][in]=json,x"]) {
        expect((await asked(query)).body, query).toMatchObject({
          data: [{ id }],
          meta: { total: 1 },
        });
      }
    });

    it("are paged by limit and offset as well, as far as 100,000 rows", async () => {
      const query = "filter[identities.handle]=list&sort=id";
      const all = await list(`${query}&page[size]=32`);
      const part = await list(`${query}&limit=10&offset=5`);
      expect(part.data).toEqual(all.data.slice(5, 15));
      expect(part.meta).toMatchObject({ from: 6, to: 15, per_page: 10, total: 32 });
      expect(part.links.next).toContain("offset=15");
      expect(part.links.prev).toBe(null);
      const next = await world.ask(`GET ${part.links.next.split("/api/v3")[1]}`);
      expect(next.body.data).toEqual(all.data.slice(15, 25));
      expect((await list(`${query}&limit=3`)).data).toEqual(all.data.slice(0, 3));
      for (const [wrong, field] of [
        ["limit=5&page[size]=5", "limit"],
        ["offset=5&page[number]=1", "offset"],
        ["offset=-1", "offset"],
        ["offset=100001", "offset"],
        ["page[size]=100&page[number]=1002", "page[number]"],
      ] as const) {
        const refused = await world.ask(`GET /profiles?${wrong}`);
        expect([refused.status, Object.keys(refused.body.errors)], wrong).toEqual([422, [field]]);
      }
      const far = await world.ask("GET /profiles?offset=100001");
      expect(far.body.errors.offset).toEqual([expect.stringContaining("filter[id][gt]")]);
    });

    it("a walk by id reaches everybody once while others are added (DOMAIN §1.2)", async () => {
      const before = (await list("sort=id&page[size]=1")).meta.total;
      const seen: string[] = [];
      for (let last = ""; ; ) {
        const { data } = await list(`sort=id&limit=20${last && `&filter[id][gt]=${last}`}`);
        if (data.length === 0) break;
        seen.push(...data.map(({ id }: { id: string }) => id));
        last = seen.at(-1) ?? "";
        if (seen.length === 20) await newProfile({});
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(before + 1);
    });

    it("can be searched by words", async () => {
      const total = async (words: string) =>
        (await list(`filter[search]=${encodeURIComponent(words)}&filter[identities.handle]=list`))
          .meta.total;
      expect(await total("list1 even")).toBe(5);
      expect(await total("l-31")).toBe(1);
      expect(await total("o'dd_%")).toBe(16);
      expect(await total("%")).toBe(0);
      expect(await total("nobody")).toBe(0);
      const byPhone = await newProfile({ mobile_phone: "+61498765432" });
      const found = await list("search=0498765");
      expect(found.data.map((profile: { id: string }) => profile.id)).toEqual([byPhone.id]);
    });

    it("server and device fold names and phones by one rule, so both find the same", async () => {
      const { id } = await newProfile({
        first_name: "Élodie",
        last_name: "Strauß",
        email: "elodie@müller.example",
        mobile_phone: "+61398765000",
        identities: [{ handle: "card", identifier: "VIP-770052" }],
      });
      const chinese = await newProfile({ first_name: "小龍", last_name: "李" });
      const idsOf = async (text: string) =>
        (await list(`search=${encodeURIComponent(text)}`)).data.map(
          (profile: { id: string }) => profile.id,
        );
      for (const text of [
        ...["Élodie", "elodie", "ELODIE strauss", "strauß É", "éLO"],
        ...["03 9876 5000", "+61 3 9876 5000", "0011 61 3 9876 5000", "٠٣ ٩٨٧٦ ٥٠٠٠", "765000"],
        ...["elodie@müller.example", "elodie@xn--mller-kva.example", "elodie 5000"],
        ...["vip770052", "VIP-77", "70052", "••• 052"],
      ]) {
        expect(await idsOf(text), text).toContain(id);
      }
      for (const text of ["李小龍", "小龍", "龍"]) {
        expect(await idsOf(text), text).toContain(chinese.id);
      }
      await world.ask(`PUT /profiles/${id}`, { body: { last_name: "Renée" } });
      expect(await idsOf("strauss")).not.toContain(id);
      expect(await idsOf("elodie renee")).toEqual([id]);
    });

    it("a search reads a bounded part of the index, in order, and says when that wasn't all", async () => {
      const crowd = await newProfile({ first_name: "Bo", last_name: "Crowd" });
      const last = await newProfile({ first_name: "Zoe", last_name: "Crowdzz", tags: ["vip"] });
      const addTokens = (from: number, to: number) =>
        database.run(`insert into profile_tokens (tenant_id, token, profile_id)
          with recursive numbers (n) as (
            select ${from} union all select n + 1 from numbers where n < ${to}
          )
          select '${TEST_TENANT}', 'crowd' || n, '${crowd.id}' from numbers`);
      const search = async (text: string, more = "") => {
        const { data, meta } = await list(`search=${encodeURIComponent(text)}${more}`);
        const ids = data.map((profile: { id: string }) => profile.id);
        return { ids, total: meta.total, isCapped: meta.search_capped };
      };

      // More than it used to read before it applied the other filters.
      await addTokens(10_001, 11_100);
      expect(await search("crowd", "&filter[tags.handle]=vip")).toEqual({
        ...{ ids: [last.id], total: 1, isCapped: undefined },
      });

      await addTokens(11_101, 15_100);
      expect(await search("crowd")).toEqual({ ids: [crowd.id], total: 1, isCapped: true });
      // A rarer word, even a shorter one, is looked up first, and so finds everybody.
      expect(await search("crowd zoe")).toEqual({ ids: [last.id], total: 1, isCapped: undefined });
      expect(await search("crowd xqz nobody")).toEqual({ ids: [], total: 0, isCapped: undefined });
    });

    it("finds names, numbers, addresses and cards with one typo, as on devices", async () => {
      const { id } = await newProfile({
        ...{ first_name: "Katharina", last_name: "Wojciechowska" },
        ...{ email: "kat.wojcie@typos.example", mobile_phone: "0412 909 341" },
        identities: [{ handle: "card", identifier: "LOYAL-880123" }],
      });
      const slavic = await newProfile({ first_name: "Ярослав", last_name: "Крыжановский" });
      const idsOf = async (text: string) =>
        (await list(`search=${encodeURIComponent(text)}`)).data.map(({ id }: { id: string }) => id);
      for (const text of [
        ...[
          "kathrina wojciechowska",
          "wojceichowska",
          "Wojciechovska",
          "wojciehcowska",
          "xojciech",
        ],
        ...["katarina wojciechwska", "wojciechowska kathaina", "katherina", "wojchi katharin"],
        ...["0412 909 314", "+61 412 909 340", "0412 909 34", "61412990341"],
        ...["LOYAL-880132", "loyal88123", "kat.wojcie@typos.exmaple", "kat.wojce@typos.example"],
      ]) {
        expect(await idsOf(text), text).toContain(id);
      }
      for (const text of ["Ярослва", "Крижановский", "Ярослв Крыжановский"]) {
        expect(await idsOf(text), text).toEqual([slavic.id]);
      }
      for (const text of ["kathrna", "wojceihcowska", "0412 909 431 7", "LOYAL-88", "kta"]) {
        expect(await idsOf(text), text).not.toContain(slavic.id);
      }
      expect(await idsOf("wjciechwska")).toEqual([]);
    });

    it("a search has whole words first, then starts of words, then typos, always in one order", async () => {
      const people = [
        ...[{ last_name: "Quiggly" }, { last_name: "Quiggins" }, { last_name: "Quigg" }],
        ...[{ last_name: "Qiugg" }, { first_name: "Quigg", last_name: "Zed" }],
      ];
      const ids: string[] = [];
      for (const each of people) ids.push((await newProfile(each)).id);
      const [ly = "", ins = "", whole = "", typo = "", first = ""] = ids;
      const idsOf = async (more: string) =>
        (await list(`filter[search]=quigg${more}`)).data.map(({ id }: { id: string }) => id);
      // Enough were found, so typos weren't tried.
      const inOrder = [...[whole, first].sort(), ...[ly, ins].sort()];
      expect(await idsOf("")).toEqual(inOrder);
      const paged = [await idsOf("&page[size]=2"), await idsOf("&page[size]=2&page[number]=2")];
      expect(paged.flat()).toEqual(inOrder);
      expect(await idsOf("&filter[profile_type]=active")).toEqual(inOrder);
      expect(await idsOf("&sort=last_name")).toEqual([whole, ins, ly, first]);
      expect((await list("search=quiggins")).data.map(({ id }: { id: string }) => id)).toEqual([
        ins,
      ]);
      expect((await list("search=qiugg")).data.map(({ id }: { id: string }) => id)).toEqual([
        ...[typo, ...[whole, first].sort(), ...[ly, ins].sort()],
      ]);
    });

    it("nothing is left of a word that nobody has any more, in the order in which it went", async () => {
      const words = async () =>
        (await database.run("select word from name_words")).map((row) => String(row["word"]));
      const one = await newProfile({ first_name: "Zebulonia", last_name: "Ottoline" });
      const other = await newProfile({ first_name: "Zebulonia", last_name: "Ottoline" });
      expect(await words()).toEqual(expect.arrayContaining(["zebulonia", "ottoline"]));
      await world.ask(`PUT /profiles/${one.id}`, { body: { first_name: "Perpetua" } });
      expect(await words()).toEqual(expect.arrayContaining(["zebulonia", "perpetua"]));
      await world.ask(`DELETE /profiles/${other.id}`);
      expect(await words()).not.toContain("zebulonia");
      await world.ask(`DELETE /profiles/${one.id}`);
      const left = await words();
      for (const word of ["zebulonia", "ottoline", "perpetua"]) expect(left).not.toContain(word);
      for (const table of ["profile_tokens", "profile_searches"]) {
        const rows = await database.run(
          `select 1 from ${table} where profile_id in ('${one.id}', '${other.id}')`,
        );
        expect(rows, table).toEqual([]);
      }
    });

    it("a text that is too long for a search is refused, not cut", async () => {
      const search = (text: string) => world.ask(`GET /profiles?filter[search]=${text}`);
      expect((await search("a".repeat(254))).body.meta.total).toBe(0);
      const refused = await search("a".repeat(10_000));
      expect(refused.status).toBe(422);
      expect(refused.body.errors["filter[search]"]).toEqual([
        "The filter[search] must not have more than 254 characters.",
      ]);
    });

    it("a search for a receipt's digits reads its latest sales, and says when those weren't all", async () => {
      const [early, regular, late] = [await newProfile(), await newProfile(), await newProfile()];
      const sell = (profileId: string, externalId: string) =>
        post("/transactions", {
          profile_id: profileId,
          external_id: externalId,
          receipt_ref: "T-7101",
          total: 10,
          transacted_at: "2026-03-01 10:00:00",
        });
      const search = async () => {
        const { data, meta } = await list("search=7101");
        const ids = new Set(data.map(({ id }: { id: string }) => id));
        return { ids, isCapped: meta.search_capped };
      };
      await sell(early.id, "first");
      expect(await search()).toEqual({ ids: new Set([early.id]), isCapped: undefined });
      const columns =
        "tenant_id, system, location_id, staff_id, total_cents, total_original_cents, currency, transacted_at, timezone, receipt_ref, receipt_key, is_void, command_id, body_hash, earned, extra, created_at, updated_at";
      const copy = (name: string, profileId: string) =>
        database.run(`insert into transactions (external_id, profile_id, ${columns})
          with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1000)
          select '${name}' || n, ${profileId}, ${columns} from numbers, transactions
          where external_id = 'first'`);
      // The till counts from 1 every day, and most of its customers are nobody's profile.
      await copy("guest", "null");
      expect(await search()).toEqual({ ids: new Set([early.id]), isCapped: undefined });
      await copy("regular", `'${regular.id}'`);
      await sell(late.id, "last");
      expect(await search()).toEqual({ ids: new Set([late.id, regular.id]), isCapped: true });
    });

    it("one unmatched extra word, and both kana in any width, make no difference, as on devices", async () => {
      const idsOf = async (text: string) =>
        (await list(`search=${encodeURIComponent(text)}`)).data.map(({ id }: { id: string }) => id);
      const phone = "0412 777 341";
      const { id } = await newProfile({
        first_name: "Wilma",
        last_name: "Quagga",
        mobile_phone: phone,
      });
      const other = await newProfile({ first_name: "Wilma", last_name: "Okapi" });
      for (const text of ["wilma quagga aunt", "dr quagga", "quagga 999", "aunt 777341"]) {
        expect(await idsOf(text), text).toEqual([id]);
      }
      expect(await idsOf("wilma okapi")).toEqual([other.id]);
      expect(await idsOf("aunt dr quagga")).toEqual([]);
      await world.ask(`DELETE /profiles/${id}`);
      expect(await idsOf("wilma quagga")).toEqual([other.id]);
      const kana = await newProfile({ first_name: "タロウ", last_name: "ヤマダ" });
      for (const text of ["ヤマダ", "ﾔﾏﾀﾞ", "やまだ", "ﾔﾏﾀﾞ ﾀﾛｳ", "たろう"]) {
        expect(await idsOf(text), text).toEqual([kana.id]);
      }
    });

    it("are found by the receipt number of a sale: the whole number or its digits, and of their own", async () => {
      const [ada, bea] = [await newProfile(), await newProfile()];
      const sell = (profileId: string, receipt: string) =>
        post("/transactions", {
          profile_id: profileId,
          external_id: receipt,
          receipt_ref: receipt,
          total: 10,
          transacted_at: "2026-03-01 10:00:00",
        });
      await sell(ada.id, "R-8841/0192");
      await sell(ada.id, "R-8841/0193");
      await sell(bea.id, "R-8841/01");
      const search = (text: string) => list(`search=${encodeURIComponent(text)}`);
      expect(await search(" R-8841/0192 ")).toMatchObject({
        data: [{ id: ada.id }],
        meta: { total: 1 },
      });
      expect((await search("R-8841/01")).data).toMatchObject([{ id: bea.id }]);
      for (const text of ["8841/0192", "r-8841/0192", "88410192", "0088410192"]) {
        expect((await search(text)).data, text).toMatchObject([{ id: ada.id }]);
      }
      for (const text of ["R-8841", "192", "nobody 88410192"]) {
        expect((await search(text)).meta.total, text).toBe(0);
      }
    });

    it("are sorted in a total order", async () => {
      const names = async (sort: string) =>
        (await list(`filter[identities.handle]=list&page[size]=100&sort=${sort}`)).data.map(
          (profile: { first_name: string; birth_month: number }) => profile,
        );
      const up = await names("last_name,first_name");
      const down = await names("-last_name,-first_name");
      expect(down.map((profile: { id: string }) => profile.id)).toEqual(
        up.map((profile: { id: string }) => profile.id).reverse(),
      );
    });

    it("refuse unknown filters, sorts and page sizes", async () => {
      const wrong = await world.ask(
        "GET /profiles?filter[nothing]=1&filter[email][like]=x&filter[birth_day]=many&sort=tags.handle&page[size]=0&page[number]=0",
      );
      expect(wrong.status).toBe(422);
      expect(Object.keys(wrong.body.errors).sort()).toEqual([
        "filter[birth_day]",
        "filter[email][like]",
        "filter[nothing]",
        "page[number]",
        "page[size]",
        "sort",
      ]);
      expect(wrong.body.errors.sort).toEqual([
        "The sort can't be by a field that it names; this list is sorted by id, first_name, last_name, created_at, updated_at.",
      ]);
    });
  });

  describe("lookups", () => {
    it("say whether an email or a phone is available", async () => {
      const profile = await newProfile({ mobile_phone: "+61412333444" });
      const asked = await world.ask("POST /profiles/availability", {
        body: { email: profile.email, mobile_phone: "0499 999 999" },
      });
      expect(asked).toMatchObject({
        status: 200,
        body: {
          data: {
            email: { available: false, profile: { id: profile.id } },
            mobile_phone: { available: true, profile: null },
          },
        },
      });
      const one_ = await world.ask("POST /profiles/availability", {
        body: { mobile_phone: "0412333444" },
      });
      expect(one_.body.data).toEqual({
        email: null,
        mobile_phone: { available: false, profile: { id: profile.id } },
      });
      expect((await world.ask("POST /profiles/availability", { body: {} })).status).toBe(422);
    });

    it("search-id answers with the profile, found by id, email or identity", async () => {
      const profile = await newProfile({ identities: [{ handle: "magento", identifier: "M-1" }] });
      for (const body of [
        { type: "profile_id", id: profile.id },
        { type: "email", id: profile.email },
        { type: "magento", id: "M-1" },
      ]) {
        const found = await world.ask("POST /profiles/search-id", { body });
        expectShape(one(profileViewSchema), found.body);
        expect(found.body.data).toEqual((await world.ask(`GET /profiles/${profile.id}`)).body.data);
      }
      const none = await world.ask("POST /profiles/search-id", {
        body: { type: "magento", id: "M-2" },
      });
      expect(none.status).toBe(404);
      const found = await world.ask("GET /identities/search-profile/M-1");
      expectShape(one(z.array(profileViewSchema)), found.body);
      expect(found.body.data[0].id).toBe(profile.id);
      expect((await world.ask("GET /identities/search-profile/nobody")).body).toEqual({ data: [] });
    });
  });

  it("have identities", async () => {
    const profile = await newProfile();
    const base = `/profiles/${profile.id}/identities`;
    const first = await world.ask(`POST ${base}`, { body: { handle: "pos", identifier: 4711 } });
    expectShape(one(identityViewSchema), first.body);
    expect(first.body.data).toMatchObject({
      handle: "pos",
      identifier: "4711",
      is_primary: true,
      is_active: true,
    });
    const second = await post(base, { handle: "web", identifier: "w", is_primary: "1" });
    expect((await world.ask(`GET ${base}/pos`)).body.data.is_primary).toBe(false);
    expect((await world.ask(`GET ${base}/id/${second.id}`)).body.data).toEqual(second);
    const changed = await world.ask(`PUT ${base}/pos`, { body: { is_active: false } });
    expect(changed.body.data).toMatchObject({ is_active: false, identifier: "4711" });
    const taken = await world.ask(`POST ${base}`, { body: { handle: "web", identifier: "w" } });
    expect(taken.body.errors).toEqual({ identifier: ["The identifier has already been taken."] });
    const list = await world.ask(`GET ${base}`);
    expectShape(one(z.array(identityViewSchema)), list.body);
    expect(list.body.data.map((each: { handle: string }) => each.handle)).toEqual(["web", "pos"]);
    const all = await world.ask(`GET /identities?filter[profile_id]=${profile.id}&sort=-handle`);
    expectShape(pageOf(identityViewSchema), all.body);
    expect(all.body.data.map((each: { handle: string }) => each.handle)).toEqual(["web", "pos"]);
    expect((await world.ask(`DELETE ${base}/id/${second.id}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${base}/web`)).status).toBe(404);
    expect((await world.ask(`GET /profiles/${profile.id}`)).body.data.identities).toHaveLength(1);
  });

  it("come with their identities by include=profile, if the token may read profiles", async () => {
    const profile = await newProfile({ identities: [{ handle: "pos", identifier: "INC-1" }] });
    const query = `filter[profile_id]=${profile.id}`;
    const list = await world.ask(`GET /identities?${query}&include=profile`);
    expectShape(
      pageOf(identityViewSchema.extend({ profile: profileViewSchema.optional() })),
      list.body,
    );
    const read = await world.ask(`GET /profiles/${profile.id}`);
    expect(list.body.data[0].profile).toEqual(read.body.data);
    const path = `/profiles/${profile.id}/identities`;
    for (const each of [path, `${path}/pos`, `/identities?${query}&sort=id`]) {
      const bare = await world.ask(`GET ${each}`);
      expect(JSON.stringify(bare.body)).not.toContain('"profile":');
      const mark = each.includes("?") ? "&" : "?";
      const full = await world.ask(`GET ${each}${mark}include=profile,handle`);
      expect(JSON.stringify(full.body)).toContain('"profile":');
    }
    const token = await world.tokenWith(["read-identities"]);
    expect((await world.ask(`GET /identities?${query}`, { token })).status).toBe(200);
    const refused = await world.ask(`GET /identities?${query}&include=profile`, { token });
    expect([refused.status, refused.body.errors]).toEqual([403, { scope: ["read-profiles"] }]);
    // Always there, so naming it changes nothing.
    expect((await world.ask("GET /profiles?include=identities")).status).toBe(200);
  });

  it("return their balances", async () => {
    const profile = await newProfile();
    const balances = await world.ask(`GET /profiles/${profile.id}/balances`);
    expectShape(one(localisedBalancesSchema), balances.body);
    expect(balances.body.data.currency).toEqual({ from: "AUD", to: "AUD", rate: 1 });
  });
});
