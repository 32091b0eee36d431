import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("types of profiles, and sending them again, on $name", ({ create }) => {
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

  const eventsOf = async (kind: string): Promise<readonly string[]> => {
    const { data } = (await world.ask("GET /events?page[size]=100")).body;
    return data
      .filter((each: { event: string }) => each.event === kind)
      .map((each: { profile_id: string }) => each.profile_id);
  };
  const become = (id: string, type: string) =>
    world.ask(`PUT /profiles/${id}/update-type`, { body: { profile_type: type } });

  it("DOMAIN §3.2 no. 2: any living type becomes any other, and an active one has a contact", async () => {
    const { id } = await world.post("/profiles", { first_name: "Kim", profile_type: "temporary" });
    expect(await eventsOf("profile-temporary.created")).toEqual([id]);
    for (const type of ["incomplete", "pending", "dependant", "system", "temporary"]) {
      expect((await become(id, type)).body.data).toMatchObject({ id, profile_type: type });
    }
    const refused = await become(id, "active");
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["email"]]);
    const same = await world.ask(`PUT /profiles/${id}`, { body: { profile_type: "active" } });
    expect(same.status).toBe(422);
    await world.ask(`PUT /profiles/${id}`, { body: { email: "kim@example.com" } });
    expect((await become(id, "active")).body.data.profile_type).toBe("active");
    for (const type of ["deleted", "card", "boss"]) {
      expect([type, (await become(id, type)).status]).toEqual([type, 422]);
    }
    const writer = await world.tokenWith(["update-profiles"]);
    const body = { profile_type: "pending" };
    const told = await world.ask(`PUT /profiles/${id}/update-type`, { body, token: writer });
    expect(told.body).toEqual({ data: { id } });
  });

  it("[I25] a temporary one is forgotten after its time, unless something came of it", async () => {
    const temporary = { first_name: "Tess", profile_type: "temporary" };
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await world.post("/profiles", temporary)).id);
    const [gone = "", stays = "", bought = "", late = ""] = ids;
    await become(stays, "incomplete");
    const sale = { total: 5, transacted_at: "2026-03-01 10:00:00", external_id: "T-SALE" };
    await world.post("/transactions", { ...sale, profile_id: bought });
    const existing = async () => {
      const answers = await Promise.all(ids.map((id) => world.ask(`GET /profiles/${id}`)));
      return ids.filter((_, at) => answers[at]?.status === 200);
    };
    const onDay = async (days: number) => {
      world.setClock(addMs(NOON, days * DAY_MS));
      await sweepDue({
        store: world.store,
        tenantId: TEST_TENANT,
        onFailure: () => expect.unreachable(),
      });
      return existing();
    };
    expect(await onDay(29)).toEqual(ids);
    // Its time begins when it becomes temporary.
    await become(late, "pending");
    await become(late, "temporary");
    expect(await onDay(31)).toEqual([stays, bought, late]);
    expect(await eventsOf("profile.purged")).toEqual([gone]);
    expect(await onDay(60)).toEqual([stays, bought]);
    world.setClock(NOON);
  });

  it("DOMAIN §3.11: a dependant needs no contact, and two of them may have none", async () => {
    const dependant = { profile_type: "dependant", last_name: "Hart" };
    const both = [
      await world.post("/profiles", dependant),
      await world.post("/profiles", dependant),
    ];
    expect(both).toMatchObject([
      { email: null, mobile_phone: null, profile_type: "dependant", is_completed: false },
      { email: null },
    ]);
  });

  it("DOMAIN §3.1 no. 5: whose an email is, only those are told who may read profiles", async () => {
    const email = "taken@example.com";
    const { id } = await world.post("/profiles", {
      email,
      identities: [{ handle: "card", identifier: "T-1" }],
    });
    const other = await world.post("/profiles", { email: "other@example.com" });
    const blind = await world.tokenWith(["create-profiles", "update-profiles"]);
    const card = { handle: "card", identifier: "T-1" };
    for (const [request, body] of [
      ["POST /profiles", { email }],
      [`PUT /profiles/${other.id}`, { email }],
      [`POST /profiles/${other.id}/identities`, card],
    ] as const) {
      const told = await world.ask(request, { body });
      expect([told.status, told.body.profile], request).toEqual([422, { id }]);
      const hidden = await world.ask(request, { body, token: blind });
      expect([hidden.status, hidden.body.profile], request).toEqual([422, undefined]);
      expect(JSON.stringify(hidden.body)).not.toContain(id);
    }
  });

  it("DOMAIN §3.3 no. 2: sends a profile again, or all that have changed since, and changes none", async () => {
    const sweep = () =>
      sweepDue({
        store: world.store,
        tenantId: TEST_TENANT,
        onFailure: () => expect.unreachable(),
      });
    world.setClock(addMs(NOON, 2 * DAY_MS));
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push((await world.post("/profiles", { email: `sync${n}@example.com` })).id);
    }
    const [first = "", second = ""] = ids;
    await world.ask(`DELETE /profiles/${second}`);
    const before = (await world.ask(`GET /profiles/${first}`)).body;
    expect((await world.ask(`GET /profiles/${first}/resync`)).body).toEqual(before);
    expect(await eventsOf("profile.resent")).toEqual([first]);
    const sync = (updated_at: unknown) =>
      world.ask("POST /profiles/sync", { body: { updated_at } });
    const asked = await sync("2026-03-03 00:00:00");
    expect([asked.status, asked.body]).toEqual([200, { data: { updated_at: expect.any(String) } }]);
    const since = new Date(addMs(NOON, DAY_MS)).toISOString().slice(0, 19).replace("T", " ");
    await sync(since);
    await sweep();
    await sweep();
    const sent = (await eventsOf("profile.resent")).filter((id) => ids.includes(id));
    expect(new Set(sent)).toEqual(new Set([first, ids[2]]));
    expect((await world.ask(`GET /profiles/${first}`)).body).toEqual(before);
    for (const wrong of ["2099-01-01", "soon", null]) {
      const answer = await sync(wrong);
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["updated_at"]]);
    }
  });
});
