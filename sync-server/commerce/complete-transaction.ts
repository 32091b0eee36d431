import { recordOf, without } from "#shared/kernel/object.ts";
import type { LocationRef } from "#sync-server/organisation/locations.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { SentTransaction, TransactionInput } from "./transaction-input.ts";

/**
 * A transaction with what was left out of its body: as it is known, or null if it is new
 * (DOMAIN §12.4).
 */
export const completeTransaction = (
  { cleared = [], keepsOtherItems: _, ...sent }: SentTransaction,
  known: TransactionRecord | null,
): TransactionInput => ({
  ...sent,
  location: sentOr(sent.location, known && locationRefOf(known)),
  staff: sentOr(sent.staff, known?.staffId),
  timezone: sent.timezone ?? known?.timezone ?? null,
  totalOriginalCents: sentOr(sent.totalOriginalCents, known?.totalOriginalCents),
  receiptRef: sentOr(sent.receiptRef, known?.receiptRef),
  linkedReceiptRef: sentOr(sent.linkedReceiptRef, known?.linkedReceiptRef),
  extra: { ...without(known?.extra ?? {}, recordOf(cleared, true)), ...sent.extra },
});

/** What a sale or order will have of what was sent: what is left out stays as it is known. */
export const sentOr = <T>(sent: T | null | undefined, known: T | null | undefined): T | null =>
  sent === undefined ? (known ?? null) : sent;

/** The location of a known sale or order, as a body refers to one. */
export const locationRefOf = ({
  locationId,
}: Pick<TransactionRecord, "locationId">): LocationRef | null =>
  locationId === null ? null : { number: locationId };
