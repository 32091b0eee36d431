import { type Cents, sumCents } from "#shared/kernel/money.ts";
import { addToDay, type CalendarDay, monthStartOf } from "#shared/kernel/time.ts";

/** What a store's customers did on one day ([X34]). */
export type StoreDay = {
  readonly day: CalendarDay;
  /** What they spent, in any store, less returns. */
  readonly spentCents: Cents;
  /** How many of them shopped. */
  readonly shoppers: number;
  /** What was redeemed at the store, by anybody. */
  readonly redeemedCents: Cents;
};

/** Days from one through another. */
export type DayRange = { readonly from: CalendarDay; readonly through: CalendarDay };

/** The periods that a store is looked at by. */
export type StorePeriod = "today" | "week" | "month";

/** A period up to today, and as many days of the one before. */
export type ComparedDays = { readonly now: DayRange; readonly before: DayRange };

/**
 * The periods on a day ([X34]): today and the same weekday before, this week since Monday and the
 * same days of the last one, this month and the same days of the last one.
 */
export const periodsOn = (today: CalendarDay): Readonly<Record<StorePeriod, ComparedDays>> => {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const monday = addToDay(today, { days: -((weekday + 6) % 7) });
  const month = monthStartOf(today);
  const weekBefore = (day: CalendarDay) => addToDay(day, { days: -7 });
  const monthBefore = (day: CalendarDay) => addToDay(day, { months: -1 });
  const compared = (from: CalendarDay, back: (day: CalendarDay) => CalendarDay) => ({
    now: { from, through: today },
    before: { from: back(from), through: back(today) },
  });
  return {
    today: compared(today, weekBefore),
    week: compared(monday, weekBefore),
    month: compared(month, monthBefore),
  };
};

/** What happened on these days together. */
export const sumStoreDays = (
  days: readonly StoreDay[],
  { from, through }: DayRange,
): Omit<StoreDay, "day"> => {
  const within = days.filter(({ day }) => day >= from && day <= through);
  return {
    spentCents: sumCents(within.map(({ spentCents }) => spentCents)),
    shoppers: within.reduce((sum, { shoppers }) => sum + shoppers, 0),
    redeemedCents: sumCents(within.map(({ redeemedCents }) => redeemedCents)),
  };
};
