import type { ProfileId } from "#shared/kernel/ids.ts";
import { readDuplicatesOf } from "#sync-server/storage/profile/duplicate-store.ts";
import type { DuplicateRecord } from "#sync-server/storage/profile/duplicate-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A pair as one of the two has it. */
type OwnDuplicate = { readonly pair: DuplicateRecord; readonly otherId: ProfileId };

/** The pairs of a profile that weren't dismissed, the likeliest first ([I23], [I24]). */
export const findDuplicates = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly OwnDuplicate[]> =>
  (await readDuplicatesOf(deps, [profileId]))
    .filter(({ isDismissed }) => !isDismissed)
    .toSorted((a, b) => b.score - a.score || a.id - b.id)
    .map((pair) => ({
      pair,
      otherId: pair.profileId === profileId ? pair.otherProfileId : pair.profileId,
    }));
