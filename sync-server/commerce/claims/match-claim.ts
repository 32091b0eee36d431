import { isSaleOf } from "#shared/commerce/claim.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type CommandId, commandIdSchema, transactionClaimIdSchema } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { applyTransaction } from "#sync-server/commerce/apply-transaction.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readClaim } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import type { TransactionClaim } from "#sync-server/storage/commerce/transaction-claim-table.ts";
import {
  findSalesOfReceipt,
  lockTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { EXPIRED, endClaim, REJECTED } from "./end-claim.ts";
import { claimableOf } from "./waiting-claims.ts";

/**
 * Looks for the sale that a claim means among those that have arrived, and gives it to the profile,
 * or rejects the claim if somebody has it already. Of several, it takes the first that nobody has.
 * Returns the claim as it is then.
 */
export const matchClaim = async (
  deps: WriteDeps,
  claim: TransactionClaim,
  commandId: CommandId,
): Promise<TransactionClaim> => {
  const found = await findSales(deps, claim);
  let isTaken = false;
  for (const { id } of found) {
    const sale = await lockTransaction(deps, id);
    if (!sale || sale.isVoid) continue;
    if (sale.profileId !== null) {
      isTaken = true;
      continue;
    }
    const { id: _id, createdAt: _c, updatedAt: _u, earned: _e, saleId: _s, ...fields } = sale;
    // Writing a sale gives it to the oldest claim that waits for it.
    await applyTransaction(deps, { before: sale, fields, items: null, locked: null, commandId });
    return readAgain(deps, claim);
  }
  if (isTaken) await endClaim(deps, claim, REJECTED);
  return readAgain(deps, claim);
};

const readAgain = async (deps: WriteDeps, { id }: TransactionClaim): Promise<TransactionClaim> =>
  assertDefined((await readClaim(deps, id)) ?? undefined, "a claim stays");

const findSales = async (
  deps: ReadDeps,
  claim: TransactionClaim,
): Promise<readonly TransactionRecord[]> => {
  const candidates = await findSalesOfReceipt(deps, claim);
  const claimable = await Promise.all(candidates.map((sale) => claimableOf(deps, sale)));
  return candidates.filter((_, index) => {
    const sale = claimable[index];
    return sale !== undefined && isSaleOf(claim, sale);
  });
};

/**
 * Looks again for the sale of a claim, which may have arrived while the claim was being made,
 * and ends the claim when it has waited long enough ([J5]). Returns when that is; null if it is
 * over.
 */
export const checkClaim = async (deps: WriteDeps, key: string): Promise<Instant | null> => {
  const known = await readClaim(deps, transactionClaimIdSchema.parse(Number(key)));
  if (known?.status !== "pending" || known.deletedAt !== null) return null;
  // The account comes before the sale ([L17]), as when the claim is made.
  await lockAccount(deps, known.profileId);
  const claim =
    known.expiresAt < deps.now
      ? known
      : await matchClaim(deps, known, commandIdSchema.parse(deps.newId()));
  if (claim.status !== "pending") return null;
  if (claim.expiresAt >= deps.now) return addMs(claim.expiresAt, 1);
  await endClaim(deps, claim, EXPIRED);
  return null;
};
