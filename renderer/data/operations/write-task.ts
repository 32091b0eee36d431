import type { ByStaff, TaskDraft } from "#renderer/data/device.ts";
import { readCurrentAgenda } from "#renderer/data/query/agenda-view.ts";
import type { TaskRefusal } from "#renderer/data/refusal.ts";
import { TASK_TEXT_MAX, TASK_TITLE_MAX, type TaskChanges } from "#shared/clienteling/task.ts";
import { type CommandId, type TaskId, taskIdSchema } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { oneLine, severalLines, storable } from "#shared/kernel/text.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/** Adds a task of this store ([X18]). */
export const addTask = async (
  deps: OperationDeps,
  { staffId, kind: taskKind, ...draft }: TaskDraft & ByStaff,
): Promise<Result<{ readonly commandId: CommandId; readonly taskId: TaskId }, TaskRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const texts = cleaned(draft);
  if (!texts.ok) return texts;
  const taskId = taskIdSchema.parse(deps.parts.newId());
  const submitted = await submitCommand(deps, {
    ...commandBase(deps, staffId),
    ...{ kind: "add_task", taskId, ...draft, ...texts.value, taskKind },
  });
  return submitted.ok ? ok({ ...submitted.value, taskId }) : submitted;
};

/** Changes the fields of a task that are named ([X19]). */
export const changeTask = async (
  deps: OperationDeps,
  request: { readonly taskId: TaskId; readonly changes: TaskChanges } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, TaskRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const { taskId, staffId } = request;
  const { tasks } = await readCurrentAgenda(deps.cache(), deps.outbox.entries$.value);
  const task = tasks.find(({ id }) => id === taskId);
  if (!task) return err({ reason: "task_unknown" });
  const texts = cleaned({ ...task, ...definedFields(request.changes) });
  if (!texts.ok) return texts;
  const { title, details } = request.changes;
  const changes = {
    ...definedFields(request.changes),
    ...(title === undefined ? {} : { title: texts.value.title }),
    ...(details === undefined ? {} : { details: texts.value.details }),
  };
  const { profileId } = task;
  const kind = "change_task" as const;
  return submitCommand(deps, { ...commandBase(deps, staffId), kind, profileId, taskId, changes });
};

/** The texts as they are kept. */
const cleaned = (draft: {
  readonly title: string;
  readonly details: string | null;
}): Result<{ readonly title: string; readonly details: string | null }, TaskRefusal> => {
  const title = oneLine(storable(draft.title)).trim();
  const details = severalLines(storable(draft.details ?? "")).trim();
  if (title === "") return err({ reason: "text_empty" });
  if (title.length > TASK_TITLE_MAX) {
    return err({ reason: "text_too_long", maxLength: TASK_TITLE_MAX });
  }
  return details.length > TASK_TEXT_MAX
    ? err({ reason: "text_too_long", maxLength: TASK_TEXT_MAX })
    : ok({ title, details: details === "" ? null : details });
};
