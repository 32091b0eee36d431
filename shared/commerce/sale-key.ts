import type { LocationId } from "#shared/kernel/ids.ts";
import { claimKey } from "./claim.ts";

/** How a redemption names its sale: by the till's id of it, or by its receipt. */
export type NamedSale = {
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  /** Receipt numbers count within a location. */
  readonly locationId: LocationId | null;
};

/** The same as sales are compared: without case, blanks and punctuation, as claims do. */
export type SaleKey = {
  readonly externalKey: string | null;
  readonly receiptKey: string | null;
  readonly locationId: LocationId | null;
};

/** The key of a sale that a redemption names (redemption/SPEC.md [K5]). */
export const saleKeyOf = (sale: NamedSale): SaleKey => ({
  externalKey: folded(sale.transactionExternalId),
  receiptKey: folded(sale.transactionReceiptRef),
  locationId: sale.locationId,
});

/** What is known of one sale by two keys; the first is right where they differ. */
export const joinSaleKeys = (first: SaleKey, second: SaleKey): SaleKey => ({
  externalKey: first.externalKey ?? second.externalKey,
  receiptKey: first.receiptKey ?? second.receiptKey,
  locationId: first.locationId ?? second.locationId,
});

/**
 * Whether two keys can't be of one sale ([K6]). The till's id decides if both have one, otherwise
 * the receipt number; one that names no location may be of any.
 */
export const isOtherSale = (one: SaleKey, other: SaleKey): boolean => {
  if (one.externalKey !== null && other.externalKey !== null) {
    return one.externalKey !== other.externalKey;
  }
  if (one.receiptKey === null || other.receiptKey === null) return false;
  if (one.receiptKey !== other.receiptKey) return true;
  return (
    one.locationId !== null && other.locationId !== null && one.locationId !== other.locationId
  );
};

const folded = (text: string | null): string | null => (text === null ? null : claimKey(text));
