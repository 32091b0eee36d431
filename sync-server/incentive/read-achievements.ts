import type { AchievementDefinition } from "#shared/incentive/achievement.ts";
import { type Cycle, cycleOf } from "#shared/incentive/achievement-cycle.ts";
import { NOTHING_UNLOCKED, unlockedInAny } from "#shared/incentive/achievement-levels.ts";
import {
  type AchievementProgress,
  climbOf,
  progressOf,
  type Shown,
  shownOf,
} from "#shared/incentive/achievement-progress.ts";
import { isFor } from "#shared/incentive/audience.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { textsIn } from "#shared/kernel/json.ts";
import { addMs, dayIn, firstInstantOf, type Instant } from "#shared/kernel/time.ts";
import { readUnlocks } from "#sync-server/storage/achievement-unlock-store.ts";
import {
  type DefinitionRecord,
  readDefinitionsInUse,
} from "#sync-server/storage/definition-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readClimbs } from "./read-climbs.ts";

/** One achievement of a profile, and how much of it the profile is shown. */
export type HeldAchievement = {
  readonly record: DefinitionRecord<"achievement">;
  readonly shown: Shown;
  /** Null: nothing has been counted yet. */
  readonly progress: AchievementProgress | null;
  /** The last second of the cycle; null if it is counted for life. */
  readonly cycleEndsAt: Instant | null;
};

/**
 * Every achievement in use, where a profile stands in it at an instant, and how much of that it is
 * shown: worked out from its days ([M3], [M8]). It is shown those that are published and for it, or
 * of which it has something.
 */
export const readAchievements = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  now: Instant,
): Promise<readonly HeldAchievement[]> => {
  const records = await readDefinitionsInUse(deps, "achievement");
  if (records.length === 0) return [];
  const tenantZone = await readTenantZone(deps);
  const asked = records.map((record) => {
    const zone = record.definition.timezone ?? tenantZone;
    const today = dayIn(now, zone);
    const joinedOn = dayIn(profile.joinedAt ?? profile.createdAt, zone);
    return { record, zone, today, cycle: cycleOf(record.definition, today, joinedOn) };
  });
  const { id: profileId } = profile;
  const unlocks = await readUnlocks(deps, [profileId]);
  const unlocksOf = ({ definition }: DefinitionRecord<"achievement">) =>
    unlocks.filter(({ definitionId }) => definitionId === definition.id);
  const climbs = await readClimbs(
    deps,
    profileId,
    asked.map(({ record, cycle, today }) => {
      const { id: definitionId } = record.definition;
      const own = unlocksOf(record).find((each) => each.cycle === cycle.from);
      const checkpoint = own?.checkpoint ?? null;
      return { definitionId, cycle, today, checkpoint, changedFrom: null };
    }),
  );
  return asked.map(({ record, zone, cycle }, index) => {
    const { definition } = record;
    const climb = assertDefined(climbs[index], "one climb for each achievement");
    const unlocked = unlocksOf(record);
    const ever = unlockedInAny(unlocked.map((each) => each.unlocked));
    const inCycle = unlocked.find((each) => each.cycle === cycle.from)?.unlocked;
    const before = { ever, inCycle: inCycle ?? NOTHING_UNLOCKED };
    const progress = progressOf(definition, climbOf(climb.days, climb.start).score, before);
    const isTouched = climb.days.length > 0 || unlocked.length > 0;
    const isShown = definition.isPublished && (isTouched || isOffered(definition, profile));
    return {
      record,
      shown: isShown ? shownOf(definition, progress) : "nothing",
      progress: isTouched ? progress : null,
      cycleEndsAt: endOf(cycle, zone),
    };
  });
};

/** Whether the profile can still get something of it. */
const isOffered = (definition: AchievementDefinition, { region, extra }: ProfileRecord): boolean =>
  !definition.isArchived && isFor(definition, { region, statuses: textsIn(extra, "statuses") });

const endOf = ({ before }: Cycle, zone: Parameters<typeof dayIn>[1]): Instant | null =>
  before === null ? null : addMs(firstInstantOf(before, zone), -1000);
