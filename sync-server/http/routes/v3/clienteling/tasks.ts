import {
  newTaskSchema,
  ownTaskSchema,
  taskChangeSchema,
  taskOf,
  taskView,
  taskViewSchema,
} from "#shared/api/clienteling/task.ts";
import { taskIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listTasksOf, taskStore } from "#sync-server/storage/clienteling/task-store.ts";
import { type TaskRecord, taskTable } from "#sync-server/storage/clienteling/task-table.ts";
import { AGENDA_REFUSALS } from "./agenda-refusals.ts";

const shared = {
  path: "/tasks",
  noun: "task",
  id: taskIdSchema,
  view: taskViewSchema,
  show: (_plane: Plane, rows: readonly TaskRecord[]) => rows.map(taskView),
  refusals: {
    ...AGENDA_REFUSALS,
    task_unknown: unknown("task"),
    task_id_taken: conflict("A task has this id."),
  },
};
const filters = filtersOf(taskTable);

/** `/tasks` (clienteling/SPEC.md [X18]). */
export const tasks = resource({
  ...shared,
  list: { filters, page: ({ read }, query) => taskStore.list(read, query) },
  read: ({ read }, id) => taskStore.read(read, id),
  create: {
    body: newTaskSchema,
    write: ({ write, body }) => write("createTask", taskOf(body)),
  },
  change: {
    body: taskChangeSchema,
    write: ({ write, body, now: at }, id) =>
      write("updateTask", { id, changes: { ...taskOf(body), by: null, at } }),
  },
  remove: { write: ({ write }, id) => write("deleteTask", { id }) },
});

/** The tasks of one profile. */
export const tasksOfProfile = profileResource({
  ...shared,
  param: "task_id",
  list: { filters, page: ({ read, profile }, query) => listTasksOf(read, profile.id, query) },
  read: async ({ read, profile }, id) => {
    const task = await taskStore.read(read, id);
    return task?.profileId === profile.id ? task : null;
  },
  create: {
    body: ownTaskSchema,
    write: ({ write, profile, body }) =>
      write("createTask", { ...taskOf(body), profileId: profile.id }),
  },
  remove: { write: ({ write }, id) => write("deleteTask", { id }) },
});
