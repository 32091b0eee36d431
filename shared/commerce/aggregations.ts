import { decimalOf } from "#shared/kernel/decimal.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { type Cents, cents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import {
  addToDay,
  type CalendarDay,
  dayIn,
  daysBetween,
  type Instant,
  type TimeZone,
} from "#shared/kernel/time.ts";
import {
  type Channel,
  channelOf,
  type Frequency,
  frequencyOf,
  type JoinAge,
  joinAgeOf,
  type Recency,
  recencyOf,
} from "./dimensions.ts";
import type { ShopDay } from "./shop-day.ts";

/** What a profile's sales and returns add up to (DOMAIN §4). Money is in one currency. */
export type Aggregations = {
  /** Net, in the 12 months up to the latest shop day. */
  readonly spend12mCents: Cents;
  /** Net, in the 12 months up to today. */
  readonly spend12mNowCents: Cents;
  readonly spendAllCents: Cents;
  /** Net spend for each sale. */
  readonly spendAtv12mCents: Cents;
  readonly spendAtvAllCents: Cents;
  /** What was taken off a sale on average, of those that say so. */
  readonly discountAvgCents: Cents;
  readonly firstShopDate: CalendarDay | null;
  /** From joining to the first shop day; 0 if that was before, null if either is unknown. */
  readonly firstShopDays: number | null;
  readonly secondShopDate: CalendarDay | null;
  readonly secondShopDays: number | null;
  readonly previousShopDate: CalendarDay | null;
  readonly latestShopDate: CalendarDay | null;
  /** Since the previous one. */
  readonly latestShopDays: number | null;
  /** From the third shop day on. */
  readonly averageShopDays: number | null;
  readonly atRiskDate: CalendarDay | null;
  readonly totalShopDays: number;
  /** Shop days with a net spend above zero. */
  readonly shopCount: number;
  /** Days between one shop day and the next, on average; 0 before the second. */
  readonly shopDays: number;
  /** Net, on the latest shop day. */
  readonly latestShopSpendCents: Cents | null;
  readonly latestShopCurrency: string | null;
  readonly dimensionFrequency: Frequency;
  readonly dimensionRecency: Recency;
  readonly dimensionJoin: JoinAge | null;
  readonly channel: Channel | null;
  readonly mostTransactedLocation: LocationId | null;
  readonly latestTransactedLocation: LocationId | null;
  readonly mostSpendLocation: LocationId | null;
  readonly mostSpend12mLocation: LocationId | null;
  readonly transactedLocations: readonly LocationId[];
  readonly likelyCountry: Likely | null;
  readonly likelyState: Likely | null;
  readonly likelyRegion: Likely | null;
};

/** A guess from where a profile shops, with its share of the sales: more than 0, at most 1. */
export type Likely = { readonly value: string; readonly score: number };

/** What aggregations need to know about a location; null where it isn't known. */
export type ShopLocation = {
  readonly type: string | null;
  readonly country: string | null;
  readonly state: string | null;
  readonly region: string | null;
};

/** What aggregations depend on besides the shop days. */
export type AggregationContext = {
  readonly now: Instant;
  /** The tenant's time zone, whose day is today. */
  readonly timezone: TimeZone;
  /** Null: unknown. */
  readonly joinedAt: Instant | null;
  /** The currency of the money. Sales in another count as shop days, not as spend. */
  readonly currency: string;
  readonly locations: ReadonlyMap<LocationId, ShopLocation>;
};

/**
 * A profile's aggregations at an instant, from its shop days in any order (SPEC.md [A3] to [A8]).
 */
export const aggregationsOf = (
  days: readonly ShopDay[],
  { now, timezone, joinedAt, currency, locations }: AggregationContext,
): Aggregations => {
  const today = dayIn(now, timezone);
  const joined = joinedAt === null ? null : dayIn(joinedAt, timezone);
  const dates = [...new Set(days.map(({ day }) => day))].sort();
  const [first = null, second = null] = dates;
  const latest = dates.at(-1) ?? null;
  const previous = dates.at(-2) ?? null;
  const ours = days.filter((day) => day.currency === currency);
  const recent = latest === null ? [] : within12Months(ours, latest);
  const span = first && latest ? daysBetween(first, latest) : 0;
  const total = dates.length;
  const averageShopDays = total < 3 ? null : Math.round(span / total);
  const sold = days.filter(({ sales }) => sales > 0);
  const salesBy = tally(sold, ({ sales }) => sales);
  const { spendCents: latestShopSpendCents, currency: latestShopCurrency } = latestShopOf(
    days.filter(({ day }) => day === latest),
    currency,
  );
  const likely = (read: (location: ShopLocation) => string | null) =>
    likeliest(salesBy, (id) => {
      const location = locations.get(id);
      return location ? read(location) : null;
    });
  return {
    spend12mCents: spendOf(recent),
    spend12mNowCents: spendOf(within12Months(ours, today)),
    spendAllCents: spendOf(ours),
    spendAtv12mCents: perSale(recent),
    spendAtvAllCents: perSale(ours),
    discountAvgCents: average(
      sumCents(ours.map(({ discountCents }) => discountCents)),
      sum(ours, ({ pricedSales }) => pricedSales),
    ),
    firstShopDate: first,
    firstShopDays: first && joined && Math.max(0, daysBetween(joined, first)),
    secondShopDate: second,
    secondShopDays: first && second && daysBetween(first, second),
    previousShopDate: previous,
    latestShopDate: latest,
    latestShopDays: previous && latest && daysBetween(previous, latest),
    averageShopDays,
    atRiskDate:
      latest === null || averageShopDays === null
        ? null
        : addToDay(latest, { days: 3 * averageShopDays }),
    totalShopDays: total,
    shopCount: datesWithSpend(days).size,
    shopDays: total < 2 ? 0 : Math.round(span / (total - 1)),
    latestShopSpendCents,
    latestShopCurrency,
    dimensionFrequency: frequencyOf(total, averageShopDays),
    dimensionRecency: recencyOf(latest, today),
    dimensionJoin: joined && joinAgeOf(joined, today),
    channel: channelOf([...salesBy.keys()].map((id) => locations.get(id)?.type ?? null)),
    mostTransactedLocation: top(salesBy),
    latestTransactedLocation: latestLocationOf(sold),
    mostSpendLocation: top(tally(ours, ({ spendCents }) => spendCents)),
    mostSpend12mLocation: top(tally(recent, ({ spendCents }) => spendCents)),
    transactedLocations: [...salesBy.keys()].sort((a, b) => a - b),
    likelyCountry: likely(({ country }) => country),
    likelyState: likely(({ state }) => state),
    likelyRegion: likely(({ region }) => region),
  };
};

