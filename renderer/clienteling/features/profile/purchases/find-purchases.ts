import type { Transaction } from "#shared/commerce/transaction.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";

/** What staff narrow purchases down to; null is any. */
export type PurchaseFilter = {
  /** Words, each in the name or number of an item, or in the receipt number. */
  readonly text: string;
  readonly year: string | null;
  readonly locationId: LocationId | null;
};

export const EVERY_PURCHASE: PurchaseFilter = { text: "", year: null, locationId: null };

/** The calendar year of a purchase where it was made. */
export const yearOf = ({ transactedAt, timezone }: Transaction): string =>
  dayIn(transactedAt, timezone).slice(0, 4);

/** The purchases that a filter lets through, in their order. */
export const findPurchases = (
  purchases: readonly Transaction[],
  { text, year, locationId }: PurchaseFilter,
): readonly Transaction[] => {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return purchases.filter((purchase) => {
    if (year !== null && yearOf(purchase) !== year) return false;
    if (locationId !== null && purchase.locationId !== locationId) return false;
    const said = [
      purchase.receiptRef ?? "",
      ...purchase.items.flatMap(({ name, sku }) => [name, sku ?? ""]),
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
};

/** The returns of what was bought in a sale, by the receipt that they name. */
export const returnsOf = (
  sale: Transaction,
  purchases: readonly Transaction[],
): readonly Transaction[] =>
  sale.receiptRef === null
    ? []
    : purchases.filter(({ returnOf, isVoid }) => returnOf === sale.receiptRef && !isVoid);
