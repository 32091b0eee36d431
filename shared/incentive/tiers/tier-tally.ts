import { dayAfter, yearsAfter } from "#shared/kernel/calendar-day.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { TierDay } from "./tier-facts.ts";

/** The tier points of a profile in one programme, added up so that any span is quick to read. */
export type TierTally = {
  /** Net points from the start of a day to the start of another. */
  readonly between: (from: CalendarDay, before: CalendarDay) => number;
  /**
   * Net points of the twelve calendar months before a day begins. A day's points count until the
   * end of the same day a year later ([T5]).
   */
  readonly yearBefore: (day: CalendarDay) => number;
  /**
   * The last day on which the twelve-month total is what it is on `day`; null if nothing of it
   * leaves.
   */
  readonly lastDayAsOn: (day: CalendarDay) => CalendarDay | null;
};

/** Adds up days, the oldest first. */
export const tallyOf = (days: readonly TierDay[]): TierTally => {
  const dates = days.map(({ day }) => day);
  const leaving = dates.map((day) => yearsAfter(day, 1));
  const sums = [0];
  for (const { gained, lost } of days) sums.push((sums.at(-1) ?? 0) + gained - lost);
  const sumTo = (list: readonly CalendarDay[], day: CalendarDay): number =>
    sums[firstFrom(list, day)] ?? 0;
  return {
    between: (from, before) => sumTo(dates, before) - sumTo(dates, from),
    yearBefore: (day) => sumTo(dates, day) - sumTo(leaving, day),
    lastDayAsOn: (day) => {
      const net = (leaves: CalendarDay) =>
        sumTo(leaving, dayAfter(leaves)) - sumTo(leaving, leaves);
      // 28 and 29 February leave together.
      const counted = new Set(leaving.slice(firstFrom(leaving, day)));
      return [...counted].find((leaves) => net(leaves) !== 0) ?? null;
    },
  };
};

/** The position of the first day that isn't before a given one. */
const firstFrom = (list: readonly CalendarDay[], day: CalendarDay): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
};
