import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { RedeemBenefitCommand } from "#shared/sync/command.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { applyBenefitUse, type UseBenefitRefusal } from "#sync-server/redemption/redeem-benefit.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/** Uses a benefit for a device, which has waited for this answer. */
export const decideRedeemBenefitCommand = async (
  deps: WriteDeps,
  command: RedeemBenefitCommand,
  profileId: ProfileId,
  at: Instant,
): Promise<Outcome> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked) return { status: "refused", reason: "profile_unknown", profileId };
  if (!isLiving(locked.profileType)) {
    return { status: "refused", reason: "profile_deleted", profileId };
  }
  const { commandId, count, locationId, staffId, deviceId, lotId } = command;
  const used = await applyBenefitUse(deps, locked, {
    benefit: lotId,
    count,
    commandId,
    occurredAt: at,
    locationId,
    staffId,
    deviceId,
    meta: "{}",
  });
  return used.ok
    ? { status: "accepted", profileId, ...used.value, wasFrozen: false }
    : refusalOf(used.error, profileId);
};

const refusalOf = (refusal: UseBenefitRefusal, profileId: ProfileId): Outcome => {
  const { reason } = refusal;
  switch (reason) {
    case "uses_exceeded":
    case "global_uses_exceeded":
      return {
        status: "refused",
        reason: "uses_exceeded",
        detail: `count: at most ${refusal.left}.`,
        profileId,
      };
    case "not_issued_yet":
    case "benefit_expired":
      return { status: "refused", reason: "benefit_over", profileId };
    case "too_many_an_hour":
      return {
        status: "refused",
        reason,
        detail: `Possible again at ${formatV3(refusal.againAt)}.`,
        profileId,
      };
    case "account_frozen":
    case "benefit_unknown":
      return { status: "refused", reason, profileId };
    default:
      return unreachable(refusal);
  }
};
