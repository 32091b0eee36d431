import { z } from "zod";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { lockProfile, resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * The input of a write, for the profile that the one it names is by now ([I2]): it may have been
 * merged after the request looked for it. It is locked, so that it isn't merged before the write.
 */
export const followMerge = async <I>(deps: WriteDeps, input: I): Promise<I> => {
  const named = namesProfile.safeParse(input).data;
  if (!named || typeof input !== "object") return input;
  return { ...input, profileId: await lockWinner(deps, named.profileId) };
};

const namesProfile = z.object({ profileId: profileIdSchema });

const lockWinner = async (deps: WriteDeps, id: ProfileId): Promise<ProfileId> => {
  // Sent together; the database runs them in this order.
  const [, winnerId] = await Promise.all([lockProfile(deps, id), resolveAlias(deps, id)]);
  return winnerId === id ? id : lockWinner(deps, winnerId);
};
