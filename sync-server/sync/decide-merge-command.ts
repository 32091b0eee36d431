import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import type { MergeProfilesCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { mergeNow } from "#sync-server/merging/merge-profiles.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readCommandReferences } from "#sync-server/storage/sync/command-store.ts";
import type { Reach } from "./device-reach.ts";
import { refuseOrCharge } from "./refuse-or-charge.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Merges two profiles that the device holds, if the role allows it ([I28]). Two that are one by now
 * stay so. One that was merged with somebody else since is refused: staff haven't seen that one.
 */
export const decideMergeCommand = async (
  deps: WriteDeps,
  command: MergeProfilesCommand,
  profileId: ProfileId,
  reach: Reach,
): Promise<Outcome> => {
  const { commandId, deviceId, loserId, fromLoser } = command;
  const { role } = assertDefined(reach.references.staff, "staff whom the server knows");
  if (!mayDo(role, "merge_profiles")) {
    return { status: "refused", reason: "beyond_role", profileId };
  }
  const named = { commandId, deviceId, profileId: loserId, staffId: null, locationId: null };
  const loser = await readCommandReferences(deps, named);
  if (!loser.isProfileInScope) {
    const detail = "loserId: the device doesn't hold this profile.";
    return refuseOrCharge(deps, command, reach, { reason: "profile_out_of_scope", detail });
  }
  if (loser.profileId === profileId) return { status: "accepted", profileId };
  if (loser.profileId !== loserId || command.profileId !== profileId) {
    return { status: "refused", reason: "merged_elsewhere", profileId };
  }
  const merged = await mergeNow(deps, { winnerId: profileId, loserId, fromLoser }, commandId);
  return merged.ok
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[merged.error.reason], profileId };
};

type Refused = Extract<Awaited<ReturnType<typeof mergeNow>>, { ok: false }>["error"]["reason"];

const REASONS: Readonly<Record<Refused, VerdictReason>> = {
  // The device gave the command a key of its own.
  key_reused: "id_reused",
  same_profile: "merged_elsewhere",
  already_merged: "merged_elsewhere",
  profile_unknown: "profile_deleted",
};
