import type { ProfileId } from "#shared/kernel/ids.ts";
import { compareDays } from "#sync-server/incentive/compare-days.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import {
  readAllCountDays,
  type StoredCountDay,
  sumCountDays,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * What was counted for a profile's achievements, worked out from its transactions and what was
 * counted by hand, and where the stored days differ ([M2]).
 */
export const compareCountDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<{
  readonly rebuilt: readonly StoredCountDay[];
  readonly differences: readonly Difference[];
}> => {
  const stored = await readAllCountDays(deps, profileId);
  const rebuilt = await sumCountDays(deps, profileId);
  const place = { profileId, part: "achievement counts" };
  return { rebuilt, differences: compareDays(place, stored, rebuilt) };
};
