import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ProgressFact } from "#shared/sync/facts.ts";
import { readDeviceAchievements } from "#sync-server/incentive/achievements/read-achievements.ts";
import { readDeviceTiers } from "#sync-server/incentive/tiers/read-device-tiers.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** How far profiles have come; those for which nothing has been counted are left out. */
export const readProgressFacts = async (
  deps: ReadDeps & { readonly now: Instant },
  ids: readonly ProfileId[],
): Promise<readonly ProgressFact[]> => {
  const achievementsOf = await readDeviceAchievements(deps, ids);
  const tiersOf = await readDeviceTiers(deps, ids);
  return ids
    .map((id) => ({
      id,
      achievements: achievementsOf.get(id) ?? [],
      tiers: tiersOf.get(id) ?? [],
    }))
    .filter(({ achievements, tiers }) => achievements.length + tiers.length > 0);
};
