import fc from "fast-check";
import { expect, test } from "vitest";
import { clockTimeOf, minutesOf, momentAt, timeAfter } from "./clock-time.ts";
import { calendarDaySchema, timeZoneSchema } from "./time.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const day = (text: string) => calendarDaySchema.parse(text);

test.each([
  ["2026-07-01", "09:30", "2026-06-30T23:30:00Z", "once"],
  // The clocks go back at three o'clock: the first of two.
  ["2026-04-05", "02:30", "2026-04-04T15:30:00Z", "twice"],
  ["2026-04-05", "03:00", "2026-04-04T17:00:00Z", "once"],
  // They go forward at two: half past two is half past three.
  ["2026-10-04", "02:30", "2026-10-03T16:30:00Z", "skipped"],
  ["2026-10-04", "03:00", "2026-10-03T16:00:00Z", "once"],
] as const)("[X25] %s %s in Melbourne is %s, %s", (date, time, at, occurs) => {
  expect(momentAt(day(date), time, MELBOURNE)).toEqual({ at: Date.parse(at), occurs });
});

test("[X25] a time that is shown is the time of its moment, and minutes are the same", () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 28 }), (after, date) => {
      const time = timeAfter(after);
      expect(minutesOf(time)).toBe(after);
      const { at, occurs } = momentAt(
        day(`2026-04-${String(date).padStart(2, "0")}`),
        time,
        MELBOURNE,
      );
      expect(occurs).not.toBe("skipped");
      expect(clockTimeOf(at, MELBOURNE)).toBe(time);
    }),
  );
  expect([timeAfter(-5), timeAfter(5000)]).toEqual(["00:00", "23:59"]);
});
