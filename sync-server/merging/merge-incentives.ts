import { cycleOf, cyclesStartOn } from "#shared/incentive/achievements/achievement-cycle.ts";
import { unlockedInAny } from "#shared/incentive/achievements/achievement-levels.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";
import { rebuildShopDays } from "#sync-server/commerce/calculate-aggregations.ts";
import { compareCountDays } from "#sync-server/incentive/achievements/compare-count-days.ts";
import { recordAchievements } from "#sync-server/incentive/achievements/record-achievements.ts";
import { compareTierDays } from "#sync-server/incentive/tiers/compare-tier-days.ts";
import { recordTiers } from "#sync-server/incentive/tiers/record-tiers.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import {
  readAllCountDays,
  replaceCountDays,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import {
  forgetCountCheckpoints,
  readUnlocks,
  writeUnlocks,
} from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import { replaceTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import {
  forgetTierCheckpoints,
  readReportedTiers,
  writeReportedTier,
} from "#sync-server/storage/incentive/tiers/tier-standing-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/**
 * Works out a profile's shop days, tier points and counts by day again, after transactions and
 * counts were moved to it or away ([I5]). Its account is locked.
 */
export const recountProfile = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  const { missing } = await rebuildShopDays(deps, profileId);
  if (missing.length > 0) {
    const context = { transactionId: null, days: missing };
    deps.happened({ kind: "aggregation.updated", profileId, context });
  }
  await replaceTierDays(deps, profileId, (await compareTierDays(deps, profileId)).rebuilt);
  await forgetTierCheckpoints(deps, profileId);
  await replaceCountDays(deps, profileId, (await compareCountDays(deps, profileId)).rebuilt);
  await forgetCountCheckpoints(deps, profileId);
};

/**
 * Records what has become of the winner's tier and achievements ([I5]). What the loser was welcomed
 * to and had unlocked counts as the winner's, so that it isn't given again. Days were recounted
 * before; `loserDays` are those on which something was counted for the loser.
 */
export const mergeReached = async (
  deps: WriteDeps,
  locked: LockedAccount,
  {
    winner,
    loserId,
    commandId,
  }: {
    readonly winner: ProfileRecord;
    readonly loserId: ProfileId;
    readonly commandId: CommandId;
  },
): Promise<LockedAccount> => {
  const programme = await programmeOf(deps, locked.programmeVersion);
  const zone = await readTenantZone(deps);
  await mergeWelcomes(deps, winner.id, loserId);
  const own = await readUnlocks(deps, [winner.id]);
  const theirs = await readUnlocks(deps, [loserId]);
  for (const definition of programme.definitions.achievement) {
    const held = own.filter((each) => each.definitionId === definition.id);
    const joinedDay = dayIn(winner.joinedAt ?? winner.createdAt, definition.timezone ?? zone);
    const start = cyclesStartOn(definition, joinedDay, held);
    for (const each of theirs.filter(({ definitionId }) => definitionId === definition.id)) {
      const cycle = each.cycle && cycleOf(definition, each.cycle, start).from;
      const before = held.find((mine) => mine.cycle === cycle);
      const unlocked = unlockedInAny([...(before ? [before.unlocked] : []), each.unlocked]);
      const row = { profileId: winner.id, definitionId: definition.id, cycle, unlocked };
      await writeUnlocks(deps, { ...row, checkpoint: null });
    }
  }
  const days = (await readAllCountDays(deps, winner.id)).map((day) => ({
    ...{ ...day, gained: 0, lost: 0 },
  }));
  const counted = { programme, profile: winner, zone, days, commandId, transactionId: null };
  const { locked: after } = await recordAchievements(deps, { ...counted, locked });
  const change = {
    locked: after,
    commandId,
    transactionId: null,
    moved: new Set<never>(),
    movedFrom: null,
  };
  return (await recordTiers(deps, programme, change)).locked;
};

const mergeWelcomes = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<void> => {
  const own = await readReportedTiers(deps, [winnerId]);
  for (const { profileId: _, ...theirs } of await readReportedTiers(deps, [loserId])) {
    const held = own.find(({ programme }) => programme === theirs.programme);
    const known = held?.welcomed ?? [];
    const more = theirs.welcomed.filter(
      (each) => !known.some(({ definitionId }) => definitionId === each.definitionId),
    );
    const none = { definitionId: null, achievedAt: null, anniversaryAt: null, maintainedAt: null };
    const { programme } = theirs;
    const before = held ?? { ...none, programme, sendAt: null, kept: null };
    await writeReportedTier(deps, winnerId, { ...before, welcomed: [...known, ...more] });
  }
};

/** Nothing falls due for a profile that was merged into another. */
export const endTiersDue = (deps: WriteDeps, profileId: ProfileId): Promise<void> =>
  setDue(deps, { kind: "judge_tiers", key: profileId }, null);
