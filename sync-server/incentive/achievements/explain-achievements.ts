import type { AchievementDefinition } from "#shared/incentive/achievements/achievement.ts";
import type { AchievementProgress } from "#shared/incentive/achievements/achievement-progress.ts";
import {
  type UnlockedLevel,
  unlockedLevels,
} from "#shared/incentive/achievements/unlocked-levels.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import {
  readTransactionCountsOf,
  type TransactionCount,
} from "#sync-server/storage/incentive/achievements/achievement-count-store.ts";
import {
  type ManualCount,
  readManualCountsOf,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { readUnlocks } from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import { readVersions } from "#sync-server/storage/incentive/definition-version-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readAchievements } from "./read-achievements.ts";

/** Why a profile stands in an achievement where it does ([M12]). */
export type ExplainedAchievement = {
  readonly definition: AchievementDefinition;
  readonly zone: TimeZone;
  readonly progress: AchievementProgress | null;
  readonly levels: readonly UnlockedLevel[];
  /** The latest that was counted. */
  readonly transactions: readonly TransactionCount[];
  readonly byHand: readonly ManualCount[];
};

/** The latest of what was counted in one achievement. */
const COUNTS_MAX = 100;

/**
 * Everything behind a profile's achievements in use of which it has something, also those that it
 * isn't shown, and the versions that counted.
 */
export const explainAchievements = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  now: Instant,
): Promise<{
  readonly achievements: readonly ExplainedAchievement[];
  readonly versions: readonly Definition[];
}> => {
  const [read, unlocks, transactions, byHand, tenantZone] = await Promise.all([
    readAchievements(deps, profile, now),
    readUnlocks(deps, [profile.id]),
    readTransactionCountsOf(deps, profile.id, COUNTS_MAX),
    readManualCountsOf(deps, profile.id, COUNTS_MAX),
    readTenantZone(deps),
  ]);
  const achievements = read.flatMap(({ record: { definition }, progress }) => {
    const isOwn = ({ definitionId }: { readonly definitionId: number }) =>
      definitionId === definition.id;
    const own = {
      transactions: transactions.filter(isOwn),
      byHand: byHand.filter(isOwn),
      levels: unlockedLevels(definition, unlocks.filter(isOwn)),
    };
    const zone = definition.timezone ?? tenantZone;
    const { length } = [...own.transactions, ...own.byHand, ...own.levels];
    return length === 0 ? [] : [{ definition, zone, progress, ...own }];
  });
  const counted = achievements.flatMap((each) => [...each.transactions, ...each.byHand]);
  const named = new Set(counted.map(({ definitionId, version }) => `${definitionId} ${version}`));
  const versions = await readVersions(deps, [
    ...new Set(counted.map(({ definitionId }) => definitionId)),
  ]);
  return {
    achievements,
    versions: versions.filter(({ id, version }) => named.has(`${id} ${version}`)),
  };
};
