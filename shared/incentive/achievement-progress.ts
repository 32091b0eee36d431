import type { CalendarDay } from "#shared/kernel/time.ts";
import type { AchievementDefinition, DisplayOption } from "./achievement.ts";
import {
  highestLevel,
  type LevelAt,
  levelBefore,
  nextLevel,
  type UnlockedBefore,
} from "./achievement-levels.ts";
import { HUNDREDTHS } from "./point.ts";

/**
 * What was counted on one day, in hundredths. What was gained and what was lost are kept apart, so
 * that a sale and its return leave the same facts in whatever order they arrive ([M2]).
 */
export type CountDay = {
  readonly day: CalendarDay;
  readonly gained: number;
  readonly lost: number;
};

/**
 * What the days of a cycle come to: the score at their end, and the highest that it has been. On each
 * day gains count before losses. Days may come in any order, and a day more than once.
 */
export const climbOf = (
  days: readonly CountDay[],
): { readonly score: number; readonly peak: number } => {
  const sums = new Map<CalendarDay, Omit<CountDay, "day">>();
  for (const { day, gained, lost } of days) {
    const before = sums.get(day) ?? { gained: 0, lost: 0 };
    sums.set(day, { gained: before.gained + gained, lost: before.lost + lost });
  }
  let score = 0;
  let peak = 0;
  for (const [, { gained, lost }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    score += gained;
    peak = Math.max(peak, score);
    score -= lost;
  }
  return { score: Math.max(0, score), peak };
};

/**
 * The days that a correction by hand takes a count from: the latest that gained something, as though
 * they had gained less ([M6]). Null if they haven't gained as much.
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
    score,
    current,
    previous: current && levelBefore(definition, current),
    next: nextLevel(definition, score, before),
  };
};

/** How much of an achievement its profile is shown: all, only its hint, or not that there is one. */
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
