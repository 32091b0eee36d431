import { CLAIM_STATUSES } from "#shared/commerce/claim.ts";
import type { TransactionId } from "#shared/kernel/ids.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { settleClaim } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import type { TransactionClaim } from "#sync-server/storage/commerce/transaction-claim-table.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** How a claim ended: only a claimed one has got a sale. */
type ClaimEnd =
  | { readonly status: "claimed"; readonly transactionId: TransactionId }
  | { readonly status: "rejected" | "expired"; readonly transactionId: null };

/** Somebody else has the sale already. */
export const REJECTED: ClaimEnd = { status: "rejected", transactionId: null };

/** The sale didn't arrive in time. */
export const EXPIRED: ClaimEnd = { status: "expired", transactionId: null };

/** Ends a claim. Does nothing to one that was ended or taken back meanwhile. */
export const endClaim = async (
  deps: WriteDeps,
  claim: TransactionClaim,
  end: ClaimEnd,
): Promise<void> => {
  const { id, profileId } = claim;
  if (!(await settleClaim(deps, id, end))) return;
  await setDue(deps, { kind: "check_claim", key: String(id) }, null);
  // A device needs to know only of those without a sale ([J7]).
  const isDeleted = CLAIM_STATUSES[end.status] === "has_sale";
  await touchClienteling(deps, { profileId, kind: "claim", id, isDeleted });
  const context = claimContext({ id, ...end });
  deps.happened({ kind: "transaction-claim.updated", profileId, context });
};

/** A claim as its events show it. */
export const claimContext = ({
  id: claimId,
  status,
  transactionId,
}: Pick<TransactionClaim, "id" | "status" | "transactionId">) => ({
  claimId,
  status,
  transactionId,
});
