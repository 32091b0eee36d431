import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { ClaimBenefitCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { applyClaim } from "#sync-server/incentive/benefits/claim-benefit.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Claims a benefit for a device, which has waited for this answer, as the API would ([S24]): by the
 * tenant's time, whatever zone the device is in.
 */
export const decideClaimBenefitCommand = async (
  deps: WriteDeps,
  command: ClaimBenefitCommand,
  profileId: ProfileId,
  at: Instant,
): Promise<Outcome> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked) return { status: "refused", reason: "profile_unknown", profileId };
  if (!isLiving(locked.profileType)) {
    return { status: "refused", reason: "profile_deleted", profileId };
  }
  const { commandId, definitionId, locationId, staffId, deviceId } = command;
  const record = await findDefinitionToIssue(deps, "benefit", { id: definitionId });
  if (!record) return { status: "refused", reason: "not_claimable", profileId };
  const claimed = await applyClaim(deps, locked, record, {
    commandId,
    occurredAt: at,
    timezone: await readTenantZone(deps),
    locationId,
    staffId,
    deviceId,
    externalId: null,
    extra: {},
  });
  if (!claimed.ok) {
    return { status: "refused", reason: REASONS[claimed.error.reason], profileId };
  }
  return {
    status: "accepted",
    profileId,
    accountVersion: claimed.value.locked.account.version,
  };
};

type Refused = Extract<Awaited<ReturnType<typeof applyClaim>>, { ok: false }>["error"]["reason"];

/** What staff need not tell apart has one word. */
const REASONS: Readonly<Record<Refused, VerdictReason>> = {
  not_claimable: "not_claimable",
  claim_not_started: "claim_not_started",
  claim_ended: "claim_ended",
  not_eligible: "not_eligible",
  not_now: "not_now",
  already_claimed: "already_claimed",
  global_uses_exceeded: "none_left",
  no_codes_left: "none_left",
  budget_reached: "none_left",
  expires_before_issue: "claim_ended",
  // A device names none, and isn't metered.
  external_id_taken: "not_claimable",
  too_many_an_hour: "too_many_an_hour",
};
