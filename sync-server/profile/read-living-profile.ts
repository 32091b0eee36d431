import type { ProfileId } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  lockProfile,
  type ProfileRecord,
  readProfileRecord,
  resolveAlias,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * The profile with this id, unless it is deleted, or the one that replaced it (sync [S10],
 * profile [I2]); null if
 * there is none.
 */
export const readLivingProfile = async (
  deps: ReadDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => {
  const own = await readProfileRecord(deps, id);
  if (own && isLiving(own.profileType)) return own;
  const found = await readProfileRecord(deps, await resolveAlias(deps, id));
  return found && isLiving(found.profileType) ? found : null;
};

/**
 * The same, locked until the end of the transaction, so that it isn't merged meanwhile. If another
 * replaced it, that is the one to lock.
 */
export const lockLivingProfile = async (
  deps: WriteDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => {
  await lockProfile(deps, id);
  const found = await readLivingProfile(deps, id);
  return found === null || found.id === id ? found : lockLivingProfile(deps, found.id);
};
