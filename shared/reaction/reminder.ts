import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";

/** When a reminder is: at an instant, a while after it was made, or again and again. */
export const reminderScheduleSchema = z.enum(["absolute", "period", "repeat"]);
export type ReminderSchedule = z.infer<typeof reminderScheduleSchema>;
export const reminderPeriodSchema = z.enum(["days", "weeks", "months", "years"]);
export const reminderRepeatSchema = z.enum(["daily", "weekly", "monthly"]);
export const reminderChannelSchema = z.enum(["slack", "email"]);

type Schedule = {
  readonly scheduleType: ReminderSchedule;
  readonly remindAt: Instant | null;
  readonly periodValue: number | null;
  readonly periodUnit: z.infer<typeof reminderPeriodSchema> | null;
  readonly repeatUnit: z.infer<typeof reminderRepeatSchema> | null;
};

/** The fields that a schedule can't do without. */
const NEEDED: Readonly<Record<ReminderSchedule, readonly (keyof Schedule)[]>> = {
  absolute: ["remindAt"],
  period: ["periodValue", "periodUnit"],
  repeat: ["repeatUnit"],
};

/** The fields that are missing in a reminder for its schedule (DOMAIN §16.1). */
export const missingOfSchedule = (reminder: Schedule): readonly (keyof Schedule)[] =>
  NEEDED[reminder.scheduleType].filter((field) => reminder[field] === null);

/** Whether it will still remind anybody: it is on, and not over (DOMAIN §16.1). */
export const isReminderValid = (
  reminder: Pick<Schedule, "scheduleType" | "remindAt"> & {
    readonly isActive: boolean;
    readonly expiresAt: Instant | null;
  },
  now: Instant,
): boolean => {
  const { isActive, expiresAt, scheduleType, remindAt } = reminder;
  const isOver = expiresAt !== null && expiresAt < now;
  const isPast = scheduleType === "absolute" && remindAt !== null && remindAt < now;
  return isActive && !isOver && !isPast;
};
