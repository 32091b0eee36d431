import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMs,
  calendarDaySchema,
  calendarDistance,
  earlier,
  expiryOf,
  firstInstantOf,
  formatV3,
  formatV3Local,
  instant,
  lastInstantOf,
  later,
  parseDay,
  parseLocal,
  parseV3,
  parseWritten,
  timeZoneSchema,
} from "./time.ts";

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
const local = (at: number | null) => (at === null ? null : formatV3Local(instant(at), MELBOURNE));

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

describe("[W2] the expiry of something issued at 10 pm on 31 January 2026 in Melbourne", () => {
  const issuedAt = instant(parseLocal("2026-01-31 22:00:00", MELBOURNE) ?? 0);
  const expiry = (
    periodType: Parameters<typeof expiryOf>[2]["periodType"],
    period: number | null,
  ) => local(expiryOf(issuedAt, MELBOURNE, { period, periodType, absoluteExpiry: null }));
  test.for([
    ["days", 0, "2026-01-31 23:59:59"],
    ["days", 1, "2026-02-01 23:59:59"],
    ["weeks", 2, "2026-02-14 23:59:59"],
    ["months", 1, "2026-02-28 23:59:59"],
    ["years", 1, "2027-01-31 23:59:59"],
    ["absolute_week", null, "2026-02-01 23:59:59"],
    ["absolute_month", null, "2026-01-31 23:59:59"],
    ["days", null, null],
  ] as const)("%s %s: %s", ([type, period, expected]) => {
    expect(expiry(type, period)).toBe(expected);
  });

  test("absolute_date ends with that day, or never without one", () => {
    const absoluteExpiry = calendarDaySchema.parse("2026-12-24");
    const rule = { period: null, periodType: "absolute_date" } as const;
    expect(local(expiryOf(issuedAt, MELBOURNE, { ...rule, absoluteExpiry }))).toBe(
      "2026-12-24 23:59:59",
    );
    expect(expiryOf(issuedAt, MELBOURNE, { ...rule, absoluteExpiry: null })).toBeNull();
  });
});

test("[W2] T16: a shorter month ends the period on its last day, and a week ends on its Sunday", () => {
  const expiry = (issued: string, periodType: "months" | "absolute_week", period: number | null) =>
    local(
      expiryOf(instant(parseLocal(issued, MELBOURNE) ?? 0), MELBOURNE, {
        period,
        periodType,
        absoluteExpiry: null,
      }),
    );
  expect(expiry("2027-01-31 10:00:00", "months", 1)).toBe("2027-02-28 23:59:59");
  expect(expiry("2026-11-30 10:00:00", "months", 3)).toBe("2027-02-28 23:59:59");
  expect(expiry("2026-11-29 22:00:00", "absolute_week", null)).toBe("2026-11-29 23:59:59");
});

test("an instant survives a round trip to v3 text, to the second", () => {
  fc.assert(
    fc.property(moment, (at) => {
      const second = instant(Math.floor(at / 1000) * 1000);
      expect(parseV3(formatV3(second))).toBe(second);
    }),
  );
});

test.for([
  ["2026-03-03 02:00:00", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03T02:00:00Z", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03T13:00:00+11:00", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03", "2026-03-03"],
  ["20260303", "2026-03-03"],
  ["20260303T1000", Date.UTC(2026, 2, 3, 10)],
  ["2026-03-03T13:00:00+11:00[Australia/Melbourne]", null],
  ["2026-02-30", null],
  ["2026-02-30 10:00:00", null],
  ["03/03/2026", null],
  ["", null],
  ["yesterday", null],
  ["2026-03-03T02:00:00Z[UTC]", null],
  ["2026-0303", null],
] as const)("reads %s as %s", ([text, expected]) => {
  expect(parseV3(text)).toBe(expected);
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

test.for([
  ["2026-03-03 02:00", Date.UTC(2026, 2, 3, 2)],
  [" 2026-03-03 02:00:00 ", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03 02:00:00Z", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03T02:00:00z", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03T13:00:00+1100", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-02T22:30:00-03:30", Date.UTC(2026, 2, 3, 2)],
  ["2026-03-03T13:00:00+1", null],
  ["2026-03-03T13:00:00+24:00", null],
  // Before the first moment that can be kept, and after the last.
  ["0001-01-01T00:00:00Z", Date.UTC(2001, 0, 1) - 2000 * 365.2425 * 86_400_000],
  ["0001-01-01T00:00:00+01:00", null],
  ["9999-12-31T23:59:59Z", Date.UTC(9999, 11, 31, 23, 59, 59)],
  ["9999-12-31T23:59:59-01:00", null],
  ["9999-99-99", null],
] as const)("reads %j, whatever its offset and its spaces", ([text, expected]) => {
  expect(parseV3(text)).toBe(expected);
});

test.for([
  ["2024-12-05 08:30:00", Date.UTC(2024, 11, 4, 21, 30)],
  ["2024-12-05T08:30:00Z", Date.UTC(2024, 11, 5, 8, 30)],
  // The clocks go back at 3:00 and show 2:30 twice; they go forward at 2:00 and skip 2:30.
  ["2026-04-05 02:30:00", Date.UTC(2026, 3, 4, 15, 30)],
  ["2026-10-04 02:30:00", Date.UTC(2026, 9, 3, 16, 30)],
] as const)("%j is local to a zone unless it has an offset", ([text, expected]) => {
  const written = parseWritten(text) ?? instant(0);
  expect(firstInstantOf(written, MELBOURNE)).toBe(expected);
  expect(lastInstantOf(written, MELBOURNE)).toBe(expected);
});

test("a local time is read in its zone, and anything else isn't one", () => {
  const at = parseLocal(" 2026-03-03 13:00:00 ", MELBOURNE);
  expect(at).toBe(Date.UTC(2026, 2, 3, 2));
  expect(formatV3Local(instant(at ?? 0), MELBOURNE)).toBe("2026-03-03 13:00:00");
  expect(parseLocal("2026-03-03", MELBOURNE)).toBe(Date.UTC(2026, 2, 2, 13));
  expect(parseLocal("13 o'clock", MELBOURNE)).toBeNull();
  expect(parseLocal("2026-03-03 13:00:00+05:00", MELBOURNE)).toBeNull();
});

test.for([
  ["2025-06-15", "2025-06-15"],
  ["20250615", "2025-06-15"],
  ["20250615T1000", "2025-06-15"],
  [" 2025-06-15 23:30:00 ", "2025-06-15"],
  ["2025-06-15T23:30:00-05:00", "2025-06-15"],
  ["2025-06-15T23:30:00Z", "2025-06-15"],
  ["2025-06-31", null],
  ["2025-06-15 25:00", null],
  ["2025-0615", null],
  ["2025-6-15", null],
  ["2025-06-15x", null],
] as const)("a date is read as a whole or refused, never cut: %j is %j", ([text, expected]) => {
  expect(parseDay(text)).toBe(expected);
});
