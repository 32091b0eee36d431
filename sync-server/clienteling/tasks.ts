import {
  changeTask,
  OPEN_TASK,
  type Task,
  type TaskChanges,
  type TaskContent,
} from "#shared/clienteling/task.ts";
import { type StaffId, taskIdSchema } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { touchAgenda } from "#sync-server/profile/agenda-touch.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { taskStore } from "#sync-server/storage/clienteling/task-store.ts";
import type { NewTask, TaskRecord } from "#sync-server/storage/clienteling/task-table.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { type AgendaRefusal, agendaProblemOf } from "./agenda-problem.ts";

type Said = "title" | "dueDay" | "locationId";

/** A new task as it was sent. Without an id it gets one, and without more it is head office's. */
export type SentTask = Pick<Task, Said> &
  Changes<
    Omit<TaskContent, Said> &
      Pick<Task, "id" | "profileId" | "origin" | "noteId" | "createdBy" | "madeAt">
  >;

/** A change, and who makes it when. */
export type SentTaskChange = TaskChanges & { readonly by: StaffId | null; readonly at: Instant };

/** Writes tasks ([X18], [X19]). Each is in the feed of its location. */
export const {
  create: createTask,
  change: updateTask,
  remove: deleteTask,
} = recordWrites("task", taskStore, {
  newOf: async (deps, sent: SentTask) => {
    const problem = await agendaProblemOf(deps, sent);
    if (problem) return err(problem);
    const { id = taskIdSchema.parse(deps.newId()), origin = "rule", madeAt = deps.now } = sent;
    const { kind = "other", priority = "normal" } = sent;
    return ok({ ...OPEN_TASK, ...definedFields(sent), id, origin, madeAt, kind, priority });
  },
  changedOf: async (
    deps,
    before,
    { by, at, ...changes }: SentTaskChange,
  ): Promise<Result<NewTask, AgendaRefusal>> => {
    if (changes.assigneeId && !(await findStaff(deps, changes.assigneeId))) {
      return err({ reason: "staff_unknown" });
    }
    return ok(changeTask(recordedTask(before), definedFields(changes), { by, at }));
  },
  taken: { refusal: { reason: "task_id_taken" }, keyOf: ({ id }) => ({ id }) },
  wrote: (deps, verb, task) => {
    const { id: taskId, locationId, assigneeId, state } = task;
    const profileId = task.profileId ?? null;
    deps.happened({
      kind: `task.${verb}`,
      profileId,
      ...(verb === "created" ? { occurredAt: task.madeAt } : {}),
      context: { taskId, locationId, staffId: assigneeId ?? null, state },
    });
    touchAgenda(deps, "task", task, verb === "deleted");
  },
});

/** A task as its row says it. */
export const recordedTask = ({ updatedAt: _u, createdAt: _c, ...task }: TaskRecord): Task => ({
  ...task,
  profileId: task.profileId ?? null,
  details: task.details ?? null,
  dueTime: task.dueTime ?? null,
  assigneeId: task.assigneeId ?? null,
  snoozedUntil: task.snoozedUntil ?? null,
  noteId: task.noteId ?? null,
  outcome: task.outcome ?? null,
  createdBy: task.createdBy ?? null,
  closedBy: task.closedBy ?? null,
  closedAt: task.closedAt ?? null,
});
