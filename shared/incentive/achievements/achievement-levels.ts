import { HUNDREDTHS } from "#shared/incentive/points/point.ts";
import { earlier, type Instant, instantSchema } from "#shared/kernel/time.ts";
import type { AchievementDefinition, AchievementLevel } from "./achievement.ts";
import type { Unlocked } from "./unlocked.ts";

/** A level at one of the scores that reach it: one that repeats has many. */
export type LevelAt = {
  readonly level: AchievementLevel;
  /** The score, in whole counts. */
  readonly trigger: number;
  readonly displayNumber: number;
};

/** What is unlocked after one more level. */
export const withLevel = (
  unlocked: Unlocked,
  { level, trigger }: LevelAt,
  at: Instant,
): Unlocked =>
  trigger === level.trigger
    ? { ...unlocked, levels: [...unlocked.levels, { trigger, at }] }
    : { ...unlocked, repeated: { trigger, at } };

/** What was unlocked in any of these cycles. Each level keeps the time when it first was. */
export const unlockedInAny = (cycles: readonly Unlocked[]): Unlocked => {
  const first = new Map<number, Instant>();
  for (const { trigger, at } of cycles.flatMap(({ levels }) => levels)) {
    first.set(trigger, earlier(at, first.get(trigger) ?? at));
  }
  const repeats = cycles.flatMap(({ repeated }) => repeated ?? []);
  return {
    levels: [...first].map(([trigger, at]) => ({ trigger, at })),
    repeated: repeats.sort((a, b) => b.trigger - a.trigger || a.at - b.at)[0] ?? null,
    taken: takenInAny(cycles.map(({ taken }) => taken)),
  };
};

const takenInAny = (all: readonly Unlocked["taken"][]): Unlocked["taken"] => {
  const repeats = all.flatMap(({ repeated }) => repeated ?? []);
  return {
    levels: [...new Set(all.flatMap(({ levels }) => levels))],
    repeated: repeats.length > 0 ? Math.max(...repeats) : null,
  };
};

/** What a profile has unlocked: in any cycle, and in the one that is asked about. */
export type UnlockedBefore = { readonly ever: Unlocked; readonly inCycle: Unlocked };

type Levels = Pick<AchievementDefinition, "levels">;

/**
 * Whether a level was unlocked before and has issued what it unlocks, until a correction took it
 * ([M6]).
 */
export const wasTaken = ({ level, trigger }: LevelAt, before: UnlockedBefore): boolean => {
  const { taken } = beforeOf(level, before);
  return trigger === level.trigger
    ? taken.levels.includes(trigger)
    : trigger <= (taken.repeated ?? 0);
};

/**
 * The first levels that a score reaches and that aren't unlocked yet, the lowest first (SPEC.md
 * [M4], [M5]). The score is in hundredths.
 */
export const levelsDue = (
  definition: Levels,
  score: number,
  before: UnlockedBefore,
  max: number,
): readonly LevelAt[] => {
  const due = sortedLevels(definition)
    .filter((level) => isReached(level.trigger, score) && !isUnlocked(level, before))
    .map((level) => levelAt(level, level.trigger));
  let unlocked = before;
  for (let next = nextRepeat(definition, unlocked); next !== null && due.length < max; ) {
    if (!isReached(next.trigger, score)) break;
    due.push(next);
    const inCycle = { ...unlocked.inCycle, repeated: { trigger: next.trigger, at: NEVER } };
    unlocked = { ever: inCycle, inCycle };
    next = nextRepeat(definition, unlocked);
  }
  return due.slice(0, max);
};

/**
 * How many levels of an achievement one write unlocks or takes, and how much it issues for them.
 */
export const LEVELS_AT_ONCE = 100;
const ISSUES_AT_ONCE = 50;

/** The first of these levels, in order: as many as one write may unlock ([M4]). */
export const unlockedAtOnce = (due: readonly LevelAt[]): readonly LevelAt[] => {
  let issues = 0;
  const over = due.findIndex(({ level }, index) => {
    issues += level.unlocks.length;
    return index >= LEVELS_AT_ONCE || issues > ISSUES_AT_ONCE;
  });
  return over === -1 ? due : due.slice(0, over);
};

/** No time is read from it. */
const NEVER = instantSchema.parse(0);

/** The next level that a score would unlock; null if there is none. */
export const nextLevel = (
  definition: Levels,
  score: number,
  before: UnlockedBefore,
): LevelAt | null => {
  const next = sortedLevels(definition).find(
    (level) => !isReached(level.trigger, score) && !isUnlocked(level, before),
  );
  if (next) return levelAt(next, next.trigger);
  const repeat = nextRepeat(definition, before);
  if (repeat === null || !isReached(repeat.trigger, score)) return repeat;
  const interval = repeat.level.repeatInterval ?? 1;
  const past = Math.floor((score / HUNDREDTHS - repeat.level.trigger) / interval);
  return levelAt(repeat.level, repeat.level.trigger + (past + 1) * interval);
};

