import { LIKELY_POINTS, type LikenessReason, likenessOf } from "#shared/profile/likeness.ts";
import {
  type ProfileRecord,
  readAlikeProfiles,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A profile that may be the same person's. */
export type LikelyDuplicate = {
  readonly profile: ProfileRecord;
  readonly points: number;
  readonly reasons: readonly LikenessReason[];
};

/** The profiles that may be the same person's, the likeliest first ([I11]). Nothing is merged. */
export const findDuplicates = async (
  deps: ReadDeps,
  profile: ProfileRecord,
): Promise<readonly LikelyDuplicate[]> =>
  (await readAlikeProfiles(deps, profile))
    .map((other) => ({ profile: other, ...likenessOf(profile, other) }))
    .filter(({ points }) => points >= LIKELY_POINTS)
    .sort((a, b) => b.points - a.points || (a.profile.id < b.profile.id ? -1 : 1));
