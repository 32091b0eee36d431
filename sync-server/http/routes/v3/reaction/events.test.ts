import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { type EventView, eventViewSchema } from "#shared/api/reaction/event.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const HOUR_MS = 3_600_000;

describe.for(databases)("events over the v3 API on $name", ({ create }) => {
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

  const addProfile = async (email: string): Promise<string> => {
    const body = { first_name: "Ada", last_name: "Hart", email };
    const { body: made } = await world.ask("POST /profiles", { body });
    return made.data.id;
  };
  const list = async (query: string): Promise<readonly EventView[]> => {
    const answer = await world.ask(`GET /events?${query}`);
    expectShape(pageOf(eventViewSchema), answer.body);
    return answer.body.data;
  };
  const kinds = async (query: string) => (await list(query)).map(({ event }) => event);

  it("[E1] lists what happened by kind, profile and time", async () => {
    const ada = await addProfile("ada@example.com");
    const ben = await addProfile("ben@example.com");
    world.setClock(addMs(NOON, HOUR_MS));
    await world.ask(`PUT /profiles/${ada}`, { body: { first_name: "Augusta" } });
    await world.ask(`DELETE /profiles/${ben}`);
    expect(await kinds(`filter[profile_id]=${ada}&sort=id`)).toEqual([
      "profile.created",
      "profile.updated",
    ]);
    expect(await kinds(`filter[profile_id]=${ben}&sort=-id`)).toEqual([
      "profile.deleted",
      "profile.created",
    ]);
    const created = await list("filter[event]=profile.created&sort=id");
    expect(created.map((event) => event.profile_id)).toEqual([ada, ben]);
    const to = "filter[recorded_at][lt]=2026-03-03 02:30:00";
    expect(await kinds(`${to}&filter[profile_id][in]=${ada},${ben}`)).toEqual([
      "profile.created",
      "profile.created",
    ]);
    const from = "filter[recorded_at][gte]=2026-03-03 02:30:00";
    expect(await kinds(`${from}&sort=id`)).toEqual(["profile.updated", "profile.deleted"]);
  });

  it("[E2] reads one, with its context at the time and nothing personal", async () => {
    const [event] = await list("filter[event]=profile.updated");
    const answer = await world.ask(`GET /events/${event?.id}`);
    expectShape(one(eventViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      event: "profile.updated",
      context: { version: 2, changed: ["firstName"] },
      occurred_at: "2026-03-03 03:00:00",
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/Ada|Augusta|Hart/);
    expect((await world.ask("GET /events/999999")).status).toBe(404);
  });

  it("[E5] says who caused each, and finds what somebody caused", async () => {
    const shop = await makeTestShop(world.store);
    const device = await enrolTestDevice(world.url.replace("/api/v3", ""), world.store, shop);
    const profileId = await shop.addProfile();
    await device.push(
      device.command("add_note", { noteId: newCommandId(), profileId, text: "Likes linen" }),
    );
    const byDevice = `device:${device.deviceId}`;
    expect(await list(`filter[actor]=${byDevice}`)).toMatchObject([
      { event: "note.created", actor: byDevice },
    ]);
    const token = await world.tokenWith(["create-profiles"]);
    const body = { first_name: "Cy", last_name: "Lane", email: "cy@example.com" };
    await world.ask("POST /profiles", { body, token });
    const byToken = await list("filter[event]=profile.created&sort=-id&page[size]=1");
    expect(byToken[0]?.actor).toMatch(/^token:/);
    expect(token).toContain(`_${byToken[0]?.actor.slice("token:".length)}_`);
    expect(await list("filter[event]=device.enrolled")).toMatchObject([
      { actor: "enrolment-code" },
    ]);
    expect(await list("filter[event]=tenant.created&page[size]=1")).toMatchObject([
      { actor: "command-line" },
    ]);
  });

  it("requires the scope", async () => {
    const other = await world.tokenWith(["read-profiles"]);
    expect((await world.ask("GET /events", { token: other })).status).toBe(403);
    const reader = await world.tokenWith(["read-events"]);
    expect((await world.ask("GET /events", { token: reader })).status).toBe(200);
  });
});
