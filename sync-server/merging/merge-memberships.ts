import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  membershipStore,
  readPastMemberships,
} from "#sync-server/storage/profile/membership-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Moves the memberships of organisations in which only the loser is or was; in the others the
 * winner's own count, and the loser's stay with it (DOMAIN §14.5). Returns those that it moved.
 */
export const mergeMemberships = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<readonly number[]> => {
  const own = await readPastMemberships(deps, winnerId);
  const moved = (await readPastMemberships(deps, loserId)).filter(
    (each) => !own.some(({ organisationId }) => organisationId === each.organisationId),
  );
  for (const { id } of moved) await membershipStore.update(deps, id, { profileId: winnerId });
  return moved.map(({ id }) => id);
};

/** Moves memberships back, as far as they are still the winner's. */
export const unmergeMemberships = async (
  deps: WriteDeps,
  ids: readonly (string | number)[],
  { from, to }: { readonly from: ProfileId; readonly to: ProfileId },
): Promise<void> => {
  const held = await readPastMemberships(deps, from);
  for (const { id } of held.filter((each) => ids.includes(each.id))) {
    await membershipStore.update(deps, id, { profileId: to });
  }
};
