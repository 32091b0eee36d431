import type { ProfileId } from "#shared/kernel/ids.ts";
import { findSaleAtToday } from "#sync-server/commerce/rate-of-sale.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { lockAccounts } from "#sync-server/ledger/load-account.ts";
import { readHolder } from "#sync-server/storage/commerce/holding.ts";
import { readReturnsOf } from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Locks the account of a new return with that of the sale that it names, in order ([L17]), before
 * anything else of it is locked. Decides nothing: another sale may turn out to be the one.
 */
export const lockHoldersOfReturn = async (
  deps: WriteDeps,
  transaction: TransactionInput,
  profileId: ProfileId | null,
): Promise<void> => {
  if (transaction.totalCents >= 0 || transaction.linkedReceiptRef === null) return;
  const sale = await findSaleAtToday(deps, { known: null, input: transaction, profileId });
  await lockAccounts(deps, [profileId, sale?.profileId ?? null]);
};

/** The same for a change to a known sale or return: with its returns, or with its sale. */
export const lockHoldersOf = async (
  deps: WriteDeps,
  known: TransactionRecord,
  profileId: ProfileId | null,
): Promise<void> => {
  await lockAccounts(deps, [profileId, ...(await holdersOf(deps, known))]);
};

const holdersOf = async (
  deps: ReadDeps,
  { id, saleId, profileId, totalCents }: TransactionRecord,
): Promise<readonly (ProfileId | null)[]> => {
  if (saleId !== null) return [await readHolder(deps, { profileId, saleId })];
  if (totalCents < 0) return [];
  return (await readReturnsOf(deps, [id])).map((each) => each.profileId);
};
