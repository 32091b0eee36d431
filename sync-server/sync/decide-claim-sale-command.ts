import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ClaimSaleCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { claimNow } from "#sync-server/commerce/claims/claim-transaction.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Claims the sale of a receipt for a profile, as the API would when it gets it ([J7]). Accepted
 * means that the profile has the sale, or that the claim waits for it: the facts say which.
 */
export const decideClaimSaleCommand = async (
  deps: WriteDeps,
  { commandId, staffId, day, ...receipt }: ClaimSaleCommand,
  profileId: ProfileId,
): Promise<Outcome> => {
  const { receiptRef, totalE4, locationCode } = receipt;
  const claim = {
    ...{ profileId, receipt: { receiptRef, totalE4, locationCode }, staffId },
    // The day is the store's, whatever zone the device is in ([J1]).
    ...{ boughtAt: day, timezone: null },
  };
  const claimed = await claimNow(deps, claim, commandId);
  return claimed.ok
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[claimed.error.reason], profileId };
};

type Refused = Extract<Awaited<ReturnType<typeof claimNow>>, { ok: false }>["error"]["reason"];

const REASONS: Readonly<Record<Refused, VerdictReason>> = {
  profile_unknown: "profile_deleted",
  staff_unknown: "staff_unknown",
  in_the_future: "receipt_in_future",
  too_long_before_joining: "receipt_too_old",
  too_many_open: "too_many_claims",
  too_many_wrong: "too_many_wrong_claims",
  already_credited: "receipt_taken",
};
