import { expect, test } from "vitest";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { MELBOURNE } from "#shared/testing/build.ts";
import { compareDays, sumTierDays, tierDayOf } from "./tier-facts.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const [FIRST, SECOND, THIRD] = [day("2026-03-01"), day("2026-03-02"), day("2026-03-03")];
const on = (when: typeof FIRST, gained: number, lost = 0) => ({ day: when, gained, lost });

test.for([
  [300, 1, 300, 0],
  [300, -1, -300, 0],
  [-300, 1, 0, 300],
  [-300, -1, 0, -300],
  [0, 1, 0, 0],
  [0, -1, 0, 0],
] as const)("[T2] %i points, %i times, gain %i and lose %i", ([points, sign, gained, lost]) => {
  const at = parseLocal("2026-03-02 00:00:00", MELBOURNE) ?? expect.fail();
  expect(tierDayOf({ at, points, sign }, MELBOURNE)).toEqual(on(SECOND, gained, lost));
});

test("[T2] what happened adds up by day, in whatever order it arrives, without days of nothing", () => {
  const moves = [on(THIRD, 100), on(FIRST, 200), on(SECOND, 50, 50), on(THIRD, 0, 30)];
  const more = [on(SECOND, -50, -50), on(FIRST, -200), on(FIRST, 0, 10)];
  const sums = [on(FIRST, 0, 10), on(THIRD, 100, 30)];
  expect(sumTierDays([...moves, ...more])).toEqual(sums);
  expect(sumTierDays([...moves, ...more].toReversed())).toEqual(sums);
});

test("days are compared by the calendar", () => {
  expect(compareDays(FIRST, SECOND)).toBeLessThan(0);
  expect(compareDays(SECOND, FIRST)).toBeGreaterThan(0);
  expect(compareDays(FIRST, FIRST)).toBe(0);
});
