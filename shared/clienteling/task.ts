import { z } from "zod";
import { clockTimeSchema } from "#shared/kernel/clock-time.ts";
import {
  locationIdSchema,
  noteIdSchema,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
  taskIdSchema,
} from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { linesSchema, textSchema } from "#shared/kernel/text.ts";
import {
  type CalendarDay,
  calendarDaySchema,
  type Instant,
  instantSchema,
} from "#shared/kernel/time.ts";

export const TASK_TITLE_MAX = 200;
export const TASK_TEXT_MAX = 2000;

/** What there is to do. */
export const taskKindSchema = z.enum(["follow_up", "call", "message", "prepare", "other"]);

/** How far a task is. */
export const taskStateSchema = z.enum(["open", "done", "cancelled"]);
export type TaskState = z.infer<typeof taskStateSchema>;

export const taskPrioritySchema = z.enum(["normal", "high"]);

/** Where a task comes from: staff, a note of theirs, or a rule or another system of head office. */
export const taskOriginSchema = z.enum(["person", "note", "rule"]);

const linesOrNull = linesSchema.trim().max(TASK_TEXT_MAX).nullable();

/** What staff say of a task. */
export const taskContentSchema = z.object({
  title: textSchema.trim().min(1).max(TASK_TITLE_MAX),
  details: linesOrNull,
  kind: taskKindSchema,
  priority: taskPrioritySchema,
  /** A day of its store. */
  dueDay: calendarDaySchema,
  /** On the clock of its store. */
  dueTime: clockTimeSchema.nullable(),
  /** Null: anyone at the store can do it. */
  assigneeId: staffIdSchema.nullable(),
});
export type TaskContent = z.infer<typeof taskContentSchema>;

/** How far it is, and what came of it. */
const progressSchema = z.object({
  state: taskStateSchema,
  outcome: linesOrNull,
  snoozedUntil: calendarDaySchema.nullable(),
});

/** The fields of a task that can change, each on its own ([X19]). */
export const taskChangesSchema = taskContentSchema.extend(progressSchema.shape).partial();
export type TaskChanges = Changes<
  z.infer<typeof taskContentSchema> & z.infer<typeof progressSchema>
>;

/** Something that staff of a store are to do, for a customer or not ([X18]). */
export const taskSchema = taskContentSchema.extend({
  ...progressSchema.shape,
  id: taskIdSchema,
  profileId: profileIdSchema.nullable(),
  locationId: locationIdSchema,
  origin: taskOriginSchema,
  noteId: noteIdSchema.nullable(),
  createdBy: staffIdSchema.nullable(),
  madeAt: instantSchema,
  /** Who did it or cancelled it, and when; null while it is open. */
  closedBy: staffIdSchema.nullable(),
  closedAt: instantSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** Where a task that staff made comes from. */
export const originOf = (noteId: Task["noteId"]): Task["origin"] =>
  noteId === null ? "person" : "note";

type Progress = Pick<Task, "state" | "outcome" | "closedBy" | "closedAt">;

/** A new task: open, and not put off. */
export const OPEN_TASK = {
  ...{ state: "open", outcome: null, snoozedUntil: null, closedBy: null, closedAt: null },
} as const satisfies Progress & Pick<Task, "snoozedUntil">;

/**
 * A task after a change, which says only what it changes; the one recorded last counts for each
 * field ([X19]). A task that is closed stays so until a change opens it again, and only a closed
 * one has an outcome.
 */
export const changeTask = <T extends Progress & TaskContent & Pick<Task, "snoozedUntil">>(
  task: T,
  changes: TaskChanges,
  { by, at }: { readonly by: StaffId | null; readonly at: Instant },
): T => {
  const after = { ...task, ...definedFields(changes) };
  if (after.state === "open") return { ...after, outcome: null, closedBy: null, closedAt: null };
  return after.state === task.state ? after : { ...after, closedBy: by, closedAt: at };
};

/** Where staff look for a task ([X20]). */
export type TaskSection = "overdue" | "today" | "upcoming" | "done";

type Due = Pick<Task, "state" | "dueDay" | "snoozedUntil">;

/** The day on which a task asks to be done: the due day, or until when it was put off. */
export const dayOfTask = ({ dueDay, snoozedUntil }: Omit<Due, "state">): CalendarDay =>
  snoozedUntil !== null && snoozedUntil > dueDay ? snoozedUntil : dueDay;

/** Where a task is on a day of its store; null for one that was cancelled. */
export const sectionOfTask = (task: Due, today: CalendarDay): TaskSection | null =>
  SECTIONS[task.state](dayOfTask(task), today);

const SECTIONS: Readonly<
  Record<TaskState, (day: CalendarDay, today: CalendarDay) => TaskSection | null>
> = {
  open: (day, today) => {
    if (day === today) return "today";
    return day < today ? "overdue" : "upcoming";
  },
  done: () => "done",
  cancelled: () => null,
};
