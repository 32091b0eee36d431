import { expect, test } from "vitest";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { achievementDefinition, NOW } from "#shared/testing/build.ts";
import type { AchievementDefinition } from "./achievement.ts";
import { levelsDuring } from "./levels-during.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const level = (trigger: number, more: object = {}) => ({
  ...{ name: `At ${trigger}`, description: null, displayNumber: trigger, trigger },
  ...{ repeats: false, repeatInterval: null, allowMultipleEarn: false, unlocks: [], meta: null },
  ...more,
});
const gained = (on: string, whole: number, lost = 0) => ({
  ...{ day: day(on), gained: 100 * whole, lost: 100 * lost },
});
const during = (more: Partial<AchievementDefinition>, days: Parameters<typeof levelsDuring>[1]) =>
  levelsDuring(achievementDefinition({ levels: [level(2), level(5)], ...more }), days, {
    ...{ joinedOn: day("2020-01-01"), now: NOW },
  }).map(({ trigger }) => trigger);

test("[M13] a dry run unlocks what the days come to, in each cycle, also of a draft", () => {
  const days = [gained("2026-03-03", 2), gained("2026-03-20", 1, 1), gained("2026-04-01", 3)];
  expect(during({}, days)).toEqual([2, 5]);
  expect(during({ isPublished: false, isArchived: true }, days)).toEqual([2, 5]);
  expect(during({ period: "monthly" }, days)).toEqual([2]);
  const again = [level(2, { allowMultipleEarn: true }), level(5)];
  expect(during({ period: "monthly", levels: again }, days)).toEqual([2, 2]);
  expect(during({}, [gained("2026-03-03", 1)])).toEqual([]);
  expect(during({}, [])).toEqual([]);
});

test("[M13] [M4] it unlocks every repeat, however many one write would", () => {
  const repeating = [level(1, { repeats: true, repeatInterval: 1 })];
  expect(during({ levels: repeating }, [gained("2026-03-03", 250)])).toHaveLength(250);
});
