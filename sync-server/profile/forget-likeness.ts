import type { ProfileId } from "#shared/kernel/ids.ts";
import { removeDuplicatesOf } from "#sync-server/storage/profile/duplicate-store.ts";
import { removeLikenessKeys } from "#sync-server/storage/profile/likeness-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Forgets by what a profile was compared and with whom it is a pair: it is gone ([I23]). */
export const forgetLikeness = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  await removeLikenessKeys(deps, profileId);
  await removeDuplicatesOf(deps, profileId);
};
