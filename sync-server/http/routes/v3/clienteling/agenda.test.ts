import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appointmentViewSchema } from "#shared/api/clienteling/appointment.ts";
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

  test("[X22] [X23] [X25] an appointment is booked on its store's clock, and goes step by step", async () => {
    const body = { kind: "fitting", day: "2026-05-04", time: "14:30", minutes: 45, location_id };
    const made = await world.ask("POST /appointments", { body: { ...body, guest_name: "Kim" } });
    expectShape(one(appointmentViewSchema), made.body);
    expect(made.body.data).toMatchObject({
      ...{ ...body, state: "confirmed", is_walk_in: false, guest_name: "Kim", profile_id: null },
      ...{ starts_at: "2026-05-04 06:30:00", ends_at: "2026-05-04 07:15:00" },
    });
    const path = `/appointments/${made.body.data.id}`;
    const steps: readonly (readonly [string, number])[] = [
      ...([
        ["done", 422],
        ["waiting", 200],
        ["in_service", 200],
        ["done", 200],
      ] as const),
      ["cancelled", 422],
    ];
    for (const [state, status] of steps) {
      expect((await world.ask(`PUT ${path}`, { body: { state } })).status, state).toBe(status);
    }
    const done = await world.ask(`GET ${path}`);
    expect(done.body.data).toMatchObject({ state: "done", closed_by: null });
    const asked = { ...body, day: "2026-05-05", state: "requested" };
    const own = await world.post(`/profiles/${profileId}/appointments`, asked);
    expect((await world.ask(`GET /profiles/${profileId}/appointments`)).body.data).toEqual([own]);
    const list = await world.ask(
      `GET /appointments?filter[location_id]=${location_id}&filter[day]=2026-05-04&sort=time`,
    );
    expectShape(pageOf(appointmentViewSchema), list.body);
    expect(list.body.data).toEqual([done.body.data]);
    const west = { name: "Melbourne", external_id: "M", timezone: "Australia/Melbourne" };
    const { id: inDst } = await world.post("/locations", west);
    const skipped = { ...body, location_id: inDst, day: "2026-10-04", time: "02:30" };
    for (const [request, more, field] of [
      ["POST /appointments", skipped, "time"],
      ["POST /appointments", { ...body, time: "9:30" }, "time"],
      ["POST /appointments", { ...body, minutes: 0 }, "minutes"],
      ["POST /appointments", { ...body, state: "done" }, "state"],
      ["POST /appointments", { ...body, assignee_id: newStaffId() }, "assignee_id"],
    ] as const) {
      const answer = await world.ask(request, { body: more });
      expect([answer.status, Object.keys(answer.body.errors)], request).toEqual([422, [field]]);
    }
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).status).toBe(404);
  });
});
