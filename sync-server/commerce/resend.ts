import type { TransactionId, TransactionItemId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readItem } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { lockTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Records that a transaction is sent again, as it is now, so that systems that
 * missed its first event hear of it (DOMAIN §12.3). Changes nothing.
 */
export const resendTransaction = async (
  deps: WriteDeps,
  { id }: { readonly id: TransactionId },
): Promise<Result<{ readonly id: TransactionId }, { readonly reason: "transaction_unknown" }>> => {
  const transaction = await lockTransaction(deps, id);
  if (!transaction) return err({ reason: "transaction_unknown" });
  const { profileId } = transaction;
  const context = { ...transaction, transactionId: id };
  deps.happened({ kind: "transaction.resent", profileId, context });
  return ok({ id });
};

/** The same of one of its lines. */
export const resendTransactionItem = async (
  deps: WriteDeps,
  { id: itemId }: { readonly id: TransactionItemId },
): Promise<Result<{ readonly id: TransactionItemId }, { readonly reason: "item_unknown" }>> => {
  const item = await readItem(deps, itemId);
  const transaction = item && (await lockTransaction(deps, item.transactionId));
  if (!transaction) return err({ reason: "item_unknown" });
  const { profileId, currency, isVoid } = transaction;
  const context = { ...item, itemId, currency, isVoid };
  deps.happened({ kind: "transaction-item.resent", profileId, context });
  return ok({ id: itemId });
};
