import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import {
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  daysBetween,
  monthStartOf,
} from "#shared/kernel/time.ts";
import type { AchievementDefinition, AchievementPeriod } from "./achievement.ts";
import type { Unlocked } from "./unlocked.ts";

/** The days whose counts are added up together; null: there is no end that way. */
export type Cycle = {
  readonly from: CalendarDay | null;
  /** The first day that is no longer in it. */
  readonly before: CalendarDay | null;
};

/** How a definition divides time. It never changes. */
export type CycleRule = Pick<AchievementDefinition, "period" | "enableAnnualEarnCycle">;

/**
 * The cycle that a day is in (SPEC.md [M3]). Annual cycles start on the anniversaries of
 * `joinedOn`, for which see `cyclesStartOn`.
 */
export const cycleOf = (
  { period, enableAnnualEarnCycle }: CycleRule,
  day: CalendarDay,
  joinedOn: CalendarDay,
): Cycle => {
  if (period !== null) return PERIODS[period](day);
  return enableAnnualEarnCycle ? yearOf(day, joinedOn) : FOR_LIFE;
};

/**
 * The day from which a profile's annual cycles are counted ([M3]): the one on which it joined, or,
 * if that was changed since its first level was unlocked, the start of that level's cycle.
 * Otherwise each change would start a cycle in which the same levels are unlocked again.
 */
export const cyclesStartOn = (
  rule: CycleRule,
  joinedOn: CalendarDay,
  /** What it has unlocked, the earliest cycle first. */
  unlocks: readonly { readonly cycle: CalendarDay | null; readonly unlocked: Unlocked }[],
): CalendarDay => {
  const first = unlocks.find(({ unlocked }) => hasUnlocked(unlocked))?.cycle ?? null;
  return first === null || cycleOf(rule, first, joinedOn).from === first ? joinedOn : first;
};

/** Also what a correction has taken since: it has issued what it unlocks ([M6]). */
const hasUnlocked = ({ levels, repeated, taken }: Unlocked) =>
  [levels, taken.levels].some(({ length }) => length > 0) ||
  [repeated, taken.repeated].some((each) => each !== null);

const FOR_LIFE: Cycle = { from: null, before: null };

/** Whether a cycle has a day. */
export const isInCycle = ({ from, before }: Cycle, day: CalendarDay): boolean =>
  (from === null || from <= day) && (before === null || day < before);

/** The nearest day of a cycle. */
export const intoCycle = ({ from, before }: Cycle, day: CalendarDay): CalendarDay => {
  if (from !== null && day < from) return from;
  return before !== null && day >= before ? addToDay(before, { days: -1 }) : day;
};

/**
 * 5 January 1970, a Monday: weeks start on Mondays, as in ISO 8601, and fortnights on every other.
 */
const A_MONDAY = calendarDaySchema.parse("1970-01-05");

const daysFrom = (day: CalendarDay, length: number): Cycle => {
  const past = daysBetween(A_MONDAY, day);
  const from = addToDay(A_MONDAY, { days: Math.floor(past / length) * length });
  return { from, before: addToDay(from, { days: length }) };
};

const monthsFrom = (from: CalendarDay, months: number): Cycle => ({
  from,
  before: addToDay(from, { months }),
});

const PERIODS: Readonly<Record<AchievementPeriod, (day: CalendarDay) => Cycle>> = {
  daily: (day) => daysFrom(day, 1),
  weekly: (day) => daysFrom(day, 7),
  fortnightly: (day) => daysFrom(day, 14),
  monthly: (day) => monthsFrom(monthStartOf(day), 1),
  yearly: (day) => monthsFrom(calendarDaySchema.parse(`${day.slice(0, 4)}-01-01`), 12),
};

/** Years are counted from the first date, so 29 February comes back in every leap year. */
const yearOf = (day: CalendarDay, joinedOn: CalendarDay): Cycle => {
  const years = Number(day.slice(0, 4)) - Number(joinedOn.slice(0, 4));
  const first = yearsAfter(joinedOn, years) <= day ? years : years - 1;
  return { from: yearsAfter(joinedOn, first), before: yearsAfter(joinedOn, first + 1) };
};
