import type { AggregationContext } from "#shared/commerce/aggregations.ts";
import type { CountedTransaction } from "#shared/commerce/shop-day.ts";

/**
 * A profile's aggregations, straight from its transactions and the rules of commerce/SPEC.md: slow,
 * without shop days, and with its own arithmetic of days. Tests compare the real ones with it.
 */
export const naiveAggregations = (
  all: readonly CountedTransaction[],
  context: AggregationContext,
): Readonly<Record<string, unknown>> => {
  const counted = all
    .filter(({ isVoid }) => !isVoid)
    .map((each) => ({ ...each, day: localDay(each.transactedAt, each.timezone) }));
  const today = localDay(context.now, context.timezone);
  const joined = context.joinedAt === null ? null : localDay(context.joinedAt, context.timezone);
  const ours = counted.filter(({ currency }) => currency === context.currency);
  const dates = unique(counted.map(({ day }) => day)).sort();
  const latest = dates[dates.length - 1];
  const previous = dates[dates.length - 2];
  const first = dates[0];
  const second = dates[1];
  const span = first && latest ? distance(first, latest) : 0;
  const average = dates.length >= 3 ? Math.round(span / dates.length) : null;
  const recent = ours.filter(({ day }) => latest !== undefined && day > yearBefore(latest));
  const now = ours.filter(({ day }) => day > yearBefore(today));
  const onLatest = counted.filter(({ day }) => day === latest);
  const latestCurrency = onLatest.some(({ currency }) => currency === context.currency)
    ? context.currency
    : (unique(onLatest.map(({ currency }) => currency)).sort()[0] ?? null);
  const sales = counted.filter(({ totalCents }) => totalCents > 0);
  const located = sales.filter(({ locationId }) => locationId !== null);
  const shops = unique(located.map(({ locationId }) => locationId)).sort(
    (a, b) => Number(a) - Number(b),
  );
  const priced = ours.filter(
    ({ totalCents, totalOriginalCents }) => totalCents > 0 && totalOriginalCents !== null,
  );
  const off = priced.map((each) => Math.max(0, (each.totalOriginalCents ?? 0) - each.totalCents));
  const types = shops.map((id) => (id === null ? null : context.locations.get(id)?.type));
  const online = types.filter((type) => type?.trim().toLowerCase() === "online").length;
  const lastLocated = located
    .map(({ day }) => day)
    .sort()
    .pop();
  const atLast = located.filter(({ day }) => day === lastLocated);
  const spentAt = (among: typeof counted) => (id: unknown) =>
    add(among.filter((each) => each.locationId === id).map(({ totalCents }) => totalCents));
  const salesAt = (id: unknown) => sales.filter((each) => each.locationId === id).length;
  const everywhere = unique(ours.map(({ locationId }) => locationId)).filter((id) => id !== null);
  const likely = (field: "country" | "state" | "region") => {
    const values = located.flatMap(({ locationId }) => {
      const value = locationId === null ? null : context.locations.get(locationId)?.[field];
      return value ? [value] : [];
    });
    const times = (value: string) => values.filter((each) => each === value).length;
    const value = best(unique(values), times);
    return value && { value, score: Math.round((100 * times(value)) / values.length) / 100 };
  };
  return {
    spend12mCents: net(recent),
    spend12mNowCents: net(now),
    spendAllCents: net(ours),
    spendAtv12mCents: mean(net(recent), salesIn(recent)),
    spendAtvAllCents: mean(net(ours), salesIn(ours)),
    discountAvgCents: mean(add(off), priced.length),
    firstShopDate: first ?? null,
    firstShopDays: first && joined ? Math.max(0, distance(joined, first)) : null,
    secondShopDate: second ?? null,
    secondShopDays: first && second ? distance(first, second) : null,
    previousShopDate: previous ?? null,
    latestShopDate: latest ?? null,
    latestShopDays: previous && latest ? distance(previous, latest) : null,
    averageShopDays: average,
    atRiskDate: latest && average !== null ? daysLater(latest, 3 * average) : null,
    totalShopDays: dates.length,
    shopCount: dates.filter((date) => {
      const then = counted.filter(({ day }) => day === date);
      return then.some((a) => net(then.filter((b) => a.currency === b.currency)) > 0);
    }).length,
    shopDays: dates.length >= 2 ? Math.round(span / (dates.length - 1)) : 0,
    latestShopSpendCents:
      latestCurrency === null
        ? null
        : net(onLatest.filter(({ currency }) => currency === latestCurrency)),
    latestShopCurrency: latestCurrency,
    dimensionFrequency: dates.length < 3 ? `F${dates.length}` : (average ?? 0) > 30 ? "FL" : "FH",
    dimensionRecency: recency(latest, today),
    dimensionJoin: joined === null ? null : joinAge(distance(joined, today)),
    channel:
      shops.length === 0 ? null : online === 0 ? "CF" : online === shops.length ? "CO" : "CM",
    mostTransactedLocation: best(shops, salesAt),
    latestTransactedLocation: best(
      unique(atLast.map(({ locationId }) => locationId)),
      (id) => atLast.filter((each) => each.locationId === id).length,
    ),
    mostSpendLocation: bestAboveZero(everywhere, spentAt(ours)),
    mostSpend12mLocation: bestAboveZero(everywhere, spentAt(recent)),
    transactedLocations: shops,
    likelyCountry: likely("country"),
    likelyState: likely("state"),
    likelyRegion: likely("region"),
  };
};

