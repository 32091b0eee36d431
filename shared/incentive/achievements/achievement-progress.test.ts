import { describe, expect, it, test } from "vitest";
import { addToDay, calendarDaySchema, instant } from "#shared/kernel/time.ts";
import { achievementDefinition, achievementLevel } from "#shared/testing/build.ts";
import { displayOptionSchema } from "./achievement.ts";
import {
  climbOf,
  correctionOf,
  nextCountCheckpoint,
  progressOf,
  shownOf,
} from "./achievement-progress.ts";
import { NOTHING_UNLOCKED } from "./unlocked.ts";

const TODAY = calendarDaySchema.parse("2026-03-04");
const ago = (days: number) => addToDay(TODAY, { days: -days });
const gained = (days: number, count: number, lost = 0) => ({
  day: ago(days),
  gained: count,
  lost,
});

describe("[M2] a checkpoint", () => {
  const daysUntil = (newest: number, count: number) =>
    Array.from({ length: count }, (_, index) => gained(newest + index, 100));

  test.for([
    [35, 30, null],
    [35, 31, 3100],
    [34, 31, null],
    [34, 32, 3100],
    [36, 31, 3100],
  ] as const)("from %i days ago, of %i days, is %s", ([newest, count, score]) => {
    const kept = nextCountCheckpoint(null, daysUntil(newest, count), TODAY);
    expect(kept).toEqual(score && { through: ago(35), score, peak: score });
  });

  it("stays while there are few days after it, and goes on from there", () => {
    const used = { through: ago(100), score: 500, peak: 900 };
    expect(nextCountCheckpoint(used, daysUntil(35, 30), TODAY)).toBe(used);
    const next = { through: ago(35), score: 3600, peak: 3600 };
    expect(nextCountCheckpoint(used, daysUntil(35, 31), TODAY)).toEqual(next);
  });
});

test("[M2] on each day gains come before losses, in whatever order they arrive", () => {
  const days = [gained(1, 0, 300), gained(1, 500), gained(2, 100)];
  for (const order of [days, days.toReversed()]) {
    expect(climbOf(order)).toEqual({ score: 300, peak: 600 });
  }
  expect(climbOf([gained(1, 100)], { score: 200, peak: 900 })).toEqual({ score: 300, peak: 900 });
});

describe("[M6] a correction", () => {
  const days = [gained(3, 200), gained(1, 0, 50), gained(0, -100), gained(2, 300)];

  test.for([
    [1, [[2, 1]]],
    [300, [[2, 300]]],
    [
      301,
      [
        [2, 300],
        [3, 1],
      ],
    ],
    [
      500,
      [
        [2, 300],
        [3, 200],
      ],
    ],
  ] as const)("of %i takes from the latest days that gained something", ([count, parts]) => {
    const expected = parts.map(([daysAgo, part]) => gained(daysAgo, -part));
    expect(correctionOf(days, count)).toEqual(expected);
    expect(correctionOf(days.toReversed(), count)).toEqual(expected);
  });

  it("takes never more than there is", () => {
    expect(correctionOf(days, 501)).toBeNull();
  });
});

describe("[M8] a profile is shown", () => {
  const level = achievementLevel(5);
  const unlocked = { level, trigger: 5, displayNumber: 1, at: instant(0) };
  const SHOWN = {
    visible: ["all", "all", "all"],
    hidden: ["nothing", "all", "all"],
    mystery: ["hint", "hint", "all"],
    internal: ["nothing", "nothing", "nothing"],
  } as const;

  test.for(displayOptionSchema.options)("as much of a %s achievement as it may be", (option) => {
    const shown = [
      shownOf({ displayOption: option }, { score: 99, current: null }),
      shownOf({ displayOption: option }, { score: 100, current: null }),
      shownOf({ displayOption: option }, { score: 0, current: unlocked }),
    ];
    expect(shown).toEqual(SHOWN[option]);
  });

  it("no score below 0", () => {
    const before = { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED };
    const progress = (score: number) => progressOf(achievementDefinition(), score, before);
    expect([-1, 0, 1].map((score) => progress(score).score)).toEqual([0, 0, 1]);
    expect(progress(0)).toMatchObject({ current: null, previous: null, next: { trigger: 5 } });
  });
});
