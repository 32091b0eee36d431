import { unreachable } from "#shared/kernel/assert.ts";
import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { RedeemBenefitCommand } from "#shared/sync/command.ts";
import { benefitCodes } from "#sync-server/incentive/benefits/benefit-codes.ts";
import {
  applyBenefitUse,
  type UseBenefitRefusal,
} from "#sync-server/incentive/benefits/use-benefit.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readAllocationsOf } from "#sync-server/storage/incentive/allocation-store.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
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
  if (!used.ok) return refusalOf(used.error, profileId);
  const code = await codeOf(deps, lotId);
  const withCode = code === null ? {} : { code };
  return { status: "accepted", profileId, ...used.value, wasFrozen: false, ...withCode };
};

/** What the till wants to know, if the benefit has a code. */
const codeOf = async (deps: WriteDeps, lotId: LotId): Promise<string | null> => {
  const [lot] = await readLotRecords(deps, [lotId]);
  const [taken = null] = await readAllocationsOf(deps, [lotId]);
  const ids = lot?.definitionId ? [lot.definitionId] : [];
  return benefitCodes((await readDefinitions(deps, "benefit", ids))[0], taken).pos;
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
      return { status: "refused", reason, againAt: refusal.againAt, profileId };
    case "account_frozen":
    case "benefit_unknown":
      return { status: "refused", reason, profileId };
    default:
      return unreachable(refusal);
  }
};
