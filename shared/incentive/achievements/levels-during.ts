import type { CalendarDay, Instant } from "#shared/kernel/time.ts";
import type { AchievementDefinition } from "./achievement.ts";
import { cycleOf } from "./achievement-cycle.ts";
import { type CountDay, climbOf } from "./achievement-progress.ts";
import { moveAchievement, type UnlockedLevel } from "./move-achievement.ts";
import type { Unlocked } from "./unlocked.ts";

/**
 * The levels that a profile would have unlocked by what was counted on these days, if nothing had
 * been counted before: cycle by cycle, the lowest first ([M4], [M5], [M13]). A draft unlocks them
 * too.
 */
export const levelsDuring = (
  draft: AchievementDefinition,
  days: readonly CountDay[],
  { joinedOn, now }: { readonly joinedOn: CalendarDay; readonly now: Instant },
): readonly UnlockedLevel[] => {
  const definition = { ...draft, isPublished: true, isArchived: false };
  const byCycle = new Map<string | null, CountDay[]>();
  for (const each of days) {
    const key = cycleOf(definition, each.day, joinedOn).from;
    const inCycle = byCycle.get(key);
    if (inCycle) inCycle.push(each);
    else byCycle.set(key, [each]);
  }
  const cycles = [...byCycle]
    .sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1))
    .map(([key, inCycle]) => ({ key, count: 0, climb: climbOf(inCycle) }));
  const levels: UnlockedLevel[] = [];
  let unlocks: ReadonlyMap<string | null, Unlocked> = new Map();
  // One move unlocks no more than one write would; the next unlocks the rest.
  for (;;) {
    const { moves } = moveAchievement(definition, { cycles, unlocks, isCorrection: false, now });
    const unlocked = moves.flatMap((move) => move.unlocked);
    if (unlocked.length === 0 || levels.length >= LEVELS_MAX) return levels;
    levels.push(...unlocked);
    unlocks = new Map(moves.map(({ counted, after }) => [counted.key, after]));
  }
};

/** Nobody needs to know of more for one profile. */
const LEVELS_MAX = 10_000;
