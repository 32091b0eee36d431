import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  dismissLike,
  readDuplicatesOf,
  removeDuplicates,
} from "#sync-server/storage/profile/duplicate-store.ts";
import type { DuplicateRecord } from "#sync-server/storage/profile/duplicate-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** Of whom the loser wasn't the same person, the winner isn't either ([I24]). */
export const mergeDismissals = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<void> => {
  for (const [otherId, pair] of await dismissedOf(deps, loserId)) {
    if (otherId === winnerId) continue;
    const two =
      winnerId < otherId ? ([winnerId, otherId] as const) : ([otherId, winnerId] as const);
    await dismissLike(deps, two, pair);
  }
};

/** What was said of the loser alone is said of the winner no more. */
export const unmergeDismissals = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<void> => {
  const theirs = await dismissedOf(deps, loserId);
  const taken = [...(await dismissedOf(deps, winnerId))].filter(
    ([otherId, { dismissedAt }]) => theirs.get(otherId)?.dismissedAt === dismissedAt,
  );
  await removeDuplicates(
    deps,
    taken.map(([, { id }]) => id),
  );
};

/** The pairs of a profile that were dismissed, by the other one. */
const dismissedOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<ReadonlyMap<ProfileId, DuplicateRecord>> =>
  new Map(
    (await readDuplicatesOf(deps, [profileId]))
      .filter(({ isDismissed }) => isDismissed)
      .map((pair) => [pair.profileId === profileId ? pair.otherProfileId : pair.profileId, pair]),
  );
