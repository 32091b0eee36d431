import type { ExtraFields } from "#shared/kernel/json.ts";
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
  location: sentOr(sent.location, known && locationOf(known)),
  staff: sentOr(sent.staff, known?.staffId),
  timezone: sent.timezone ?? known?.timezone ?? null,
  totalOriginalCents: sentOr(sent.totalOriginalCents, known?.totalOriginalCents),
  receiptRef: sentOr(sent.receiptRef, known?.receiptRef),
  linkedReceiptRef: sentOr(sent.linkedReceiptRef, known?.linkedReceiptRef),
  extra: { ...without(known?.extra ?? {}, cleared), ...sent.extra },
});

const sentOr = <T>(sent: T | null | undefined, known: T | null | undefined): T | null =>
  sent === undefined ? (known ?? null) : sent;

const locationOf = ({ locationId }: TransactionRecord): TransactionInput["location"] =>
  locationId === null ? null : { number: locationId };

const without = (extra: ExtraFields, names: readonly string[]): ExtraFields =>
  Object.fromEntries(Object.entries(extra).filter(([name]) => !names.includes(name)));