/** A level that was unlocked, and when. */
type UnlockedAt = LevelAt & { readonly at: Instant };

/** The levels that were unlocked, the lowest first; of one that repeats, also the last repeat. */
export const levelsUnlocked = (
  definition: Levels,
  { levels, repeated }: Unlocked,
): readonly UnlockedAt[] => {
  const unlocked = sortedLevels(definition).flatMap((level): readonly UnlockedAt[] => {
    const at = unlockedAt(level, levels);
    return at === null ? [] : [{ ...levelAt(level, level.trigger), at }];
  });
  const last = sortedLevels(definition).at(-1);
  return last?.repeats && repeated !== null && repeated.trigger > last.trigger
    ? [...unlocked, { ...levelAt(last, repeated.trigger), at: repeated.at }]
    : unlocked;
};

/** The highest level that was unlocked, and when; null if there is none. */
export const highestLevel = (definition: Levels, unlocked: Unlocked): UnlockedAt | null =>
  levelsUnlocked(definition, unlocked).at(-1) ?? null;

/** The level before another one; null if it is the first. */
export const levelBefore = (
  definition: Levels,
  { level, trigger }: Pick<LevelAt, "level" | "trigger">,
): LevelAt | null => {
  if (trigger > level.trigger) return levelAt(level, trigger - (level.repeatInterval ?? 1));
  const lower = sortedLevels(definition).findLast((each) => each.trigger < trigger);
  return lower ? levelAt(lower, lower.trigger) : null;
};

/**
 * What is left of a cycle's levels once a score was corrected, and the levels that are lost by it,
 * the highest first ([M6]).
 */
export const withoutLevelsAbove = (
  definition: Levels,
  score: number,
  unlocked: Unlocked,
): { readonly kept: Unlocked; readonly lost: readonly LevelAt[] } => {
  const lost: LevelAt[] = [];
  const last = sortedLevels(definition).at(-1);
  let { repeated } = unlocked;
  while (last?.repeats && repeated !== null && !isReached(repeated.trigger, score)) {
    const at = levelAt(last, repeated.trigger);
    lost.push(at);
    const trigger = repeated.trigger - (last.repeatInterval ?? 1);
    repeated = trigger > last.trigger ? { trigger, at: repeated.at } : null;
  }
  const levels = unlocked.levels.filter(({ trigger }) => isReached(trigger, score));
  const taken = takenInAny([
    unlocked.taken,
    {
      levels: unlocked.levels
        .filter(({ trigger }) => !isReached(trigger, score))
        .map(({ trigger }) => trigger),
      repeated: repeated === unlocked.repeated ? null : (unlocked.repeated?.trigger ?? null),
    },
  ]);
  const gone = sortedLevels(definition).filter(
    (level) => !isReached(level.trigger, score) && unlockedAt(level, unlocked.levels) !== null,
  );
  lost.push(...gone.reverse().map((level) => levelAt(level, level.trigger)));
  return { kept: { levels, repeated, taken }, lost };
};

const sortedLevels = ({ levels }: Levels): readonly AchievementLevel[] =>
  [...levels].sort((a, b) => a.trigger - b.trigger);

const isReached = (trigger: number, score: number): boolean => trigger * HUNDREDTHS <= score;

const levelAt = (level: AchievementLevel, trigger: number): LevelAt => {
  const repeats = trigger - level.trigger;
  const more = repeats === 0 ? 0 : Math.round(repeats / (level.repeatInterval ?? repeats));
  return { level, trigger, displayNumber: level.displayNumber + more };
};

/** What counts as unlocked before: a level is unlocked once for life, or once in each cycle. */
const beforeOf = (level: AchievementLevel, { ever, inCycle }: UnlockedBefore): Unlocked =>
  level.allowMultipleEarn ? inCycle : ever;

const isUnlocked = (level: AchievementLevel, before: UnlockedBefore): boolean =>
  unlockedAt(level, beforeOf(level, before).levels) !== null;

const unlockedAt = ({ trigger }: AchievementLevel, levels: Unlocked["levels"]): Instant | null =>
  levels.find((each) => each.trigger === trigger)?.at ?? null;

/** The first repeat that isn't unlocked; null if no level repeats. */
const nextRepeat = (definition: Levels, before: UnlockedBefore): LevelAt | null => {
  const last = sortedLevels(definition).at(-1);
  if (!last?.repeats) return null;
  const interval = last.repeatInterval ?? 1;
  const repeated = beforeOf(last, before).repeated?.trigger ?? last.trigger;
  const past = Math.max(0, Math.floor((repeated - last.trigger) / interval));
  return levelAt(last, last.trigger + (past + 1) * interval);
};