const localDay = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dayText = (number: number): string =>
  new Date(number * 86_400_000).toISOString().slice(0, 10);
const distance = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
const daysLater = (day: string, days: number): string => dayText(dayNumber(day) + days);

const yearBefore = (day: string): string => {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith("-02-29") ? `${before.slice(0, 5)}02-28` : before;
};

/** Whole calendar months from a day to today: a month is over on the same day of the next. */
const recency = (latest: string | undefined, today: string): string => {
  if (latest === undefined) return "RO";
  const limits = [
    [3, "RC"],
    [6, "RS"],
    [12, "RA"],
    [24, "RI"],
    [60, "RL"],
  ] as const;
  for (const [months, word] of limits) {
    const month = Number(latest.slice(0, 4)) * 12 + Number(latest.slice(5, 7)) - 1 + months;
    const first = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
    const next = dayNumber(first) + 31;
    const days = distance(first, `${dayText(next).slice(0, 7)}-01`);
    const end = daysLater(first, Math.min(Number(latest.slice(8)), days) - 1);
    if (today < end) return word;
  }
  return "RR";
};

const joinAge = (days: number): string => {
  if (days <= 90) return "JN";
  if (days <= 365) return "JC";
  let years = 1;
  while (days > 365 * (years + 1)) years += 1;
  return `J${years}`;
};

type Amounts = readonly { readonly totalCents: number }[];
const add = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const net = (transactions: Amounts): number => add(transactions.map((each) => each.totalCents));
const salesIn = (transactions: Amounts): number =>
  transactions.filter(({ totalCents }) => totalCents > 0).length;
const mean = (total: number, count: number): number =>
  count === 0 ? 0 : Math.round(total / count) + 0;
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The value that scores most; of equals, the one that comes first. */
const best = <T extends string | number>(
  values: readonly (T | null)[],
  score: (value: T) => number,
): T | null => {
  let found: T | null = null;
  for (const value of values) {
    if (value === null) continue;
    const more = found === null ? 1 : score(value) - score(found);
    if (more > 0 || (more === 0 && found !== null && value < found)) found = value;
  }
  return found;
};

const bestAboveZero = <T extends string | number>(
  values: readonly (T | null)[],
  score: (value: T) => number,
): T | null => {
  const found = best(values, score);
  return found !== null && score(found) > 0 ? found : null;
};
