import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addMs,
  calendarDaySchema,
  calendarDistance,
  earlier,
  firstInstantOf,
  instant,
  lastInstantOf,
  later,
  timeZoneSchema,
} from "./time.ts";
import { formatV3, formatV3Local, parseLocal, parseV3 } from "./written-time.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const zone = fc
  .constantFrom(
    "UTC",
    "Australia/Melbourne",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Asia/Kathmandu",
  )
  .map((name) => timeZoneSchema.parse(name));
const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) }).map(instant);
test("a date without a time starts at its first local instant and lasts to its last second", () => {
  fc.assert(
    fc.property(moment, zone, (at, where) => {
      const day = calendarDaySchema.parse(formatV3Local(at, where).slice(0, 10));
      const [start, end] = [firstInstantOf(day, where), lastInstantOf(day, where)];
      expect(formatV3Local(end, where)).toBe(`${day} 23:59:59`);
      expect(formatV3Local(start, where).slice(0, 10)).toBe(day);
      expect(formatV3Local(addMs(start, -1), where).slice(0, 10)).not.toBe(day);
      expect(start).toBeLessThanOrEqual(at);
      expect(end + 1000).toBeGreaterThan(at);
      expect(end - start).toBeLessThan(26 * 3_600_000);
      expect([firstInstantOf(at, where), lastInstantOf(at, where)]).toEqual([at, at]);
    }),
  );
});

test.for([
  ["Australia/Melbourne", "2026-12-31 12:59:59"],
  ["America/New_York", "2027-01-01 04:59:59"],
  ["UTC", "2026-12-31 23:59:59"],
] as const)("2026-12-31 in %s lasts until %s UTC", ([name, expected]) => {
  const end = lastInstantOf(parseV3("2026-12-31") ?? instant(0), timeZoneSchema.parse(name));
  expect(formatV3(end)).toBe(expected);
});

test("days on which the clocks change end on time", () => {
  // Melbourne goes back on 5 April 2026 and forward on 4 October 2026.
  const dayMs = (date: string) => {
    const day = calendarDaySchema.parse(date);
    return lastInstantOf(day, MELBOURNE) - firstInstantOf(day, MELBOURNE) + 1000;
  };
  expect(dayMs("2026-04-05")).toBe(25 * 3_600_000);
  expect(dayMs("2026-10-04")).toBe(23 * 3_600_000);
  expect(dayMs("2026-07-01")).toBe(24 * 3_600_000);
});

test("an invalid zone is refused", () => {
  expect(timeZoneSchema.safeParse("Mars/Olympus").success).toBe(false);
  expect(timeZoneSchema.safeParse("").success).toBe(false);
  expect(timeZoneSchema.safeParse("A".repeat(65)).success).toBe(false);
});

test("of two moments one is earlier and the other later, by what was added", () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -5_000, max: 5_000 }), (at, ms) => {
      const other = addMs(at, ms);
      expect(other - at).toBe(ms);
      expect(earlier(at, other)).toBe(Math.min(at, other));
      expect(later(at, other)).toBe(Math.max(at, other));
    }),
  );
});

test("a calendar distance counts local days, and is the same backwards", () => {
  const distance = (from: string, to: string) => {
    const [start, end] = [from, to].map((text) => instant(parseLocal(text, MELBOURNE) ?? 0));
    if (start === undefined || end === undefined) throw new Error("two moments");
    return [calendarDistance(start, end, MELBOURNE), calendarDistance(end, start, MELBOURNE).days];
  };
  expect(distance("2026-04-04 23:59:59", "2026-04-05 00:00:00")).toEqual([
    { days: 1, months: 0 },
    -1,
  ]);
  // The clocks go back and forward in between.
  expect(distance("2026-04-01 12:00:00", "2026-10-31 12:00:00")).toEqual([
    { days: 213, months: 7 },
    -213,
  ]);
  expect(distance("2024-02-28 12:00:00", "2024-03-01 12:00:00")).toEqual([
    { days: 2, months: 0 },
    -2,
  ]);
});
