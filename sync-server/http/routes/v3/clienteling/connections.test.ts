import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Row = { readonly id: number; readonly name: string };

describe.for(databases)("connections over the v3 API on $name", ({ create }) => {
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
    const body = { first_name: `P${made}`, email: `c${made}@example.com`, ...more };
    return (await world.post("/profiles", body)).id;
  };
  const definition = (more: object = {}) => {
    made += 1;
    const body = { name: "Friend", handle: `friend-${made}`, type: "friend", ...more };
    return world.post("/connections/definitions", body);
  };
  const bodyOf = (of: { handle: string }, connector: string, connected: string, more = {}) => ({
    ...{ name: "Friend", connection_definition_handle: of.handle },
    ...{ connector_id: connector, connected_id: connected, ...more },
  });
  const put = (profileId: string, id: number, body: object) =>
    world.ask(`PUT /profiles/${profileId}/connections/${id}`, { body });
  const errorsOf = ({ status, body }: { status: number; body: { errors?: object } }) => [
    status,
    ...Object.keys(body.errors ?? {}),
  ];
  const read = async (id: number) => (await world.ask(`GET /connections/${id}`)).body.data;
  const namesAt = async (path: string) =>
    (await world.ask(`GET ${path}`)).body.data.map(({ name }: Row) => name);

  it("DOMAIN §3.10 no. 1: one of a kind stands between the same two, whoever asked", async () => {
    const [a, b] = [await person(), await person()];
    const [friend, family] = [await definition(), await definition()];
    const first = await world.post("/connections", bodyOf(friend, a, b));
    expect(first).toMatchObject({ status: "accepted", connector: { id: a }, connected: { id: b } });
    const back = await world.ask("POST /connections", { body: bodyOf(friend, b, a) });
    expect([...errorsOf(back), back.body.connection]).toEqual([
      ...[422, "connected_id"],
      { id: first.id },
    ]);
    await world.post("/connections", bodyOf(family, b, a));
    const all = [bodyOf(friend, a, await person()), bodyOf(friend, await person(), b)];
    const one = bodyOf(friend, await person(), await person());
    const bodies = [
      ...all,
      one,
      { ...one, connector_id: one.connected_id, connected_id: one.connector_id },
    ];
    const answers = await Promise.all(
      [...bodies, ...bodies].map((body) => world.ask("POST /connections", { body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...[201, 201, 201, 422, 422, 422, 422, 422],
    ]);
    const self = await world.ask("POST /connections", { body: bodyOf(friend, a, a) });
    expect(errorsOf(self)).toEqual([422, "connected_id"]);
    const again = await world.post(
      "/connections/create-update",
      bodyOf(friend, b, a, { notes: "n" }),
      [200],
    );
    expect(again).toMatchObject({ id: first.id, notes: "n", connector_id: a });
  });

  it("DOMAIN §3.10 no. 2: who was asked answers, and only who may break breaks", async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    const friend = await definition({ is_pending: true, connected_can_break: true });
    const wrong = bodyOf(friend, a, b, { status: "accepted" });
    expect(errorsOf(await world.ask("POST /connections", { body: wrong }))).toEqual([
      422,
      "status",
    ]);
    const { id, status } = await world.post("/connections", bodyOf(friend, a, b));
    expect(status).toBe("pending");
    expect((await put(c, id, { status: "accepted" })).status).toBe(404);
    expect(errorsOf(await put(a, id, { status: "accepted" }))).toEqual([422, "status"]);
    const accepted = await put(b, id, { status: "accepted" });
    expect(accepted.body.data).toMatchObject({
      status: "accepted",
      connected_at: expect.any(String),
    });
    expect(errorsOf(await put(a, id, { status: "break" }))).toEqual([422, "status"]);
    expect(errorsOf(await put(a, id, { status: "archived" }))).toEqual([422, "status"]);
    expect(errorsOf(await put(b, id, { status: "break", disconnected_by: a }))).toEqual([
      ...[422, "disconnected_by"],
    ]);
    expect((await put(a, id, { status: "hold" })).body.data.status).toBe("hold");
    const broken = await put(b, id, { status: "break" });
    expect(broken.body.data).toMatchObject({ status: "break", disconnected_by: b });
    expect(broken.body.data.disconnected_at).not.toBeNull();
    // What was read may be sent back.
    const { disconnected_by: by, name } = broken.body.data;
    expect((await put(a, id, { disconnected_by: by, name })).status).toBe(200);
    expect(errorsOf(await put(b, id, { status: "accepted" }))).toEqual([422, "status"]);
    expect(errorsOf(await put(b, id, { is_archived: true, status: "break" }))).toEqual([
      ...[422, "is_archived"],
    ]);
    expect((await put(b, id, { is_archived: true })).body.data).toMatchObject({
      ...{ status: "archived", is_archived: true },
    });
    // That one is over, so there can be another.
    expect((await world.post("/connections", bodyOf(friend, b, a))).id).not.toBe(id);
  });

  it("DOMAIN §3.10 no. 3: conditions hold on both sides, and again when it is accepted", async () => {
    const [vip, other] = [await person({ tags: ["VIP"] }), await person()];
    const isVip = { in: ["VIP", { var: "flattened_tags" }] };
    const isAdult = { "<": [{ var: "birth_year" }, 2000] };
    const club = await definition({
      ...{ connector_condition: isVip, connected_condition: isAdult, is_pending: true },
    });
    const ask = (connector: string, connected: string) =>
      world.ask("POST /connections", { body: bodyOf(club, connector, connected) });
    expect(errorsOf(await ask(other, vip))).toEqual([422, "connector_id"]);
    // Nothing is known of the year of birth, which is neither before nor after 2000.
    expect(errorsOf(await ask(vip, other))).toEqual([422, "connected_id"]);
    const born = { birth_day: 1, birth_month: 1 };
    await world.ask(`PUT /profiles/${other}`, { body: { ...born, birth_year: 1990 } });
    const { id } = (await ask(vip, other)).body.data;
    await world.ask(`PUT /profiles/${vip}`, { body: { tags: [] } });
    expect(errorsOf(await put(other, id, { status: "accepted" }))).toEqual([422, "connector_id"]);
    await world.ask(`PUT /profiles/${vip}`, { body: { tags: ["VIP"] } });
    expect((await put(other, id, { status: "accepted" })).status).toBe(200);
    const bad = {
      name: "n",
      handle: "bad",
      type: "t",
      connector_condition: { "==": [{ var: "x" }, 1] },
    };
    const refused = await world.ask("POST /connections/definitions", { body: bad });
    expect(errorsOf(refused)).toEqual([422, "connector_condition"]);
    await world.ask(`PUT /connections/definitions/${club.id}`, { body: { is_archived: true } });
    expect(errorsOf(await ask(vip, await person({ ...born, birth_year: 1990 })))).toEqual([
      ...[422, "connection_definition_id"],
    ]);
  });

  it("DOMAIN §3.10 no. 4: one that has ended is broken for every reader, by nobody and no job", async () => {
    const [a, b] = [await person(), await person()];
    const trial = await definition({ end_date_duration: 2, shareable_attributes: ["email"] });
    const { id, ends_at } = await world.post(
      "/connections",
      bodyOf(trial, a, b, { name: "Trial" }),
    );
    const accepted = `/profiles/${a}/connections?filter[status]=accepted`;
    const info = `GET /profiles/${b}/connections/${id}/profileInfo`;
    expect([await namesAt(accepted), (await world.ask(info)).status]).toEqual([["Trial"], 200]);
    await world.ask(`PUT /connections/definitions/${trial.id}`, {
      body: { end_date_duration: 90 },
    });
    world.setClock(addMs(NOON, 3 * DAY_MS));
    expect(await read(id)).toMatchObject({
      ...{ status: "break", disconnected_by: null, disconnected_at: ends_at, ends_at },
    });
    expect([await namesAt(accepted), (await world.ask(info)).status]).toEqual([[], 409]);
    expect(await namesAt(`/connections?filter[status]=break&filter[connector_id]=${a}`)).toEqual([
      "Trial",
    ]);
    const next = await world.post("/connections", bodyOf(trial, a, b, { name: "Next" }));
    expect((await put(a, id, { notes: "over" })).body.data).toMatchObject({
      ...{ status: "break", disconnected_at: ends_at, notes: "over" },
    });
    expect(next.status).toBe("accepted");
    world.setClock(NOON);
  });

  it("DOMAIN §3.10 no. 5: shares what the definition names and nothing else", async () => {
    const [a, b] = [await person(), await person({ last_name: "Hart", company: "Acme" })];
    const shares = { shareable_attributes: ["last_name", "company"], is_pending: true };
    const friend = await definition(shares);
    const { id } = await world.post("/connections", bodyOf(friend, a, b));
    const info = `GET /profiles/${a}/connections/${id}/profileInfo`;
    expect((await world.ask(info)).status).toBe(409);
    await put(b, id, { status: "accepted" });
    expect((await world.ask(info)).body).toEqual({ data: { last_name: "Hart", company: "Acme" } });
    const of = await person();
    const strange = `GET /profiles/${of}/connections/${id}/profileInfo`;
    expect((await world.ask(strange)).status).toBe(404);
    const token = await world.tokenWith(["read-connections"]);
    const seen = (await world.ask(`GET /connections/${id}`, { token })).body.data;
    expect(seen.connected).toEqual({
      ...{ id: b, first_name: null, last_name: null, email: null },
      ...{ birth_year: null, birth_month: null, birth_day: null },
    });
    expect((await world.ask(info, { token })).status).toBe(403);
    const unknown = { name: "n", handle: "n", type: "t", shareable_attributes: ["pin_hash"] };
    const refused = await world.ask("POST /connections/definitions", { body: unknown });
    expect(errorsOf(refused)).toEqual([422, "shareable_attributes.0"]);
  });

  it("lists those of a profile by its side, and hides those with a deleted profile", async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    const friend = await definition();
    await world.post("/connections", bodyOf(friend, a, b, { name: "Asked" }));
    const { id } = await world.post("/connections", bodyOf(friend, c, a, { name: "Was asked" }));
    const path = `/profiles/${a}/connections`;
    expect(await namesAt(`${path}?sort=name`)).toEqual(["Asked", "Was asked"]);
    expect(await namesAt(`${path}?type=connector`)).toEqual(["Asked"]);
    expect(await namesAt(`${path}?type=connected`)).toEqual(["Was asked"]);
    await world.ask(`DELETE /profiles/${c}`);
    const hidden = await world.tokenWith(["read-connections"]);
    const rows = await world.ask(`GET ${path}`, { token: hidden });
    expect(rows.body.data.map(({ name }: Row) => name)).toEqual(["Asked"]);
    expect((await world.ask(`GET /connections/${id}`, { token: hidden })).status).toBe(404);
    expect((await world.ask(`DELETE /connections/definitions/${friend.id}`)).status).toBe(409);
    const renamed = { body: { handle: "other" } };
    expect(errorsOf(await world.ask(`PUT /connections/definitions/${friend.id}`, renamed))).toEqual(
      [...[422, "handle"]],
    );
  });

  it("DOMAIN §3.10 no. 6: a merge moves those of the loser, doubles none, and gives all back", async () => {
    const [winner, loser, x, y] = [await person(), await person(), await person(), await person()];
    const friend = await definition();
    await world.post("/connections", bodyOf(friend, winner, x, { name: "Own" }));
    await world.post("/connections", bodyOf(friend, x, loser, { name: "Double" }));
    await world.post("/connections", bodyOf(friend, y, loser, { name: "Moved" }));
    await world.post("/connections", bodyOf(friend, loser, winner, { name: "Between" }));
    const reader = await world.tokenWith(["read-connections"]);
    const of = async (id: string) =>
      (
        await world.ask(`GET /profiles/${id}/connections?sort=name`, { token: reader })
      ).body.data?.map(({ name }: Row) => name);
    const body = { source_profile_id: loser, destination_profile_id: winner };
    await world.post("/profiles/merge", body, [200]);
    expect([await of(winner), await of(x), await of(y)]).toEqual([
      ...[["Moved", "Own"], ["Own"], ["Moved"]],
    ]);
    await world.post("/profiles/unmerge", { source_profile_id: loser }, [200]);
    expect([await of(winner), await of(loser), await of(x)]).toEqual([
      ["Between", "Own"],
      ["Between", "Double", "Moved"],
      ["Double", "Own"],
    ]);
  });
});
