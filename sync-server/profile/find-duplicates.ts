import type { DuplicateId } from "#shared/kernel/ids.ts";
import { LIKELY_POINTS, type LikenessReason, likenessOf } from "#shared/profile/likeness.ts";
import { readDuplicatesOf } from "#sync-server/storage/profile/duplicate-store.ts";
import {
  type ProfileRecord,
  readAlikeProfiles,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A profile that may be the same person's. */
type LikelyDuplicate = {
  /** Of the pair; null until it has been compared ([I23]). */
  readonly id: DuplicateId | null;
  readonly profile: ProfileRecord;
  readonly points: number;
  readonly reasons: readonly LikenessReason[];
};

/**
 * The profiles that may be the same person's, the likeliest first, without those of pairs that were
 * dismissed ([I11], [I24]). Nothing is merged.
 */
export const findDuplicates = async (
  deps: ReadDeps,
  profile: ProfileRecord,
): Promise<readonly LikelyDuplicate[]> => {
  const pairs = await readDuplicatesOf(deps, [profile.id]);
  const pairWith = new Map(
    pairs.map((pair) => [
      pair.profileId === profile.id ? pair.otherProfileId : pair.profileId,
      pair,
    ]),
  );
  const isDismissed = (other: ProfileRecord, points: number): boolean => {
    const pair = pairWith.get(other.id);
    return pair?.isDismissed === true && points <= pair.score;
  };
  return (await readAlikeProfiles(deps, profile))
    .map((other) => ({
      ...{ id: pairWith.get(other.id)?.id ?? null, profile: other },
      ...likenessOf(profile, other),
    }))
    .filter(({ profile: other, points }) => points >= LIKELY_POINTS && !isDismissed(other, points))
    .sort((a, b) => b.points - a.points || (a.profile.id < b.profile.id ? -1 : 1));
};
