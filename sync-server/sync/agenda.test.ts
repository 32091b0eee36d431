import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appointmentIdSchema, commandIdSchema, taskIdSchema } from "#shared/kernel/ids.ts";
import { DAY_MS } from "#shared/kernel/time.ts";
import { agendaFactSchema, agendaId } from "#shared/sync/facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("the agenda of a store on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let near: TestDevice;
  let far: TestDevice;
  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    near = await enrolTestDevice(server.url, server.store, shop, shop.carlton);
    far = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const newTask = (more: object = {}) => {
    const taskId = taskIdSchema.parse(crypto.randomUUID());
    const command = near.command("add_task", {
      ...{ taskId, profileId: null, noteId: null, title: "Call about the coat", details: null },
      ...{ taskKind: "call", priority: "normal", dueDay: "2026-05-04", dueTime: null },
      ...{ assigneeId: null, ...more },
    });
    return { taskId, command };
  };
  const change = (device: TestDevice, taskId: string, changes: object, more: object = {}) =>
    device.command("change_task", { profileId: null, taskId, changes, ...more });
  const factOn = async (device: TestDevice, factId: string) => {
    const { documents } = await device.pullAll("agenda");
    return agendaFactSchema.safeParse(documents.find(({ id }) => id === factId)).data ?? null;
  };
  const heldBy = async (device: TestDevice, taskId: string) => {
    const fact = await factOn(device, agendaId("task", taskId));
    return fact?.kind === "task" ? fact.task : null;
  };

  test("[X18] a task comes down to the devices of its location, and to no others", async () => {
    const { taskId, command } = newTask();
    const pushed = await near.push(command);
    expect(pushed.verdicts).toMatchObject([{ status: "accepted", profileId: null }]);
    expect(await heldBy(near, taskId)).toMatchObject({
      ...{ title: "Call about the coat", state: "open", origin: "person" },
      ...{ locationId: shop.carlton, createdBy: command["staffId"], closedAt: null },
    });
    expect(await heldBy(far, taskId)).toBeNull();
    const reached = await far.push(change(far, taskId, { state: "done" }));
    expect(reached.verdicts).toMatchObject([{ status: "refused", reason: "task_unknown" }]);
  });

  test("[X19] of each field the last change counts, and done outlasts being put off", async () => {
    const { taskId, command } = newTask();
    await near.push(command);
    const done = { state: "done", outcome: "She comes on Friday" };
    await near.push(
      change(near, taskId, { title: "Write to her", priority: "high" }),
      change(near, taskId, done),
      change(near, taskId, { title: "Write", snoozedUntil: "2026-05-06" }),
    );
    expect(await heldBy(near, taskId)).toMatchObject({
      ...{ ...done, title: "Write", priority: "high", snoozedUntil: "2026-05-06" },
      closedBy: command["staffId"],
    });
    await near.push(change(near, taskId, { state: "open" }));
    expect(await heldBy(near, taskId)).toMatchObject({
      ...{ state: "open", outcome: null, closedBy: null, closedAt: null },
    });
  });

  test("[X18] what was closed long ago isn't sent", async () => {
    const { taskId, command } = newTask();
    await near.push(command);
    const at = Date.now() - 31 * DAY_MS;
    await near.push(change(near, taskId, { state: "done" }));
    await database.run(`update tasks set closed_at = ${at} where id = '${taskId}'`);
    expect(await heldBy(near, taskId)).toBeNull();
  });

  test("[X18] a task moves with a merge, and goes with its profile", async () => {
    const profileId = await shop.addProfile({}, shop.carlton);
    const winnerId = await shop.addProfile({}, shop.carlton);
    const { taskId, command } = newTask({ profileId });
    await near.push(command);
    const unsaid = await near.push(change(near, taskId, { title: "About nobody" }));
    expect(unsaid.verdicts).toMatchObject([{ reason: "task_unknown" }]);
    const { store } = server;
    const commandId = commandIdSchema.parse(crypto.randomUUID());
    const merged = { commandId, winnerId, loserId: profileId };
    await store.write("mergeProfiles", TEST_TENANT, merged);
    expect(await heldBy(near, taskId)).toMatchObject({ profileId: winnerId });
    const late = await near.push(change(near, taskId, { title: "Call her" }, { profileId }));
    expect(late.verdicts).toMatchObject([{ status: "accepted", profileId: winnerId }]);
    await store.write("deleteProfile", TEST_TENANT, { profileId: winnerId });
    expect(await heldBy(near, taskId)).toBeNull();
  });

  test("[S5] an id is used once, and what is named has to exist", async () => {
    const { taskId, command } = newTask();
    const again = newTask({ taskId }).command;
    const nobody = newTask({ assigneeId: crypto.randomUUID() }).command;
    const { verdicts } = await near.push(command, again, nobody);
    expect(verdicts.map(({ reason }) => reason)).toEqual([null, "id_reused", "staff_unknown"]);
    const unknown = await near.push(change(near, crypto.randomUUID(), { state: "done" }));
    expect(unknown.verdicts).toMatchObject([{ reason: "task_unknown" }]);
  });

  const newAppointment = (more: object = {}) => {
    const appointmentId = appointmentIdSchema.parse(crypto.randomUUID());
    const today = new Date().toISOString().slice(0, 10);
    const command = near.command("add_appointment", {
      ...{ appointmentId, profileId: null, appointmentKind: "fitting", title: null, details: null },
      ...{ guestName: "Kim", day: today, time: "14:30", minutes: 45, assigneeId: null },
      ...{ state: "confirmed", isWalkIn: false, ...more },
    });
    return { appointmentId, command };
  };
  const step = (device: TestDevice, appointmentId: string, changes: object, more: object = {}) =>
    device.command("change_appointment", { profileId: null, appointmentId, changes, ...more });
  const bookedOn = async (device: TestDevice, appointmentId: string) => {
    const fact = await factOn(device, agendaId("appointment", appointmentId));
    return fact?.kind === "appointment" ? fact.appointment : null;
  };

  test("[X22] [X23] an appointment is its location's, and a late step changes nothing", async () => {
    const { appointmentId, command } = newAppointment();
    const { verdicts } = await near.push(
      command,
      step(near, appointmentId, { state: "waiting", time: "15:00" }),
      step(near, appointmentId, { state: "in_service", assigneeId: command["staffId"] }),
      step(near, appointmentId, { state: "done" }),
      step(near, appointmentId, { state: "cancelled", title: "Late" }),
    );
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      ...[null, null, null, null],
      "appointment_step",
    ]);
    expect(await bookedOn(near, appointmentId)).toMatchObject({
      ...{ state: "done", time: "15:00", title: null, guestName: "Kim", isWalkIn: false },
      ...{ closedBy: command["staffId"], assigneeId: command["staffId"] },
    });
    expect(await bookedOn(far, appointmentId)).toBeNull();
    const reached = await far.push(step(far, appointmentId, { state: "in_service" }));
    expect(reached.verdicts).toMatchObject([{ reason: "appointment_unknown" }]);
    const past = newAppointment({ day: "2026-01-05" });
    await near.push(past.command);
    expect(await bookedOn(near, past.appointmentId)).toBeNull();
  });

  test("[X22] [X25] an appointment moves with a merge, goes with its profile, and has a time", async () => {
    const profileId = await shop.addProfile({}, shop.carlton);
    const winnerId = await shop.addProfile({}, shop.carlton);
    const { appointmentId, command } = newAppointment({ profileId, guestName: null });
    await near.push(command);
    const unsaid = await near.push(step(near, appointmentId, { title: "About nobody" }));
    expect(unsaid.verdicts).toMatchObject([{ reason: "appointment_unknown" }]);
    const commandId = commandIdSchema.parse(crypto.randomUUID());
    const merged = { commandId, winnerId, loserId: profileId };
    await server.store.write("mergeProfiles", TEST_TENANT, merged);
    expect(await bookedOn(near, appointmentId)).toMatchObject({ profileId: winnerId });
    await server.store.write("deleteProfile", TEST_TENANT, { profileId: winnerId });
    expect(await bookedOn(near, appointmentId)).toBeNull();
    const again = newAppointment({ appointmentId }).command;
    const skipped = newAppointment({ day: "2026-10-04", time: "02:30" }).command;
    const refused = await near.push(again, skipped);
    expect(refused.verdicts.map(({ reason }) => reason)).toEqual(["id_reused", "invalid_details"]);
  });
});
