import { expect, test } from "vitest";
import { MELBOURNE } from "#shared/testing/build.ts";
import { dayAfter, endOfDay, yearsAfter } from "./calendar-day.ts";
import { calendarDaySchema, instant } from "./time.ts";

const day = (text: string) => calendarDaySchema.parse(text);

test.for([
  ["2026-02-08", "2026-02-09"],
  ["2026-02-09", "2026-02-10"],
  ["2026-02-27", "2026-02-28"],
  ["2026-02-28", "2026-03-01"],
  ["2028-02-28", "2028-02-29"],
  ["2026-12-31", "2027-01-01"],
] as const)("after %s comes %s", ([before, after]) => {
  expect(dayAfter(day(before))).toBe(after);
});

test.for([
  ["2026-03-15", 1, "2027-03-15"],
  ["2026-03-15", 0, "2026-03-15"],
  ["2026-03-15", -1, "2025-03-15"],
  ["2024-02-28", 1, "2025-02-28"],
  ["2024-02-29", 1, "2025-02-28"],
  ["2024-02-29", 4, "2028-02-29"],
  ["2096-02-29", 4, "2100-02-28"],
  ["1996-02-29", 4, "2000-02-29"],
  ["0996-02-28", 1, "0997-02-28"],
] as const)("%s and %i years are %s", ([from, years, to]) => {
  expect(yearsAfter(day(from), years)).toBe(to);
});

test("a day ends when the next one begins in the zone", () => {
  // The clocks go back on 5 April.
  expect(endOfDay(day("2026-04-04"), MELBOURNE)).toBe(instant(Date.UTC(2026, 3, 4, 13)));
  expect(endOfDay(day("2026-04-05"), MELBOURNE)).toBe(instant(Date.UTC(2026, 3, 5, 14)));
});
