import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { taskViewSchema } from "#shared/api/clienteling/task.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newStaffId } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("the agenda of a location over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let location_id: number;
  let profileId: string;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const perth = { name: "Perth", external_id: "P", timezone: "Australia/Perth" };
    location_id = (await world.post("/locations", perth)).id;
    profileId = (await world.post("/profiles", { email: "a@example.com" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  test("[X18] a task is made, found, changed and deleted", async () => {
    const body = { title: "Call about the coat", due_day: "2026-05-04", location_id };
    const made = await world.ask("POST /tasks", { body });
    expectShape(one(taskViewSchema), made.body);
    expect(made.body.data).toMatchObject({
      ...{ ...body, kind: "other", priority: "normal", due_time: null, origin: "rule" },
      ...{ state: "open", profile_id: null, assignee_id: null, created_by: null },
    });
    const own = { ...body, title: "Write", due_day: "2026-05-05", due_time: "15:30" };
    const ofProfile = await world.post(`/profiles/${profileId}/tasks`, own);
    expect(ofProfile).toMatchObject({ ...own, profile_id: profileId });
    for (const [filter, found] of [
      [`[location_id]=${location_id}`, [made.body.data.id, ofProfile.id]],
      ["[due_day][gte]=2026-05-05", [ofProfile.id]],
      [`[profile_id]=${profileId}`, [ofProfile.id]],
      ["[assignee_id][nullable]=true&filter[state]=done", []],
    ] as const) {
      const list = await world.ask(`GET /tasks?sort=due_day&filter${filter}`);
      expectShape(pageOf(taskViewSchema), list.body);
      expect(list.body.data.map((each: { id: string }) => each.id)).toEqual(found);
    }
    const ofThem = await world.ask(`GET /profiles/${profileId}/tasks`);
    expect(ofThem.body.data).toEqual([ofProfile]);
    const path = `/tasks/${ofProfile.id}`;
    const change = { state: "done", outcome: "She comes on Friday" };
    const done = await world.ask(`PUT ${path}`, { body: change });
    expect(done.body.data).toMatchObject({ ...own, ...change, closed_by: null });
    expect(done.body.data.closed_at).not.toBeNull();
    expect((await world.ask(`GET /profiles/${profileId}${path}`)).body).toEqual(done.body);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).status).toBe(404);
  });

  test("[X18] a task stays with its location, and names what is there", async () => {
    const body = { title: "Call", due_day: "2026-05-04", location_id };
    const { id } = await world.post("/tasks", body);
    for (const [request, more, field] of [
      ["POST /tasks", { ...body, location_id: 9_999_999 }, "location_id"],
      ["POST /tasks", { ...body, assignee_id: newStaffId() }, "assignee_id"],
      ["POST /tasks", { ...body, profile_id: newStaffId() }, "profile_id"],
      ["POST /tasks", { ...body, due_time: "24:00" }, "due_time"],
      [`PUT /tasks/${id}`, { assignee_id: newStaffId() }, "assignee_id"],
    ] as const) {
      const answer = await world.ask(request, { body: more });
      expect([answer.status, Object.keys(answer.body.errors)], request).toEqual([422, [field]]);
    }
  });
});
