import type { AchievementProgress } from "#shared/incentive/achievements/achievement-progress.ts";
import type { UnlockedLevel } from "#shared/incentive/achievements/unlocked-levels.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type CalendarDay, dayIn, type TimeZone } from "#shared/kernel/time.ts";

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
