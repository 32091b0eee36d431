import { z } from "zod";
import { HUNDREDTHS } from "#shared/incentive/points/point.ts";
import { addToDay, type CalendarDay, calendarDaySchema } from "#shared/kernel/time.ts";
import type { AchievementDefinition, DisplayOption } from "./achievement.ts";
import {
  highestLevel,
  type LevelAt,
  levelBefore,
  nextLevel,
  type UnlockedBefore,
} from "./achievement-levels.ts";

/**
 * What was counted on one day, in hundredths. What was gained and what was lost are kept apart, so
 * that a sale and its return leave the same facts in whatever order they arrive ([M2]).
 */
export type CountDay = {
  readonly day: CalendarDay;
  readonly gained: number;
  readonly lost: number;
};

/** The score at the end of some days of a cycle, and the highest that it has been by then. */
export const climbSchema = z.object({ score: z.int(), peak: z.int() });
export type Climb = z.infer<typeof climbSchema>;

export const CLIMB_START: Climb = { score: 0, peak: 0 };

/** What a cycle comes to by the end of a day, so that its older days needn't be read again. */
export const checkpointSchema = climbSchema.extend({ through: calendarDaySchema });
export type CountCheckpoint = z.infer<typeof checkpointSchema>;

/**
 * What a cycle comes to after some more days. On each day gains count before losses. Days may come
 * in any order, and a day more than once.
 */
export const climbOf = (days: readonly CountDay[], before: Climb = CLIMB_START): Climb => {
  const sums = new Map<CalendarDay, Omit<CountDay, "day">>();
  for (const { day, gained, lost } of days) {
    const before = sums.get(day) ?? { gained: 0, lost: 0 };
    sums.set(day, { gained: before.gained + gained, lost: before.lost + lost });
  }
  let { score, peak } = before;
  for (const [, { gained, lost }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    score += gained;
    peak = Math.max(peak, score);
    score -= lost;
  }
  return { score, peak };
};

/** A sale that arrives this late is counted without reading a whole cycle again. */
const DAYS_OPEN = 35;
/** So many days are read rather than stored as a checkpoint. */
const DAYS_FEW = 30;

/**
 * The checkpoint to store for a cycle, given the one that was used (null: none) and the days that
 * were read after it; null if there are only few.
 */
export const nextCountCheckpoint = (
  used: CountCheckpoint | null,
  days: readonly CountDay[],
  today: CalendarDay,
): CountCheckpoint | null => {
  const through = addToDay(today, { days: -DAYS_OPEN });
  const older = days.filter(({ day }) => day <= through);
  if (older.length <= DAYS_FEW) return used;
  return { through, ...climbOf(older, used ?? CLIMB_START) };
};

/**
 * The days that a correction by hand takes a count from: the latest that gained something, as
 * though they had gained less ([M6]). Null if they haven't gained as much.
 */
export const correctionOf = (
  days: readonly CountDay[],
  count: number,
): readonly CountDay[] | null => {
  let open = count;
  const taken: CountDay[] = [];
  for (const { day, gained } of [...days].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    const part = Math.min(open, Math.max(0, gained));
    if (part > 0) taken.push({ day, gained: -part, lost: 0 });
    open -= part;
  }
  return open > 0 ? null : taken;
};

/** Where a profile stands in an achievement. */
export type AchievementProgress = {
  /** In hundredths. */
  readonly score: number;
  /** The highest level that was ever unlocked. */
  readonly current: ReturnType<typeof highestLevel>;
  readonly previous: LevelAt | null;
  /** The level that the score reaches next in this cycle. */
  readonly next: LevelAt | null;
};

/** Where a profile stands with this score in the cycle that is now (DOMAIN §10.3). */
export const progressOf = (
  definition: Pick<AchievementDefinition, "levels">,
  score: number,
  before: UnlockedBefore,
): AchievementProgress => {
  const current = highestLevel(definition, before.ever);
  return {
    score: Math.max(0, score),
    current,
    previous: current && levelBefore(definition, current),
    next: nextLevel(definition, score, before),
  };
};

/**
 * How much of an achievement its profile is shown: all, only its hint, or not that there is one.
 */
export type Shown = "all" | "hint" | "nothing";

/** What a profile sees ([M8]). */
export const shownOf = (
  { displayOption }: Pick<AchievementDefinition, "displayOption">,
  { score, current }: Pick<AchievementProgress, "score" | "current">,
): Shown => DISPLAY[displayOption](score >= HUNDREDTHS || current !== null, current !== null);

const DISPLAY: Readonly<
  Record<DisplayOption, (hasCounted: boolean, hasUnlocked: boolean) => Shown>
> = {
  visible: () => "all",
  hidden: (hasCounted) => (hasCounted ? "all" : "nothing"),
  mystery: (_hasCounted, hasUnlocked) => (hasUnlocked ? "all" : "hint"),
  internal: () => "nothing",
};
