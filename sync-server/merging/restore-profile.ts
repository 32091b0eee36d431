import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { judgeTiers } from "#sync-server/incentive/tiers/judge-tiers.ts";
import { findHolder } from "#sync-server/profile/find-holder.ts";
import { publishProfile } from "#sync-server/profile/profile-feed.ts";
import { belongingOf } from "#sync-server/profile/profile-region.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { keepTypeBefore, readTypeBefore } from "#sync-server/storage/profile/erase-store.ts";
import {
  readIdentityRecords,
  updateIdentity,
} from "#sync-server/storage/profile/identity-store.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
  resolveAlias,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a profile isn't restored, in order of precedence ([I12]). */
export type RestoreRefusal =
  /** It was merged into another: undoing that is something else. */
  | { readonly reason: "merged"; readonly profileId: ProfileId }
  /** There is none, it isn't deleted, or it was erased. */
  | { readonly reason: "not_deleted" }
  /** Another profile has got its email or mobile phone since. */
  | { readonly reason: "contact_taken"; readonly holderId: ProfileId };

/** Brings a deleted profile back, with everything it had ([I12]). */
export const restoreProfile = async (
  deps: WriteDeps,
  { profileId }: { readonly profileId: ProfileId },
): Promise<Result<ProfileRecord, RestoreRefusal>> => {
  const before = await lockProfileRecord(deps, profileId);
  const winnerId = await resolveAlias(deps, profileId);
  if (winnerId !== profileId) return err({ reason: "merged", profileId: winnerId });
  if (before?.profileType !== "deleted") return err({ reason: "not_deleted" });
  const { email, mobilePhone } = before;
  const taken = await findHolder(deps, profileId, { email, mobilePhone, identities: [] });
  if (taken) return err({ reason: "contact_taken", holderId: taken.holderId });
  // Its region may have been closed or renamed meanwhile.
  const { homeLocationId, region } = await belongingOf(deps, before);
  const after: ProfileRecord = {
    ...before,
    profileType: (await readTypeBefore(deps, profileId)) ?? "active",
    homeLocationId,
    region,
    version: before.version + 1,
    updatedAt: deps.now,
  };
  await updateProfileRow(deps, after);
  await keepTypeBefore(deps, profileId, null);
  await keepPrimary(deps, profileId);
  const dueAt = await judgeTiers(deps, profileId);
  await setDue(deps, { kind: "judge_tiers", key: profileId }, dueAt);
  await publishProfile(deps, after);
  deps.happened({ kind: "profile.restored", profileId, context: after });
  return ok(after);
};

/** Another profile may have taken the primary identity meanwhile (DOMAIN §3.4). */
const keepPrimary = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  const identities = await readIdentityRecords(deps, [profileId]);
  if (identities.some(({ isPrimary }) => isPrimary)) return;
  const next = identities.find(({ isActive }) => isActive) ?? identities[0];
  if (next) await updateIdentity(deps, next.id, { ...next, isPrimary: true });
};
