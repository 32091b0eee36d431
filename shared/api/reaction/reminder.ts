import { z } from "zod";
import {
  both,
  momentOrNull,
  optionalText,
  shown,
  shownMoment,
  toggle,
} from "#shared/api/api-field.ts";
import { orNull, timezone } from "#shared/api/fields.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { cleanText, wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { severalLines } from "#shared/kernel/text.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  isReminderValid,
  reminderChannelSchema,
  reminderPeriodSchema,
  reminderRepeatSchema,
  reminderScheduleSchema,
} from "#shared/reaction/reminder.ts";

const TIMES_MAX = 1000;
const times = both(orNull(wholeNumber.pipe(z.int().min(1).max(TIMES_MAX))), z.int().nullable());
const timeOfDay = both(
  orNull(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:30")),
  z.string().nullable(),
);
const required = {
  schedule_type: both(reminderScheduleSchema, reminderScheduleSchema),
  channel: both(reminderChannelSchema, reminderChannelSchema),
  note: both(cleanText(severalLines)(2000).pipe(z.string().min(1, "is required")), z.string()),
};
const optional = {
  period_value: times,
  period_unit: both(orNull(reminderPeriodSchema), reminderPeriodSchema.nullable()),
  period_time_at: timeOfDay,
  repeat_value: times,
  repeat_unit: both(orNull(reminderRepeatSchema), reminderRepeatSchema.nullable()),
  repeat_time_at: timeOfDay,
  /** An address or a Slack channel, depending on the channel. */
  recipient: optionalText(190),
  /** As whom it is sent. */
  username: optionalText(100),
  timezone: both(timezone, z.string()),
  is_active: toggle,
};
const sent = { ...required, ...optional };
const fields = {
  id: shown(z.int()),
  ...sent,
  remind_at: momentOrNull,
  expires_at: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a reminder (DOMAIN §16.1). */
export const reminderChangeSchema = z
  .object({
    ...pluck(sent, "body"),
    remind_at: fields.remind_at.body,
    expires_at: fields.expires_at.body,
  })
  .partial();

/** A new reminder. */
export const newReminderSchema = reminderChangeSchema.extend(pluck(required, "body"));

/** A reminder in a body, in our words. */
export const reminderOf = <B extends z.output<typeof reminderChangeSchema>>(body: B) => ({
  ...insideNames(sent, body),
  remindAt: body.remind_at,
  expiresAt: body.expires_at,
});

export const reminderViewSchema = z.object({
  ...pluck(fields, "view"),
  /** Whether it will still remind anybody. */
  is_valid: z.boolean(),
});

const encode = encoderOf(fields);

/** A reminder as the API shows it. */
export const reminderView = (
  reminder: Inside<typeof fields>,
  now: Instant,
): z.output<typeof reminderViewSchema> => ({
  ...encode(reminder),
  is_valid: isReminderValid(reminder, now),
});
