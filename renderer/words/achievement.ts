import type { LevelAt } from "#shared/incentive/achievements/achievement-levels.ts";
import type { AchievementStanding } from "#shared/incentive/achievements/achievement-standing.ts";
import { HUNDREDTHS, POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { percentOf } from "#shared/kernel/percent.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";

type Progress = AchievementStanding["progress"];

/** How much of the next level is reached: "3 of 10", or "12" once there are no more levels. */
export const scoreText = ({ score, next }: Progress, format: Format): string => {
  const reached = format.count(decimalOf(score, POINT_DIGITS));
  return next === null
    ? reached
    : say("achievement.score", { reached, needed: format.count(next.trigger) });
};

/** The same from 0 to 100, for a bar. */
export const scorePercent = ({ score, next }: Progress): number =>
  next === null ? 100 : Math.min(100, percentOf(score, next.trigger * HUNDREDTHS));

/** The level reached, and when: "Bronze, reached 3 Mar 2026". Null if none was. */
export const reachedText = ({ current }: Progress, zone: TimeZone, format: Format): string | null =>
  current &&
  say("achievement.reached", {
    level: levelText(current, format),
    date: format.date(current.at, zone),
  });

/**
 * What comes next, and by when: "Next: Silver", "Next: Silver, until 30 Nov 2026 (tomorrow)". Null
 * if nothing does.
 */
export const nextText = (
  { progress: { next }, cycleEndsAt }: Pick<AchievementStanding, "progress" | "cycleEndsAt">,
  zone: TimeZone,
  now: Instant,
  format: Format,
): string | null => {
  if (next === null) return null;
  const level = levelText(next, format);
  if (cycleEndsAt === null) return say("achievement.next", { level });
  const date = format.date(cycleEndsAt, zone);
  return say("achievement.next_by", { level, date, when: format.untilDay(cycleEndsAt, now, zone) });
};

/** A level by its name; a repeat of it has its number too. */
const levelText = ({ level, displayNumber }: LevelAt, format: Format): string =>
  displayNumber === level.displayNumber
    ? level.name
    : `${level.name} (${format.count(displayNumber)})`;
