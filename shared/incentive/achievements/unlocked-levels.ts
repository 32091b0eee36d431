import type { CalendarDay, Instant } from "#shared/kernel/time.ts";
import type { AchievementDefinition } from "./achievement.ts";
import { type LevelAt, levelsUnlocked } from "./achievement-levels.ts";
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
