import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import type { AchievementDefinition } from "./achievement.ts";
import type { LevelAt } from "./achievement-levels.ts";
import { levelsUnlocked } from "./achievement-levels.ts";
import type { AchievementProgress } from "./achievement-progress.ts";
import type { Unlocked } from "./unlocked.ts";

/** A level that was unlocked in a cycle, and when. */
export type UnlockedLevel = {
  /** The first day of the cycle; null: it is counted for life. */
  readonly cycle: CalendarDay | null;
  readonly level: LevelAt;
  readonly at: Instant;
};

/** The levels that were unlocked in each cycle and that the definition still has, in order. */
export const unlockedLevels = (
  definition: Pick<AchievementDefinition, "levels">,
  cycles: readonly { readonly cycle: CalendarDay | null; readonly unlocked: Unlocked }[],
): readonly UnlockedLevel[] =>
  cycles.flatMap(({ cycle, unlocked }) =>
    levelsUnlocked(definition, unlocked).map(({ at, ...level }) => ({ cycle, level, at })),
  );

/** Why a level was unlocked, in a sentence ([M12]). */
export const levelSentence = (
  { cycle, level: { level, trigger, displayNumber }, at }: UnlockedLevel,
  zone: TimeZone,
): string =>
  `Unlocked level ${displayNumber} “${level.name}” on ${dayIn(at, zone)}: it takes ${trigger}${inCycle(cycle)}.`;

/** Where a profile stands in an achievement, in a sentence ([M12]). */
export const progressSentence = (progress: AchievementProgress | null): string => {
  if (progress === null) return "Nothing has been counted yet.";
  const { score, next } = progress;
  const more = next ? ` Level ${next.displayNumber} takes ${next.trigger}.` : "";
  return `${decimalOf(score, POINT_DIGITS)} counted.${more}`;
};

const inCycle = (cycle: CalendarDay | null): string =>
  cycle === null ? "" : ` in the cycle from ${cycle}`;
