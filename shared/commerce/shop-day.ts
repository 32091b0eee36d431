import { type ExchangeRate, ownCents } from "#shared/kernel/exchange-rate.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { addCents, type Cents, cents, negateCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";

/**
 * A profile's sales and returns of one local day at one location in one currency, added up (DOMAIN
 * §4). Everything in it is a sum, so transactions can arrive, change and go in any order (SPEC.md
 * [A1]). A change to a shop day is one too, with negative numbers for what goes.
 */
export type ShopDay = {
  /** By each transaction's own time zone ([A2]). */
  readonly day: CalendarDay;
  readonly locationId: LocationId | null;
  readonly currency: string;
  /** Net: returns are subtracted. */
  readonly spendCents: Cents;
  /** Sales, returns and exchanges. */
  readonly transactions: number;
  /** Those with a total above zero. */
  readonly sales: number;
  /** The sales that say what they would have cost without discounts. */
  readonly pricedSales: number;
  /** What was taken off those. */
  readonly discountCents: Cents;
};

/** What a shop day counts of a transaction. */
export type CountedTransaction = {
  readonly locationId: LocationId | null;
  readonly currency: string;
  /** Of another currency than the tenant's: the day counts what it comes to in that ([A10]). */
  readonly exchangeRate: ExchangeRate | null;
  readonly totalCents: Cents;
  readonly totalOriginalCents: Cents | null;
  readonly transactedAt: Instant;
  readonly timezone: TimeZone;
  readonly isVoid: boolean;
};

/**
 * How a profile's shop days change when one of its transactions becomes another; null where it has
 * none before or after. No change, no days.
 */
export const shopDayChanges = (
  before: CountedTransaction | null,
  after: CountedTransaction | null,
): readonly ShopDay[] =>
  addShopDays([
    ...(before && !before.isVoid ? [negated(shopDayOf(before))] : []),
    ...(after && !after.isVoid ? [shopDayOf(after)] : []),
  ]);

/** The shop days of all transactions of a profile, from scratch. */
export const shopDaysOf = (transactions: readonly CountedTransaction[]): readonly ShopDay[] =>
  addShopDays(transactions.filter(({ isVoid }) => !isVoid).map(shopDayOf));

/** Adds up shop days and changes of them, by day, location and currency. Drops those left empty. */
export const addShopDays = (days: readonly ShopDay[]): readonly ShopDay[] => {
  const sums = new Map<string, ShopDay>();
  for (const day of days) {
    const key = keyOf(day);
    const sum = sums.get(key);
    sums.set(key, sum ? added(sum, day) : day);
  }
  return [...sums]
    .filter(([, sum]) => !isEmpty(sum))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
};

/** The days less the changes. */
export const subtractShopDays = (
  days: readonly ShopDay[],
  changes: readonly ShopDay[],
): readonly ShopDay[] => addShopDays([...days, ...changes.map(negated)]);

/** Whether two shop days of a profile are the same one. */
export const isSameShopDay = (a: ShopDay, b: ShopDay): boolean => keyOf(a) === keyOf(b);

/** Identifies a shop day among those of its profile. */
const keyOf = ({ day, locationId, currency }: ShopDay): string =>
  `${day} ${currency} ${locationId ?? "-"}`;

const shopDayOf = (transaction: CountedTransaction): ShopDay => {
  const { exchangeRate, totalOriginalCents, transactedAt, timezone } = transaction;
  const totalCents = ownCents(transaction.totalCents, exchangeRate);
  const isSale = transaction.totalCents > 0;
  const isPriced = isSale && totalOriginalCents !== null;
  return {
    day: dayIn(transactedAt, timezone),
    locationId: transaction.locationId,
    currency: exchangeRate?.to ?? transaction.currency,
    spendCents: totalCents,
    transactions: 1,
    sales: Number(isSale),
    pricedSales: Number(isPriced),
    discountCents: isPriced
      ? cents(Math.max(0, ownCents(totalOriginalCents, exchangeRate) - totalCents))
      : ZERO_CENTS,
  };
};

const added = (a: ShopDay, b: ShopDay): ShopDay => ({
  ...a,
  spendCents: addCents(a.spendCents, b.spendCents),
  transactions: a.transactions + b.transactions,
  sales: a.sales + b.sales,
  pricedSales: a.pricedSales + b.pricedSales,
  discountCents: addCents(a.discountCents, b.discountCents),
});

const negated = (day: ShopDay): ShopDay => ({
  ...day,
  spendCents: negateCents(day.spendCents),
  transactions: 0 - day.transactions,
  sales: 0 - day.sales,
  pricedSales: 0 - day.pricedSales,
  discountCents: negateCents(day.discountCents),
});

const isEmpty = (day: ShopDay): boolean =>
  day.spendCents === 0 &&
  day.transactions === 0 &&
  day.sales === 0 &&
  day.pricedSales === 0 &&
  day.discountCents === 0;
