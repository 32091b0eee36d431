import { originOf } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { AddTaskCommand, ChangeTaskCommand } from "#shared/sync/command.ts";
import { createTask, updateTask } from "#sync-server/clienteling/tasks.ts";
import { taskStore } from "#sync-server/storage/clienteling/task-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/** Adds a task of the device's location, or changes one ([X18], [X19]). */
export const decideTaskCommand = (
  deps: WriteDeps,
  command: AddTaskCommand | ChangeTaskCommand,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> =>
  command.kind === "add_task"
    ? addTask(deps, command, profileId, at)
    : changeTask(deps, command, profileId, at);

const addTask = async (
  deps: WriteDeps,
  { taskId: id, taskKind: kind, ...command }: AddTaskCommand,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  const { title, details, priority, dueDay, dueTime, assigneeId } = command;
  const { noteId, staffId: createdBy, locationId } = command;
  const made = await createTask(deps, {
    ...{ id, kind, title, details, priority, dueDay, dueTime, assigneeId },
    ...{ profileId, locationId, noteId, origin: originOf(noteId), createdBy, madeAt: at },
  });
  if (made.ok) return { status: "accepted", profileId };
  const { reason } = made.error;
  return reason === "task_id_taken"
    ? {
        ...{ status: "refused", reason: "id_reused", profileId },
        detail: "taskId: another task has this id.",
      }
    : { status: "refused", reason, profileId };
};

const changeTask = async (
  deps: WriteDeps,
  { taskId: id, changes, staffId: by, locationId, ...command }: ChangeTaskCommand,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  const task = await taskStore.read(deps, id);
  // What is said of somebody is erased with them, so it has to say of whom it is.
  const isForNobody = command.profileId === null && (task?.profileId ?? null) !== null;
  if (task?.locationId !== locationId || isForNobody) {
    return { status: "refused", reason: "task_unknown", profileId };
  }
  const changed = await updateTask(deps, { id, changes: { ...changes, by, at } });
  if (changed.ok) return { status: "accepted", profileId };
  const { reason } = changed.error;
  return {
    status: "refused",
    reason: reason === "task_id_taken" ? "id_reused" : reason,
    profileId,
  };
};
