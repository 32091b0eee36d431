import { addMs, dayIn, firstInstantOf, type Instant } from "#shared/kernel/time.ts";
import { cycleOf, isInCycle } from "./achievement-cycle.ts";
import {
  type AchievementProgress,
  climbOf,
  progressOf,
  type Shown,
  shownOf,
} from "./achievement-progress.ts";
import type { HeldAchievement } from "./held-achievement.ts";
import { NOTHING_UNLOCKED } from "./unlocked.ts";

/** Where a profile stands in an achievement at an instant, and how much it is shown. */
export type AchievementStanding = {
  readonly progress: AchievementProgress;
  readonly shown: Shown;
  /** The last second of the cycle; null if it is counted for life. */
  readonly cycleEndsAt: Instant | null;
};

/**
 * Where a profile stands at an instant that isn't before the one at which it was read ([M3], [M8]).
 */
export const standingIn = (held: HeldAchievement, now: Instant): AchievementStanding => {
  const { definition, zone, joinedOn, unlocked } = held;
  const today = dayIn(now, zone);
  const isStill = isInCycle(held.cycle, today);
  const cycle = isStill ? held.cycle : cycleOf(definition, today, joinedOn);
  const start = { score: held.score, peak: held.score };
  const since = held.later.filter(({ day }) => day <= today);
  const score = isStill ? climbOf(since, start).score : 0;
  const inCycle = isStill ? unlocked.inCycle : NOTHING_UNLOCKED;
  const progress = progressOf(definition, score, { ever: unlocked.ever, inCycle });
  return {
    progress,
    shown: shownOf(definition, progress),
    cycleEndsAt: cycle.before === null ? null : addMs(firstInstantOf(cycle.before, zone), -1000),
  };
};

/** The same with nothing that a device needn't know, such as what a level issues ([M10]). */
export const forDevice = ({ definition, ...held }: HeldAchievement): HeldAchievement => {
  const { id, name, description, shortDescription, displayOption } = definition;
  const { levels, period, enableAnnualEarnCycle } = definition;
  return {
    ...held,
    definition: {
      ...{ id, name, description, shortDescription, displayOption },
      ...{ period, enableAnnualEarnCycle },
      levels: levels.map((level) => ({ ...level, unlocks: [], meta: null })),
    },
  };
};
