import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { keepTypeBefore } from "#sync-server/storage/profile/erase-store.ts";
import { removeProfileSearch } from "#sync-server/storage/profile/profile-search-store.ts";
import {
  lockProfileRecord,
  resolveAlias,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { forgetLikeness } from "./forget-likeness.ts";
import { withdrawProfile } from "./profile-feed.ts";

/** Why a profile isn't deleted, in order of precedence (DOMAIN §3.8). */
export type DeleteRefusal =
  /** Nobody is deleted under the id of a profile that was merged into another. */
  | { readonly reason: "merged"; readonly profileId: ProfileId }
  | { readonly reason: "profile_unknown" };

/**
 * Hides a profile but keeps all its data (DOMAIN §3.8): its type becomes `deleted`, devices drop
 * it, and its email and mobile phone become free for another profile.
 */
export const deleteProfile = async (
  deps: WriteDeps,
  input: { readonly profileId: ProfileId },
): Promise<Result<null, DeleteRefusal>> => {
  const before = await lockProfileRecord(deps, input.profileId);
  const winnerId = await resolveAlias(deps, input.profileId);
  if (winnerId !== input.profileId) return err({ reason: "merged", profileId: winnerId });
  if (!before || !isLiving(before.profileType)) return err({ reason: "profile_unknown" });
  const after = {
    ...before,
    profileType: "deleted",
    version: before.version + 1,
    updatedAt: deps.now,
  } as const;
  await updateProfileRow(deps, after);
  await keepTypeBefore(deps, after.id, before.profileType);
  await withdrawProfile(deps, after);
  await removeProfileSearch(deps, after.id);
  await forgetLikeness(deps, after.id);
  deps.happened({ kind: "profile.deleted", profileId: after.id, context: after });
  return ok(null);
};
