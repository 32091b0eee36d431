import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandIdSchema, taskIdSchema } from "#shared/kernel/ids.ts";
import { DAY_MS } from "#shared/kernel/time.ts";
import { taskFactSchema } from "#shared/sync/facts.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("tasks on $name", ({ create }) => {
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
  const heldBy = async (device: TestDevice, taskId: string) => {
    const { documents } = await device.pullAll("tasks");
    const found = documents.find(({ id }) => id === taskId);
    return taskFactSchema.safeParse(found).data?.task ?? null;
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
});
