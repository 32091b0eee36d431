import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Member = { readonly profile_id: string; readonly is_active: boolean };

describe.for(databases)("organisations over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const person = async (more: object = {}): Promise<string> => {
    made += 1;
    return (await world.post("/profiles", { email: `o${made}@example.com`, ...more })).id;
  };
  const organisation = (more: object = {}) => {
    made += 1;
    return world.post("/organisations", {
      ...{ name: "Hart", handle: `hart-${made}`, type: "company", ...more },
    });
  };
  const membersOf = async (id: number, query = ""): Promise<readonly string[]> => {
    const { body } = await world.ask(`GET /organisations/${id}/profiles?sort=id${query}`);
    return body.data.map((each: Member) => each.profile_id);
  };
  const ofProfile = async (id: string) =>
    (await world.ask(`GET /profiles/${id}`)).body.data.organisations;
  const errorsOf = ({ status, body }: { status: number; body: { errors?: object } }) => [
    status,
    ...Object.keys(body.errors ?? {}),
  ];

  it("DOMAIN §14.5 no. 2: a profile is in one once, with a role and an end", async () => {
    const { id } = await organisation();
    const role = await world.post("/role-definitions", { handle: "buyer", description: "Buys" });
    const a = await person();
    const path = `/organisations/${id}/profiles`;
    const body = { profile_id: a, role_definition_id: role.id, expires_at: "2026-03-10" };
    const member = await world.post(path, body);
    expect(member).toMatchObject({
      ...{ profile_id: a, is_active: true, source: "hand" },
      role_definition: { handle: "buyer", description: "Buys" },
      // The day there, in UTC.
      expires_at: "2026-03-10 12:59:59",
    });
    expect(errorsOf(await world.ask(`POST ${path}`, { body }))).toEqual([422, "profile_id"]);
    const twice = { organisation_id: id };
    const again = await world.ask(`POST /profiles/${a}/organisations`, { body: twice });
    expect(errorsOf(again)).toEqual([422, "profile_id"]);
    const at = [person(), person()];
    const [b = "", c = ""] = await Promise.all(at);
    const raced = await Promise.all(
      [b, b, c].map((profile_id) => world.ask(`POST ${path}`, { body: { profile_id } })),
    );
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 201, 422]);
    expect(await ofProfile(a)).toMatchObject([
      { id, name: "Hart", role_definition: { id: role.id } },
    ]);
    const wrong = { profile_id: await person(), role_definition_id: 999_999 };
    expect(errorsOf(await world.ask(`POST ${path}`, { body: wrong }))).toEqual([
      ...[422, "role_definition_id"],
    ]);
    expect((await world.ask(`DELETE /role-definitions/${role.id}`)).status).toBe(409);
    expect((await world.ask(`DELETE /organisations/${id}`)).status).toBe(409);
  });

  it("DOMAIN §14.5 no. 3: who was a member can be told for any past instant", async () => {
    const { id } = await organisation();
    const [a, b] = [await person(), await person()];
    const path = `/organisations/${id}/profiles`;
    await world.post(path, { profile_id: a, expires_at: formatV3(addMs(NOON, 5 * DAY_MS)) });
    world.setClock(addMs(NOON, DAY_MS));
    await world.post(path, { profile_id: b });
    world.setClock(addMs(NOON, 2 * DAY_MS));
    await world.ask(`PUT ${path}/${b}`, { body: { is_active: false } });
    world.setClock(addMs(NOON, 3 * DAY_MS));
    expect((await world.ask(`DELETE ${path}/${b}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${path}/${b}`)).status).toBe(404);
    world.setClock(addMs(NOON, 9 * DAY_MS));
    const at = (days: number, more = "&filter[is_active]=true") =>
      membersOf(id, `&at=${encodeURIComponent(formatV3(addMs(NOON, days * DAY_MS)))}${more}`);
    expect(await at(-1)).toEqual([]);
    expect(await at(0)).toEqual([a]);
    expect(await at(1.5)).toEqual([a, b]);
    expect(await at(2.5)).toEqual([a]);
    expect(await at(2.5, "")).toEqual([a, b]);
    expect(await at(5)).toEqual([a]);
    expect(await at(6)).toEqual([]);
    expect(await membersOf(id)).toEqual([a]);
    expect(await membersOf(id, "&filter[is_active]=true")).toEqual([]);
    expect(await ofProfile(a)).toMatchObject([{ id, is_active: false }]);
    const wrong = await world.ask(`GET ${path}?at=soon`);
    expect(errorsOf(wrong)).toEqual([422, "at"]);
    world.setClock(NOON);
  });

  it("DOMAIN §14.5 no. 4: an email of a domain that it authorises makes a member", async () => {
    const acme = await organisation({ authorised_domains: ["@Acme.test"] });
    expect(acme.authorised_domains).toEqual(["acme.test"]);
    const idle = await organisation({ authorised_domains: ["acme.test"], is_active: false });
    const a = await person({ email: "a@acme.test" });
    expect(await ofProfile(a)).toMatchObject([{ id: acme.id, source: "domain" }]);
    expect(await membersOf(idle.id)).toEqual([]);
    const b = await person({ email: "b@sub.acme.test" });
    expect(await ofProfile(b)).toEqual([]);
    await world.ask(`PUT /profiles/${b}`, { body: { email: "b@acme.test" } });
    expect(await membersOf(acme.id)).toEqual([a, b]);
    await world.ask(`PUT /profiles/${b}`, { body: { email: "b@example.com" } });
    expect(await membersOf(acme.id)).toEqual([a]);
    // What somebody has said stays.
    await world.ask(`PUT /organisations/${acme.id}/profiles/${a}`, {
      body: { expires_at: "2099-01-01" },
    });
    await world.ask(`PUT /profiles/${a}`, { body: { email: "a@example.com" } });
    expect(await membersOf(acme.id)).toEqual([a]);
    const wrong = await world.ask("POST /organisations", {
      body: { name: "n", handle: "n", type: "company", authorised_domains: ["no domain"] },
    });
    expect(errorsOf(wrong)).toEqual([422, "authorised_domains.0"]);
  });

  it("DOMAIN §14.5 no. 5: a merge keeps one membership of each, and gives them back", async () => {
    const [both, theirs] = [await organisation(), await organisation()];
    const [winner, loser] = [await person(), await person()];
    const join = (id: number, profile_id: string) =>
      world.post(`/organisations/${id}/profiles`, { profile_id });
    await join(both.id, winner);
    await join(both.id, loser);
    await join(theirs.id, loser);
    const body = { source_profile_id: loser, destination_profile_id: winner };
    await world.post("/profiles/merge", body, [200]);
    const ids = async (id: string) => (await ofProfile(id)).map((each: { id: number }) => each.id);
    expect(await ids(winner)).toEqual([both.id, theirs.id]);
    await world.post("/profiles/unmerge", { source_profile_id: loser }, [200]);
    expect([await ids(winner), await ids(loser)]).toEqual([[both.id], [both.id, theirs.id]]);
  });

  it("§14.3 §14.5 regions and organisations come with a profile, and what isn't sent stays", async () => {
    const post = (path: string, body: object) => world.post(path, body, [200, 201]);
    const west = await post("/regions", { handle: "west side" });
    const east = await post("/regions", { handle: "east side" });
    const firm = await post("/organisations", {
      ...{ name: "Sent with", handle: "sent-with", type: "company" },
    });
    const role = await post("/role-definitions", { handle: "sent-role" });
    const made = await post("/profiles", {
      email: "belongs@example.com",
      regions: [{ region_id: west.id, country: "AU", state: "WA" }],
      organisations: [{ organisation_id: firm.id, role_definition_id: role.id }],
    });
    expect(made).toMatchObject({
      region: { id: west.id, state: "WA", is_active: true },
      regions: [{ id: west.id }],
      organisations: [{ id: firm.id, role_definition: { id: role.id }, is_active: true }],
    });
    const put = (body: object) => world.ask(`PUT /profiles/${made.id}`, { body });
    const more = await put({ regions: [{ region_id: east.id }, { id: west.id, state: "NT" }] });
    expect(more.body.data).toMatchObject({
      region: { id: east.id },
      regions: [
        { id: west.id, state: "NT", is_active: false },
        { id: east.id, is_active: true },
      ],
      organisations: [{ id: firm.id }],
    });
    const { updated_at: _u, ...before } = more.body.data;
    const back = await put(more.body.data);
    expect(back.body.data).toMatchObject(before);

    const errorsOf = async (body: object) => Object.keys((await put(body)).body.errors ?? {});
    expect(await errorsOf({ regions: [{ region_id: 999_999 }], company: "No" })).toEqual([
      "regions.0.region_id",
    ]);
    expect(await errorsOf({ organisations: [{ organisation_id: 999_999 }] })).toEqual([
      "organisations.0.organisation_id",
    ]);
    expect(await errorsOf({ regions: [{ country: "AU" }] })).toEqual(["regions.0.region_id"]);
    const after = (await world.ask(`GET /profiles/${made.id}`)).body.data;
    expect([after.company, after.regions.length]).toEqual([null, 2]);
  });
});
