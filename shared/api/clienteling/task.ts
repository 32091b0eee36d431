import { z } from "zod";
import { both, momentOrNull, optionalLines, shown, shownMoment } from "#shared/api/api-field.ts";
import { day, filled, locationNumber, orNull, profileUuid, staffUuid } from "#shared/api/fields.ts";
import {
  TASK_TEXT_MAX,
  TASK_TITLE_MAX,
  taskKindSchema,
  taskOriginSchema,
  taskPrioritySchema,
  taskStateSchema,
} from "#shared/clienteling/task.ts";
import { clockTimeSchema } from "#shared/kernel/clock-time.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { pluck } from "#shared/kernel/object.ts";

const textOrNull = z.string().nullable();

const required = {
  title: both(filled(TASK_TITLE_MAX), z.string()),
  /** A day of its location. */
  due_day: both(day, z.string()),
};
const optional = {
  details: optionalLines(TASK_TEXT_MAX),
  kind: both(taskKindSchema, taskKindSchema),
  priority: both(taskPrioritySchema, taskPrioritySchema),
  due_time: both(orNull(clockTimeSchema), textOrNull),
  assignee_id: both(orNull(staffUuid), textOrNull),
};
const progress = {
  state: both(taskStateSchema, taskStateSchema),
  outcome: optionalLines(TASK_TEXT_MAX),
  snoozed_until: both(orNull(day), textOrNull),
};
const place = {
  profile_id: both(orNull(profileUuid), textOrNull),
  location_id: both(locationNumber, z.int()),
};
const sent = { ...required, ...optional };
const fields = {
  id: shown(z.string()),
  ...sent,
  ...progress,
  ...place,
  origin: shown(taskOriginSchema),
  note_id: shown(textOrNull),
  created_by: shown(textOrNull),
  made_at: shownMoment,
  closed_by: shown(textOrNull),
  closed_at: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a task, each field on its own (clienteling/SPEC.md [X19]). */
export const taskChangeSchema = z
  .object({ ...pluck(sent, "body"), ...pluck(progress, "body") })
  .partial();

/** A new task of the profile that the path names ([X18]). It stays with its location. */
export const ownTaskSchema = z
  .object(pluck(optional, "body"))
  .partial()
  .extend({ ...pluck(required, "body"), location_id: place.location_id.body });

/** A new task, for a profile or not. */
export const newTaskSchema = ownTaskSchema.extend({
  profile_id: place.profile_id.body.optional(),
});

/** A task in a body, in our words. */
export const taskOf = <B extends object>(body: B) =>
  insideNames({ ...sent, ...progress, ...place }, body);

export const taskViewSchema = z.object(pluck(fields, "view"));

/** A task as the API shows it. */
export const taskView: (task: Inside<typeof fields>) => z.output<typeof taskViewSchema> =
  encoderOf(fields);
