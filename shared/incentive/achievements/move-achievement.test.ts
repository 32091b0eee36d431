import { describe, expect, it, test } from "vitest";
import { achievementDefinition, achievementLevel, NOW } from "#shared/testing/build.ts";
import type { AchievementDefinition } from "./achievement.ts";
import { moveAchievement } from "./move-achievement.ts";
import { NOTHING_UNLOCKED, type Unlocked } from "./unlocked.ts";

const levels = [achievementLevel(2), achievementLevel(5)];
const EARLIER = { trigger: 2, at: NOW - 1 } as Unlocked["levels"][number];
const HAD: Unlocked = { ...NOTHING_UNLOCKED, levels: [EARLIER] };
const cycle = (key: string | null, count: number, score: number, peak = score) => ({
  key,
  count,
  climb: { score, peak },
});
const move = (
  cycles: readonly ReturnType<typeof cycle>[],
  {
    unlocks = [],
    isCorrection = false,
    ...more
  }: Partial<AchievementDefinition> & {
    readonly unlocks?: readonly (readonly [string | null, Unlocked])[];
    readonly isCorrection?: boolean;
  } = {},
) =>
  moveAchievement(achievementDefinition({ levels, ...more }), {
    ...{ cycles, unlocks: new Map(unlocks), isCorrection, now: NOW },
  });
const triggers = (all: readonly { readonly trigger: number }[] = []) =>
  all.map(({ trigger }) => trigger);

describe("counting something for an achievement", () => {
  test.for([
    [199, []],
    [200, [2]],
    [499, [2]],
    [500, [2, 5]],
  ] as const)("[M4] unlocks what a peak of %i reaches, the lowest first", ([peak, unlocked]) => {
    const { moves, movement } = move([cycle(null, 100, 100, peak)]);
    expect(triggers(moves[0]?.unlocked)).toEqual(unlocked);
    expect(moves[0]).toMatchObject({ before: NOTHING_UNLOCKED, lost: [], score: 100 });
    expect(moves[0]?.after.levels).toEqual(unlocked.map((trigger) => ({ trigger, at: NOW })));
    expect(movement).toMatchObject({ count: 100, score: 100 });
    expect(triggers(movement?.unlocked)).toEqual(unlocked);
  });

  it("[M4] [M5] unlocks a level once for life, or once in each cycle", () => {
    const cycles = [cycle("2025-01-01", 200, 200), cycle("2026-01-01", 300, 300)];
    const unlockedBy = (more: Parameters<typeof move>[1]) =>
      move(cycles, more).moves.map(({ unlocked }) => triggers(unlocked));
    expect(unlockedBy({})).toEqual([[2], []]);
    expect(unlockedBy({ unlocks: [["2024-01-01", HAD]] })).toEqual([[], []]);
    const again = { levels: [achievementLevel(2, { allowMultipleEarn: true })] };
    expect(unlockedBy({ ...again, unlocks: [["2024-01-01", HAD]] })).toEqual([[2], [2]]);
    expect(unlockedBy({ ...again, unlocks: [["2026-01-01", HAD]] })).toEqual([[2], []]);
  });

  it("[M4] unlocks at most a hundred levels in all cycles together", () => {
    const repeating = { repeats: true, repeatInterval: 1, allowMultipleEarn: true };
    const { moves, movement } = move(
      [cycle("2025-01-01", 6000, 6000), cycle("2026-01-01", 6000, 6000)],
      { levels: [achievementLevel(1, repeating)] },
    );
    expect(moves.map(({ unlocked }) => unlocked.length)).toEqual([60, 40]);
    expect(movement?.unlocked).toHaveLength(100);
    expect(moves[1]?.after.repeated).toEqual({ trigger: 40, at: NOW });
  });

  test.for([
    [{ isPublished: false }, []],
    [{ isArchived: true }, []],
    [{}, [2]],
  ] as const)("[M4] with %o unlocks %o", ([more, unlocked]) => {
    expect(triggers(move([cycle(null, 200, 200)], more).moves[0]?.unlocked)).toEqual(unlocked);
  });

  it("[M2] adds up what all cycles count, and shows the score of the last, never below 0", () => {
    const cycles = [cycle("2025-01-01", 300, 300), cycle("2026-01-01", -400, -100)];
    const { moves, movement } = move(cycles);
    expect(moves.map(({ score }) => score)).toEqual([300, 0]);
    expect(movement).toMatchObject({ count: -100, score: 0, handle: "regular", name: "Regular" });
    expect(move([])).toMatchObject({ moves: [], movement: { count: 0, score: 0, unlocked: [] } });
  });
});

describe("[M6] a correction", () => {
  const had = { unlocks: [[null, HAD]] as const };

  it("takes the levels of its cycle that are out of reach, and nothing else does", () => {
    const down = [cycle(null, -100, 199)];
    const [corrected] = move(down, { ...had, isCorrection: true }).moves;
    expect(triggers(corrected?.lost)).toEqual([2]);
    expect(corrected?.before).toBe(HAD);
    expect(corrected?.after).toEqual({
      ...NOTHING_UNLOCKED,
      taken: { levels: [2], repeated: null },
    });
    const [returned] = move(down, had).moves;
    expect(returned).toMatchObject({ lost: [], before: HAD, after: HAD });
    const within = move([cycle(null, -100, 200)], { ...had, isCorrection: true }).moves[0];
    expect(within).toMatchObject({ lost: [], unlocked: [], after: HAD });
  });

  it("lets a level that it took be unlocked again, which then issues nothing", () => {
    const taken = { ...NOTHING_UNLOCKED, taken: { levels: [2], repeated: null } };
    const { moves } = move([cycle(null, 500, 500)], { unlocks: [[null, taken]] });
    expect(moves[0]?.unlocked).toMatchObject([
      { trigger: 2, isAgain: true },
      { trigger: 5, isAgain: false },
    ]);
  });
});

describe("[M8] a profile is told", () => {
  const toldOf = (
    displayOption: AchievementDefinition["displayOption"],
    score: number,
    more: Parameters<typeof move>[1] = {},
  ) => move([cycle("2026-01-01", score, score)], { displayOption, ...more }).movement !== null;

  test.for([
    ["visible", 0, true],
    ["hidden", 99, false],
    ["hidden", 100, true],
    ["mystery", 199, false],
    ["mystery", 200, true],
    ["internal", 500, false],
  ] as const)("of a %s achievement with a score of %i: %s", ([option, score, isTold]) => {
    expect(toldOf(option, score)).toBe(isTold);
  });

  it("of one that it has unlocked in another cycle", () => {
    expect(toldOf("mystery", 0, { unlocks: [["2025-01-01", HAD]] })).toBe(true);
  });
});
