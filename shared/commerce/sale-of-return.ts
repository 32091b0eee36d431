import { ownCents, type Priced } from "#shared/kernel/exchange-rate.ts";
import type { LocationId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { type Cents, subtractCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { TransactionItem } from "./transaction.ts";

/** What a return or a sale says about itself; null where it doesn't. */
type Receipt = Priced & {
  readonly profileId: ProfileId | null;
  readonly locationId: LocationId | null;
  readonly totalCents: Cents;
  readonly transactedAt: Instant;
  readonly items: readonly Pick<TransactionItem, "name" | "sku">[];
};

/** A return that names a receipt. */
export type ReturnOfReceipt = Receipt & {
  /** The sale it belongs to so far. */
  readonly saleId: TransactionId | null;
};

/** A sale with that receipt number. */
export type SaleOfReceipt = Receipt & {
  /** Null before it is written. */
  readonly id: TransactionId | null;
  readonly isVoid: boolean;
  /** What other returns have brought back, in the currency of the sale; not negative. */
  readonly returnedCents: Cents;
};

/**
 * The sale that a return belongs to, of those with the receipt number it names; null if none can be
 * it. Naming the receipt is what counts, whatever the clocks of the tills say (SPEC.md [P7]).
 *
 * A receipt number counts within its location: elsewhere it takes the same profile or the same
 * items. Of several sales, the return belongs to the one that agrees with it most often: in
 * location, items, amount left to return, currency, and profile. Otherwise it stays with the sale
 * it belongs to, or goes to the one at its location, or to the latest.
 */
export const saleOfReturn = <S extends SaleOfReceipt>(
  returned: ReturnOfReceipt,
  sales: readonly S[],
): S | null =>
  sales
    .filter((sale) => canBelong(returned, sale))
    .sort((a, b) => compareRanks(rankOf(returned, a), rankOf(returned, b)))[0] ?? null;

const canBelong = (returned: ReturnOfReceipt, sale: SaleOfReceipt): boolean =>
  returned.locationId === null ||
  sale.locationId === null ||
  isSame(returned.locationId, sale.locationId) ||
  isSame(returned.profileId, sale.profileId) ||
  hasSold(sale, returned);

/** How well a sale fits, most important first; more is better. */
const rankOf = (returned: ReturnOfReceipt, sale: SaleOfReceipt): readonly number[] => {
  const isHere = isSame(returned.locationId, sale.locationId);
  const agreements = [
    isHere,
    hasSold(sale, returned),
    hasLeft(sale, returned),
    returned.currency === sale.currency,
    isSame(returned.profileId, sale.profileId),
  ];
  return [
    agreements.filter(Boolean).length,
    Number(isSame(returned.saleId, sale.id)),
    Number(isHere),
    Number(sale.transactedAt <= addMs(returned.transactedAt, CLOCKS_DIFFER_MS)),
    sale.transactedAt,
    sale.id ?? Number.POSITIVE_INFINITY,
  ];
};

/** By how much the clocks of two tills may differ: a later sale is another use of the number. */
const CLOCKS_DIFFER_MS = 3_600_000;

const compareRanks = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  // Where nothing differs, there is no number at -1 either.
  return (b[at] ?? 0) - (a[at] ?? 0);
};

/** Whether as much of a sale is left to return; across currencies, in the tenant's. */
const hasLeft = (sale: SaleOfReceipt, returned: ReturnOfReceipt): boolean => {
  const isOneCurrency = sale.currency === returned.currency;
  const comparable = (amount: Cents, { exchangeRate }: Priced): Cents =>
    isOneCurrency ? amount : ownCents(amount, exchangeRate);
  const left = sale.isVoid ? ZERO_CENTS : subtractCents(sale.totalCents, sale.returnedCents);
  return comparable(left, sale) >= -comparable(returned.totalCents, returned);
};

const isSame = <T>(a: T | null, b: T | null): boolean => a !== null && a === b;

/** Whether every line of the return is of a kind that the sale has; false if it has no lines. */
const hasSold = (sale: SaleOfReceipt, returned: ReturnOfReceipt): boolean => {
  const sold = new Set(sale.items.map(kindOf));
  return returned.items.length > 0 && returned.items.every((item) => sold.has(kindOf(item)));
};

const kindOf = ({ sku, name }: Receipt["items"][number]): string => sku ?? name;
