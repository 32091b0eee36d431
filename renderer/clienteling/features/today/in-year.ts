import type { CalendarDay } from "#shared/kernel/time.ts";
import { type DayOfYear, dayOfYear } from "#shared/profile/day-of-year.ts";

/** A day of the calendar, as birthdays are counted. */
export const inYear = (day: CalendarDay): DayOfYear => {
  const [, month, dayOfMonth] = day.split("-").map(Number);
  return dayOfYear(month ?? 1, dayOfMonth ?? 1);
};
