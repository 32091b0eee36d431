import { describe, expect, it, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { achievementDefinition, achievementLevel } from "#shared/testing/build.ts";
import type { AchievementLevel } from "./achievement.ts";
import {
  highestLevel,
  levelBefore,
  levelsDue,
  nextLevel,
  unlockedAtOnce,
  unlockedInAny,
  wasTaken,
  withLevel,
  withoutLevelsAbove,
} from "./achievement-levels.ts";
import { NOTHING_UNLOCKED, type Unlocked } from "./unlocked.ts";

const AT = instant(1000);
const LATER = instant(2000);
const FEW = achievementLevel(2, { displayNumber: 1 });
const SOME = achievementLevel(5, { displayNumber: 2 });
const MANY = achievementLevel(10, { displayNumber: 3, repeats: true, repeatInterval: 5 });
const of = (...levels: readonly AchievementLevel[]) =>
  achievementDefinition({ levels: [...levels] });
/** Its levels aren't in order. */
const REPEATING = of(MANY, FEW, SOME);
const PLAIN = of({ ...MANY, repeats: false, repeatInterval: null }, FEW, SOME);

const unlocked = (
  levels: readonly number[],
  repeated: number | null = null,
  more: Partial<Unlocked> = {},
): Unlocked => ({
  ...NOTHING_UNLOCKED,
  levels: levels.map((trigger) => ({ trigger, at: AT })),
  repeated: repeated === null ? null : { trigger: repeated, at: LATER },
  ...more,
});
const asBefore = (all: Unlocked) => ({ ever: all, inCycle: all });
const shown = (level: { readonly trigger: number; readonly displayNumber: number } | null) =>
  level && [level.trigger, level.displayNumber];

describe("the next level", () => {
  test.for<readonly [score: number, had: Unlocked, next: readonly [number, number]]>([
    [0, unlocked([]), [2, 1]],
    [199, unlocked([]), [2, 1]],
    [200, unlocked([]), [5, 2]],
    [0, unlocked([2]), [5, 2]],
    [999, unlocked([2, 5]), [10, 3]],
    [1000, unlocked([2, 5]), [15, 4]],
    [1499, unlocked([2, 5, 10]), [15, 4]],
    [1500, unlocked([2, 5, 10]), [20, 5]],
    [2300, unlocked([2, 5, 10]), [25, 6]],
    [2000, unlocked([2, 5, 10], 15), [25, 6]],
    [300, unlocked([2, 5, 10], 15), [20, 5]],
  ])("[M4] at %i hundredths is the first that isn't reached or unlocked", ([score, had, next]) => {
    expect(shown(nextLevel(REPEATING, score, asBefore(had)))).toEqual(next);
  });

  it("[M4] isn't there above the highest that doesn't repeat", () => {
    expect(shown(nextLevel(PLAIN, 999, asBefore(unlocked([]))))).toEqual([10, 3]);
    expect(nextLevel(PLAIN, 1000, asBefore(unlocked([])))).toBeNull();
    expect(nextLevel(PLAIN, 0, asBefore(unlocked([2, 5, 10])))).toBeNull();
  });

  it("[M5] is one that was unlocked in another cycle only if it can be unlocked again", () => {
    const again = of({ ...FEW, allowMultipleEarn: true }, SOME);
    const had = { ever: unlocked([2, 5]), inCycle: unlocked([]) };
    expect(nextLevel(again, 0, had)?.trigger).toBe(2);
    expect(nextLevel(of(FEW, SOME), 0, had)).toBeNull();
  });
});

describe("the highest level", () => {
  test.for<readonly [had: Unlocked, highest: readonly [number, number] | null]>([
    [unlocked([]), null],
    [unlocked([2]), [2, 1]],
    [unlocked([5, 2]), [5, 2]],
    [unlocked([2, 5, 10]), [10, 3]],
    [unlocked([2, 5, 10], 15), [15, 4]],
    [unlocked([2, 5, 10], 25), [25, 6]],
    // Of a definition whose highest level had a lower trigger.
    [unlocked([2], 10), [2, 1]],
    [unlocked([2], 8), [2, 1]],
  ])("[M4] is the last that was unlocked, with its repeats", ([had, highest]) => {
    expect(shown(highestLevel(REPEATING, had))).toEqual(highest);
  });

  it("[M4] says when it was unlocked, and knows no repeats of a level that has none", () => {
    expect(highestLevel(REPEATING, unlocked([2, 10], 15))?.at).toBe(LATER);
    expect(highestLevel(PLAIN, unlocked([2, 10], 15))).toMatchObject({ trigger: 10, at: AT });
  });

  test.for([
    [FEW, 2, null],
    [SOME, 5, [2, 1]],
    [MANY, 10, [5, 2]],
    [MANY, 15, [10, 3]],
    [MANY, 20, [15, 4]],
  ] as const)("[M4] comes after another", ([level, trigger, lower]) => {
    expect(shown(levelBefore(REPEATING, { level, trigger }))).toEqual(lower);
  });
});

describe("what was unlocked in several cycles", () => {
  it("[M5] is each level once, at the first time, and the highest repeat at its first time", () => {
    const early = { trigger: 2, at: AT };
    const late = { trigger: 2, at: LATER };
    for (const levels of [
      [early, late],
      [late, early],
    ]) {
      const cycles = levels.map((level) => ({
        ...NOTHING_UNLOCKED,
        levels: [level],
        repeated: { trigger: 20, at: level.at },
      }));
      const other = unlocked([5], 15);
      expect(unlockedInAny([other, ...cycles])).toMatchObject({
        levels: [{ trigger: 5, at: AT }, early],
        repeated: { trigger: 20, at: AT },
      });
      expect(unlockedInAny([...cycles, other]).repeated).toEqual({ trigger: 20, at: AT });
    }
  });

  test.for([
    [null, null, null],
    [20, null, 20],
    [null, 20, 20],
    [15, 20, 20],
    [20, 15, 20],
  ] as const)("[M6] with what corrections took: %s and %s", ([one, other, both]) => {
    const cycle = (repeated: number | null, levels: readonly number[]) =>
      unlocked([], null, { taken: { levels, repeated } });
    const { taken } = unlockedInAny([cycle(one, [2, 5]), cycle(other, [5, 10])]);
    expect(taken).toEqual({ levels: [2, 5, 10], repeated: both });
  });
});

describe("levels that are due", () => {
  it("[M4] are the lowest first, no more than asked for, and none that is unlocked", () => {
    const due = (score: number, had: Unlocked, max: number) =>
      levelsDue(REPEATING, score, asBefore(had), max).map(shown);
    expect(due(199, unlocked([]), 9)).toEqual([]);
    expect(due(2000, unlocked([]), 2)).toEqual([
      [2, 1],
      [5, 2],
    ]);
    expect(due(1999, unlocked([2]), 9)).toEqual([
      [5, 2],
      [10, 3],
      [15, 4],
    ]);
    expect(due(2000, unlocked([2, 5, 10], 15), 9)).toEqual([[20, 5]]);
  });

  test.for([
    [25, 2, 2],
    [26, 2, 1],
    [50, 1, 1],
    [51, 1, 0],
    [0, 100, 100],
    [0, 101, 100],
  ] as const)("[M4] with %i things each, of %i of them unlock %i at once", ([each, due, at]) => {
    const unlocks = Array.from({ length: each }, () => ({
      kind: "reward" as const,
      ref: { handle: "ten" },
    }));
    const all = Array.from({ length: due }, () => ({
      ...{ level: achievementLevel(1, { unlocks }), trigger: 1, displayNumber: 1 },
    }));
    expect(unlockedAtOnce(all)).toHaveLength(at);
  });
});

describe("[M6] a correction", () => {
  const had = unlocked([2, 5, 10], 20);

  test.for<readonly [score: number, lost: readonly number[], repeated: number | null]>([
    [2000, [], 20],
    [1999, [20], 15],
    [1499, [20, 15], null],
    [1000, [20, 15], null],
    [999, [20, 15, 10], null],
    [499, [20, 15, 10, 5], null],
    [0, [20, 15, 10, 5, 2], null],
  ])("to %i hundredths takes the highest levels first", ([score, lost, repeated]) => {
    const left = withoutLevelsAbove(REPEATING, score, had);
    expect(left.lost.map(({ trigger }) => trigger)).toEqual(lost);
    expect(left.kept.repeated?.trigger ?? null).toBe(repeated);
    expect(left.kept.taken).toEqual({
      levels: [2, 5, 10].filter((trigger) => lost.includes(trigger)),
      repeated: lost.length > 0 ? 20 : null,
    });
  });

  it("takes no level that wasn't unlocked", () => {
    const left = withoutLevelsAbove(REPEATING, 0, unlocked([5]));
    expect(left.lost.map(({ trigger }) => trigger)).toEqual([5]);
    expect(left.kept).toEqual(unlocked([], null, { taken: { levels: [5], repeated: null } }));
  });

  it("is remembered for levels, and for repeats up to the last that was taken", () => {
    const kept = unlocked([2], null, { taken: { levels: [10], repeated: 20 } });
    const taken = (trigger: number, all: Unlocked = kept) =>
      wasTaken({ level: MANY, trigger, displayNumber: 0 }, asBefore(all));
    expect([10, 15, 20, 25].map((trigger) => taken(trigger))).toEqual([true, true, true, false]);
    expect([10, 15].map((trigger) => taken(trigger, NOTHING_UNLOCKED))).toEqual([false, false]);
  });
});

test("[M4] a repeat stands for those before it", () => {
  const first = withLevel(NOTHING_UNLOCKED, { level: MANY, trigger: 10, displayNumber: 3 }, AT);
  expect(first).toEqual(unlocked([10]));
  const again = withLevel(first, { level: MANY, trigger: 15, displayNumber: 4 }, LATER);
  expect(again).toEqual(unlocked([10], 15));
});
