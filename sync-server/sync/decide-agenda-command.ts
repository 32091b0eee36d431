import { originOf } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { AgendaCommand, CommandOf } from "#shared/sync/command.ts";
import { createAppointment, updateAppointment } from "#sync-server/clienteling/appointments.ts";
import { createTask, updateTask } from "#sync-server/clienteling/tasks.ts";
import { appointmentStore } from "#sync-server/storage/clienteling/appointment-store.ts";
import { taskStore } from "#sync-server/storage/clienteling/task-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Adds a task or an appointment of the device's location, or changes one ([X18], [X19], [X22] to
 * [X25]).
 */
export const decideAgendaCommand = (
  deps: WriteDeps,
  command: AgendaCommand,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  switch (command.kind) {
    case "add_task":
      return addTask(deps, command, profileId, at);
    case "change_task":
      return changeTask(deps, command, profileId, at);
    case "add_appointment":
      return addAppointment(deps, command, profileId, at);
    case "change_appointment":
      return changeAppointment(deps, command, profileId, at);
  }
};

const addTask = async (
  deps: WriteDeps,
  { taskId: id, taskKind: kind, ...command }: CommandOf<"add_task">,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  const { title, details, priority, dueDay, dueTime, assigneeId } = command;
  const { noteId, staffId: createdBy, locationId } = command;
  const made = await createTask(deps, {
    ...{ id, kind, title, details, priority, dueDay, dueTime, assigneeId },
    ...{ profileId, locationId, noteId, origin: originOf(noteId), createdBy, madeAt: at },
  });
  return made.ok ? { status: "accepted", profileId } : refusalOf(made.error, profileId);
};

const changeTask = async (
  deps: WriteDeps,
  { taskId: id, changes, staffId: by, ...command }: CommandOf<"change_task">,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  if (!isMeant(command, await taskStore.read(deps, id))) {
    return { status: "refused", reason: "task_unknown", profileId };
  }
  const changed = await updateTask(deps, { id, changes: { ...changes, by, at } });
  return changed.ok ? { status: "accepted", profileId } : refusalOf(changed.error, profileId);
};

const addAppointment = async (
  deps: WriteDeps,
  { appointmentId: id, appointmentKind: kind, ...command }: CommandOf<"add_appointment">,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  const { title, details, guestName, day, time, minutes, assigneeId } = command;
  const { state, isWalkIn, staffId: createdBy, locationId } = command;
  const made = await createAppointment(deps, {
    ...{ id, kind, title, details, guestName, day, time, minutes, assigneeId },
    ...{ profileId, locationId, state, isWalkIn, createdBy, madeAt: at },
  });
  return made.ok ? { status: "accepted", profileId } : refusalOf(made.error, profileId);
};

const changeAppointment = async (
  deps: WriteDeps,
  { appointmentId: id, changes, staffId: by, ...command }: CommandOf<"change_appointment">,
  profileId: ProfileId | null,
  at: Instant,
): Promise<Outcome> => {
  if (!isMeant(command, await appointmentStore.read(deps, id))) {
    return { status: "refused", reason: "appointment_unknown", profileId };
  }
  const changed = await updateAppointment(deps, { id, changes: { ...changes, by, at } });
  return changed.ok ? { status: "accepted", profileId } : refusalOf(changed.error, profileId);
};

/**
 * Whether it is of the device's location, and the command says for whom it is: what is said of
 * somebody is erased with them.
 */
const isMeant = (
  { locationId, profileId }: Pick<AgendaCommand, "locationId" | "profileId">,
  found: {
    readonly locationId: AgendaCommand["locationId"];
    readonly profileId?: ProfileId | null;
  } | null,
): boolean =>
  found?.locationId === locationId && (profileId !== null || (found.profileId ?? null) === null);

type Made = Awaited<ReturnType<typeof createTask | typeof createAppointment>>;
type Changed = Awaited<ReturnType<typeof updateTask | typeof updateAppointment>>;
type Refused = Extract<Made | Changed, { readonly ok: false }>["error"];

const refusalOf = ({ reason }: Refused, profileId: ProfileId | null): Outcome => {
  switch (reason) {
    case "task_id_taken":
      return {
        ...{ status: "refused", reason: "id_reused", profileId },
        detail: "taskId: another task has this id.",
      };
    case "appointment_id_taken":
      return {
        ...{ status: "refused", reason: "id_reused", profileId },
        detail: "appointmentId: another appointment has this id.",
      };
    case "time_skipped":
      return {
        ...{ status: "refused", reason: "invalid_details", profileId },
        detail: "time: the clock is put forward over it on that day.",
      };
    default:
      return { status: "refused", reason, profileId };
  }
};