/** A year back from a day, that day included: 1 March of last year isn't in it on 1 March. */
const within12Months = (days: readonly ShopDay[], until: CalendarDay): readonly ShopDay[] => {
  const after = addToDay(until, { months: -12 });
  return days.filter(({ day }) => day > after);
};

const spendOf = (days: readonly ShopDay[]): Cents =>
  sumCents(days.map(({ spendCents }) => spendCents));

const perSale = (days: readonly ShopDay[]): Cents =>
  average(
    spendOf(days),
    sum(days, ({ sales }) => sales),
  );

/** Rounded to a cent; 0 of nothing. */
const average = (total: Cents, count: number): Cents =>
  count === 0 ? ZERO_CENTS : cents(Math.round(total / count) + 0);

const sum = (days: readonly ShopDay[], read: (day: ShopDay) => number): number =>
  days.reduce((total, day) => total + read(day), 0);

/** The days on which more was spent than brought back, in any currency. */
const datesWithSpend = (days: readonly ShopDay[]): ReadonlySet<CalendarDay> => {
  const nets = new Map<string, { readonly day: CalendarDay; readonly net: number }>();
  for (const { day, currency, spendCents } of days) {
    const key = `${day} ${currency}`;
    nets.set(key, { day, net: (nets.get(key)?.net ?? 0) + spendCents });
  }
  return new Set([...nets.values()].filter(({ net }) => net > 0).map(({ day }) => day));
};

/** The net of the latest shop day, in our currency if it was used. */
const latestShopOf = (latest: readonly ShopDay[], ours: string) => {
  const currencies = [...new Set(latest.map(({ currency }) => currency))].sort();
  const currency = currencies.includes(ours) ? ours : (currencies[0] ?? null);
  const spendCents =
    currency === null ? null : spendOf(latest.filter((day) => day.currency === currency));
  return { spendCents, currency };
};

/** Adds something up by location. What was sold nowhere that we know is left out. */
const tally = (
  days: readonly ShopDay[],
  read: (day: ShopDay) => number,
): ReadonlyMap<LocationId, number> => {
  const sums = new Map<LocationId, number>();
  for (const day of days) {
    if (day.locationId === null) continue;
    sums.set(day.locationId, (sums.get(day.locationId) ?? 0) + read(day));
  }
  return sums;
};

/** The key with the most, above zero; of equals, the first. */
const top = <K extends string | number>(sums: ReadonlyMap<K, number>): K | null =>
  [...sums]
    .filter(([, value]) => value > 0)
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))[0]?.[0] ?? null;

/** Where the sales of the latest day with any were; of several locations, where most were. */
const latestLocationOf = (sold: readonly ShopDay[]): LocationId | null => {
  const located = sold.filter(({ locationId }) => locationId !== null);
  const latest = located
    .map(({ day }) => day)
    .sort()
    .at(-1);
  const then = located.filter(({ day }) => day === latest);
  return top(tally(then, ({ sales }) => sales));
};

/** What most sales have in common, of those of which it is known. */
const likeliest = (
  salesBy: ReadonlyMap<LocationId, number>,
  read: (id: LocationId) => string | null,
): Likely | null => {
  const sums = new Map<string, number>();
  for (const [id, sales] of salesBy) {
    const value = read(id) ?? "";
    if (value !== "") sums.set(value, (sums.get(value) ?? 0) + sales);
  }
  const value = top(sums);
  if (value === null) return null;
  const all = [...sums.values()].reduce((total, sales) => total + sales, 0);
  const hundredths = Math.round((10 ** SCORE_DIGITS * (sums.get(value) ?? 0)) / all);
  return { value, score: decimalOf(hundredths, SCORE_DIGITS) };
};

const SCORE_DIGITS = 2;
