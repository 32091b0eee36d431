import { expect, test } from "vitest";
import { levelsUnlocked } from "#shared/incentive/achievements/achievement-levels.ts";
import { NOTHING_UNLOCKED } from "#shared/incentive/achievements/unlocked.ts";
import { unlockedLevels } from "#shared/incentive/achievements/unlocked-levels.ts";
import { calendarDaySchema, instant, UTC } from "#shared/kernel/time.ts";
import { levelSentence, progressSentence } from "./achievement-sentences.ts";

const level = (trigger: number, more = {}) => ({
  ...{ name: `At ${trigger}`, description: null, displayNumber: trigger / 5, trigger },
  ...{ repeats: false, repeatInterval: null, allowMultipleEarn: false, unlocks: [], meta: null },
  ...more,
});
const definition = { levels: [level(10, { repeats: true, repeatInterval: 5 }), level(5)] };
const at = (day: number) => instant(Date.UTC(2026, 2, day, 12));
const cycle = calendarDaySchema.parse("2026-03-01");
const five = { ...NOTHING_UNLOCKED, levels: [{ trigger: 5, at: at(2) }] };
const twenty = {
  ...NOTHING_UNLOCKED,
  levels: [{ trigger: 10, at: at(4) }, ...five.levels, { trigger: 7, at: at(3) }],
  repeated: { trigger: 20, at: at(9) },
};

test("[M4] the levels unlocked are in order, with the last repeat", () => {
  const unlocked = levelsUnlocked(definition, twenty);
  expect(
    unlocked.map(({ trigger, displayNumber, at: then }) => [trigger, displayNumber, then]),
  ).toEqual([
    [5, 1, at(2)],
    [10, 2, at(4)],
    [20, 4, at(9)],
  ]);
  expect(
    levelsUnlocked(definition, { ...twenty, repeated: { trigger: 10, at: at(9) } }),
  ).toHaveLength(2);
});

test("[M12] a level says when it was unlocked, what it takes and in which cycle", () => {
  const levels = unlockedLevels(definition, [
    { cycle: null, unlocked: five },
    { cycle, unlocked: five },
  ]);
  expect(levels.map((each) => levelSentence(each, UTC))).toEqual([
    "Unlocked level 1 “At 5” on 2026-03-02: it takes 5.",
    "Unlocked level 1 “At 5” on 2026-03-02: it takes 5 in the cycle from 2026-03-01.",
  ]);
});

test("[M12] progress says what was counted and what is next", () => {
  const [next] = unlockedLevels(definition, [{ cycle: null, unlocked: five }]);
  const progress = { score: 350, current: null, previous: null, next: next?.level ?? null };
  expect(progressSentence(progress)).toBe("3.5 counted. Level 1 takes 5.");
  expect(progressSentence({ ...progress, next: null })).toBe("3.5 counted.");
  expect(progressSentence(null)).toBe("Nothing has been counted yet.");
});
