import type { AchievementDefinition } from "#shared/incentive/achievements/achievement.ts";
import { cycleOf, cyclesStartOn } from "#shared/incentive/achievements/achievement-cycle.ts";
import { unlockedInAny } from "#shared/incentive/achievements/achievement-levels.ts";
import {
  type AchievementProgress,
  climbOf,
  type Shown,
} from "#shared/incentive/achievements/achievement-progress.ts";
import { forDevice, standingIn } from "#shared/incentive/achievements/achievement-standing.ts";
import type { HeldAchievement } from "#shared/incentive/achievements/held-achievement.ts";
import { NOTHING_UNLOCKED } from "#shared/incentive/achievements/unlocked.ts";
import { isFor } from "#shared/incentive/audience.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { readCounted } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { readUnlocks } from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import {
  type DefinitionRecord,
  readDefinitionsInUse,
} from "#sync-server/storage/incentive/definition-store.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readClimbs } from "./read-climbs.ts";

type AchievementRecord = DefinitionRecord<"achievement">;

/** One achievement of a profile, and how much of it the profile is shown. */
export type ReadAchievement = {
  readonly record: AchievementRecord;
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
): Promise<readonly ReadAchievement[]> => {
  const records = await readDefinitionsInUse(deps, "achievement");
  const asked = records.map((record) => ({ record, profile }));
  return (await readHeld(deps, asked, now)).map(({ record, held, isTouched }) => {
    const { definition } = record;
    const { progress, shown, cycleEndsAt } = standingIn(held, now);
    const isShown = definition.isPublished && (isTouched || isOffered(definition, profile, now));
    return {
      record,
      shown: isShown ? shown : "nothing",
      progress: isTouched ? progress : null,
      cycleEndsAt,
    };
  });
};

/**
 * What devices hold of the achievements of profiles, as far as each is shown them in full now
 * ([M10]). A profile without any is left out.
 */
export const readDeviceAchievements = async (
  deps: ReadDeps & { readonly now: Instant },
  ids: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly HeldAchievement[]>> => {
  const counted = await readCounted(deps, ids);
  if (counted.length === 0) return new Map();
  const records = await readDefinitionsInUse(deps, "achievement");
  const profiles = await readProfileRecords(deps, [
    ...new Set(counted.map(({ profileId }) => profileId)),
  ]);
  const profileOf = new Map(profiles.map((profile) => [profile.id, profile]));
  const asked = counted.flatMap(({ profileId, definitionId }) => {
    const profile = profileOf.get(profileId);
    const record = records.find(({ definition }) => definition.id === definitionId);
    if (!profile || !isLiving(profile.profileType)) return [];
    return record?.definition.isPublished ? [{ record, profile }] : [];
  });
  const shown = (await readHeld(deps, asked, deps.now)).filter(
    ({ held, isTouched }) => isTouched && standingIn(held, deps.now).shown === "all",
  );
  return new Map(
    [...Map.groupBy(shown, ({ profile }) => profile.id)].map(([id, all]) => [
      id,
      all.map(({ held }) => forDevice(held)).sort((a, b) => a.definition.id - b.definition.id),
    ]),
  );
};

type Asked = { readonly record: AchievementRecord; readonly profile: ProfileRecord };

type Held = Asked & {
  readonly held: HeldAchievement;
  /** Whether something was counted in this cycle, or unlocked in any. */
  readonly isTouched: boolean;
};

/** Achievements of profiles as they are at an instant, in their order. */
const readHeld = async (
  deps: ReadDeps,
  asked: readonly Asked[],
  now: Instant,
): Promise<readonly Held[]> => {
  if (asked.length === 0) return [];
  const tenantZone = await readTenantZone(deps);
  const unlocks = await readUnlocks(deps, [...new Set(asked.map(({ profile }) => profile.id))]);
  const unlocksOf = Map.groupBy(unlocks, keyOf);
  const known = asked.map(({ record, profile }) => {
    const { definition } = record;
    const zone = definition.timezone ?? tenantZone;
    const today = dayIn(now, zone);
    const key = { profileId: profile.id, definitionId: definition.id };
    const unlocked = unlocksOf.get(keyOf(key)) ?? [];
    const joinedDay = dayIn(profile.joinedAt ?? profile.createdAt, zone);
    const joinedOn = cyclesStartOn(definition, joinedDay, unlocked);
    const cycle = cycleOf(definition, today, joinedOn);
    const own = unlocked.find((each) => each.cycle === cycle.from);
    return { ...key, zone, today, joinedOn, cycle, unlocked, own };
  });
  const climbs = await readClimbs(
    deps,
    known.map((each) => ({
      ...each,
      // The rest of the cycle is read too, as far as it is known.
      today: null,
      checkpoint: each.own?.checkpoint ?? null,
      changedFrom: null,
    })),
  );
  return asked.map((each, index) => {
    const { zone, today, joinedOn, cycle, unlocked, own } = assertDefined(known[index], "asked");
    const climb = assertDefined(climbs[index], "one climb for each achievement");
    const past = climb.days.filter(({ day }) => day <= today);
    return {
      ...each,
      held: {
        definition: each.record.definition,
        ...{ zone, joinedOn, cycle },
        score: climbOf(past, climb.start).score,
        later: climb.days
          .filter(({ day }) => day > today)
          .map(({ day, gained, lost }) => ({ day, gained, lost })),
        unlocked: {
          ever: unlockedInAny(unlocked.map((every) => every.unlocked)),
          inCycle: own?.unlocked ?? NOTHING_UNLOCKED,
        },
      },
      isTouched: past.length > 0 || unlocked.length > 0,
    };
  });
};

const keyOf = ({
  profileId,
  definitionId,
}: {
  readonly profileId: string;
  readonly definitionId: number;
}) => `${profileId} ${definitionId}`;

/** Whether the profile can still get something of it. */
const isOffered = (
  definition: AchievementDefinition,
  profile: ProfileRecord,
  now: Instant,
): boolean => !definition.isArchived && isFor(definition, audienceAt(profile, now));
