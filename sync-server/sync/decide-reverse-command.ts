import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import { reverserOf } from "#shared/redemption/reversal.ts";
import type { ReverseRedemptionCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type ReversalRefusal, reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { findRedemptionOfCommand } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { actingRole } from "./approver.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Reverses a redemption for a device ([S31]): by anybody while its window was open when they did,
 * later by a manager or with one's approval ([S32]).
 */
export const decideReverseCommand = async (
  deps: WriteDeps,
  command: ReverseRedemptionCommand,
  made: { readonly profileId: ProfileId; readonly role: StaffRole; readonly at: Instant },
): Promise<Outcome> => {
  const { profileId, at: askedAt } = made;
  const refused = (reason: VerdictReason, detail: string): Outcome => ({
    ...{ status: "refused", reason, detail, profileId },
  });
  const role = await actingRole(deps, command, { ...made, power: "reverse_late" });
  if (role === null) return refused("beyond_role", "approvedBy: isn't a manager who works here.");
  const redemption = await findRedemptionOfCommand(deps, command.redeemCommandId);
  if (redemption?.profileId !== profileId) {
    return refused("redemption_unknown", "redeemCommandId: redeemed nothing of this profile.");
  }
  const by = reverserOf(role);
  const reversed = await reverseRedemption(deps, {
    ...{ redemptionId: redemption.id, by, askedAt, command },
  });
  if (!reversed.ok) {
    const { reason } = reversed.error;
    return refused(REASONS[reason], `redeemCommandId: ${reason}`);
  }
  const account = await lockAccount(deps, profileId);
  return {
    ...{ status: "accepted", profileId, redemptionId: reversed.value },
    ...(account === null ? {} : { accountVersion: account.account.version }),
  };
};

const REASONS: Readonly<Record<ReversalRefusal["reason"], VerdictReason>> = {
  redemption_unknown: "redemption_unknown",
  pays_for_sale: "redemption_pays_for",
  returned: "redemption_returned",
  // A profile's account isn't a card's.
  card_not_active: "redemption_unknown",
  too_late: "beyond_role",
};
