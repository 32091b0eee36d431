import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { isWorthKeeping } from "#sync-server/storage/profile/worth-keeping.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { eraseProfile } from "./erase-profile.ts";

/**
 * Purges a temporary profile of which nothing came; asks again a day later if something did, and
 * never if it isn't temporary any more ([I25]).
 */
export const forgetTemporary = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<Instant | null> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (profile?.profileType !== "temporary") return null;
  if (await isWorthKeeping(deps, profileId)) return addMs(deps.now, DAY_MS);
  const erased = await eraseProfile(deps, { profileId, kind: "purge" });
  assert(erased.ok, "a temporary profile that is there can be purged");
  return null;
};
