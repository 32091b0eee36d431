import { z } from "zod";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { addCents, type Cents, centsSchema, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import {
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  instant,
  UTC,
} from "#shared/kernel/time.ts";
import { aggregationsOf } from "./aggregations.ts";
import type { ShopDay } from "./shop-day.ts";

/** How often and how much a profile shops, as devices hold it ([A11]). */
export const shoppingSchema = z.object({
  /** The latest shop day. */
  latestDay: calendarDaySchema,
  /** How many shop days there are. */
  shopDays: z.int().positive(),
  /** Days from one to the next on average; null before the third. */
  averageDays: z.int().nullable(),
  /** Where most sales were. */
  favouriteLocationId: locationIdSchema.nullable(),
  /**
   * The net spend of each day of the 12 months up to the latest, in the tenant's currency: of days
   * that follow each other together, under the first of them.
   */
  spent: z.array(z.tuple([calendarDaySchema], centsSchema)).readonly(),
});
export type Shopping = z.infer<typeof shoppingSchema>;

/**
 * What devices hold of a profile's shop days ([A11]); null if it has none. It follows from them
 * alone and not from today, so it needn't be sent again as time passes.
 */
export const shoppingOf = (days: readonly ShopDay[], currency: string): Shopping | null => {
  const { latestShopDate, totalShopDays, averageShopDays, mostTransactedLocation } = aggregationsOf(
    days,
    { now: NEVER_READ, timezone: UTC, joinedAt: null, currency, locations: new Map() },
  );
  if (latestShopDate === null) return null;
  const after = addToDay(latestShopDate, { months: -12 });
  const recent = days.filter((each) => each.currency === currency && each.day > after);
  return {
    latestDay: latestShopDate,
    shopDays: totalShopDays,
    averageDays: averageShopDays,
    favouriteLocationId: mostTransactedLocation,
    spent: inRuns(spentByDay(recent)),
  };
};

/** The net spend by day, in runs of days that follow each other. `spentDays` is the reverse. */
const inRuns = (spent: ReadonlyMap<CalendarDay, Cents>): Shopping["spent"] => {
  const runs: [CalendarDay, ...Cents[]][] = [];
  let next: CalendarDay | null = null;
  for (const [day, amount] of [...spent].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (day === next) runs.at(-1)?.push(amount);
    else runs.push([day, amount]);
    next = dayAfter(day);
  }
  return runs;
};

/** The days on which a profile shopped, the first first, with the net spend in cents ([A11]). */
export const spentDays = ({
  spent,
}: Pick<Shopping, "spent">): readonly (readonly [CalendarDay, Cents])[] =>
  spent.flatMap(([first, ...amounts]) => {
    let day = first;
    return amounts.map((amount, n) => {
      if (n > 0) day = dayAfter(day);
      return [day, amount] as const;
    });
  });

const spentByDay = (days: readonly ShopDay[]): ReadonlyMap<CalendarDay, Cents> => {
  const sums = new Map<CalendarDay, Cents>();
  for (const { day, spendCents } of days) {
    sums.set(day, addCents(sums.get(day) ?? ZERO_CENTS, spendCents));
  }
  return sums;
};

/** None of what is taken from the aggregations depends on the time. */
const NEVER_READ = instant(0);

/** The net spend in the 12 months up to a day ([A4]), in cents. */
export const spentIn12Months = (shopping: Shopping, today: CalendarDay): Cents => {
  const after = addToDay(today, { months: -12 });
  return sumCents(
    spentDays(shopping)
      .filter(([day]) => day > after)
      .map(([, amount]) => amount),
  );
};

/** From when on a profile is lapsing by its own rhythm ([A5]); null before the third shop day. */
export const lapsesOn = ({
  latestDay,
  averageDays,
}: Pick<Shopping, "latestDay" | "averageDays">): CalendarDay | null =>
  averageDays === null ? null : addToDay(latestDay, { days: 3 * averageDays });
