import fc from "fast-check";
import { expect, test } from "vitest";
import { firstInstantOf, instant, lastInstantOf, timeZoneSchema } from "./time.ts";
import {
  formatV3,
  formatV3Local,
  parseDay,
  parseLocal,
  parseV3,
  parseWritten,
} from "./written-time.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) }).map(instant);

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
