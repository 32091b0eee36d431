import type { Instant } from "#shared/kernel/time.ts";
import type { AchievementDefinition } from "./achievement.ts";
import {
  LEVELS_AT_ONCE,
  type LevelAt,
  levelsDue,
  unlockedAtOnce,
  unlockedInAny,
  wasTaken,
  withLevel,
  withoutLevelsAbove,
} from "./achievement-levels.ts";
import type { AchievementMovement } from "./achievement-movement.ts";
import { type Climb, progressOf, shownOf } from "./achievement-progress.ts";
import { NOTHING_UNLOCKED, type Unlocked } from "./unlocked.ts";

/** A cycle, by its first day: null if the achievement is counted for life. */
type CycleKey = string | null;

/** A cycle in which something was counted. */
export type CountedCycle = {
  /** What was counted: what was gained less what was lost, in hundredths. */
  readonly count: number;
  /** What the cycle comes to with it. */
  readonly climb: Climb;
};

/** A level that is unlocked. */
export type UnlockedLevel = LevelAt & {
  /** Whether it was before, and has issued what it unlocks ([M6]). */
  readonly isAgain: boolean;
};

/** What happens to one cycle. */
export type CycleMove<C> = {
  readonly counted: C;
  readonly score: number;
  /** The highest first ([M6]). */
  readonly lost: readonly LevelAt[];
  /** The lowest first ([M4]). */
  readonly unlocked: readonly UnlockedLevel[];
  /** What the cycle has unlocked, before and after. */
  readonly before: Unlocked;
  readonly after: Unlocked;
};

/**
 * What counting something does to an achievement, cycle by cycle, the earliest first ([M4] to
 * [M6]), and what its profile is shown of that: null if it isn't shown the achievement ([M8]).
 */
export const moveAchievement = <C extends CountedCycle & { readonly key: CycleKey }>(
  definition: AchievementDefinition,
  {
    cycles,
    unlocks,
    isCorrection,
    now,
  }: {
    readonly cycles: readonly C[];
    /** What was unlocked before, in any cycle. */
    readonly unlocks: ReadonlyMap<CycleKey, Unlocked>;
    /** Whether it corrects what was counted by mistake, which takes levels too. */
    readonly isCorrection: boolean;
    readonly now: Instant;
  },
): {
  readonly moves: readonly CycleMove<C>[];
  readonly movement: AchievementMovement | null;
} => {
  const all = new Map(unlocks);
  const moves: CycleMove<C>[] = [];
  const unlocked: LevelAt[] = [];
  for (const counted of cycles) {
    const { key, climb } = counted;
    const before = all.get(key) ?? NOTHING_UNLOCKED;
    const { kept, lost } = isCorrection
      ? withoutLevelsAbove(definition, climb.peak, before)
      : { kept: before, lost: [] };
    const inCycle = lost.length > 0 ? kept : before;
    all.set(key, inCycle);
    const held = { ever: unlockedInAny([...all.values()]), inCycle };
    const due = dueNow(definition, climb.peak, held);
    // A write that touches several cycles unlocks no more than one that touches one.
    const reached = unlockedAtOnce([...unlocked, ...due]).slice(unlocked.length);
    const after = reached.reduce((all, level) => withLevel(all, level, now), inCycle);
    all.set(key, after);
    unlocked.push(...reached);
    moves.push({
      counted,
      score: Math.max(0, climb.score),
      lost,
      unlocked: reached.map((level) => ({ ...level, isAgain: wasTaken(level, held) })),
      before,
      after,
    });
  }
  const score = moves.at(-1)?.score ?? 0;
  const movement = {
    definitionId: definition.id,
    handle: definition.handle,
    name: definition.name,
    count: cycles.reduce((sum, { count }) => sum + count, 0),
    score,
    unlocked: unlocked.map(({ level, trigger, displayNumber }) => ({
      name: level.name,
      displayNumber,
      trigger,
    })),
  };
  return { moves, movement: isShownAt(definition, score, [...all.values()]) ? movement : null };
};

/**
 * Whether a profile is shown an achievement in full ([M8]) that has this score, in hundredths, and
 * has unlocked this in all its cycles.
 */
export const isShownAt = (
  definition: AchievementDefinition,
  score: number,
  cycles: readonly Unlocked[],
): boolean => {
  const ever = unlockedInAny(cycles);
  return shownOf(definition, progressOf(definition, score, { ever, inCycle: ever })) === "all";
};

/** Nothing more is unlocked of an achievement that is out of use. */
const dueNow = (
  definition: AchievementDefinition,
  peak: number,
  before: { readonly ever: Unlocked; readonly inCycle: Unlocked },
): readonly LevelAt[] =>
  definition.isPublished && !definition.isArchived
    ? levelsDue(definition, peak, before, LEVELS_AT_ONCE)
    : [];
