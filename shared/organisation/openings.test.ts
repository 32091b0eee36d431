import { expect, test } from "vitest";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { normalHoursSchema, specialHoursSchema } from "./opening-hours.ts";
import { isOpenThrough, openingsOn } from "./openings.ts";

const on = (day: string) => calendarDaySchema.parse(day);
const normalHours = normalHoursSchema.parse([
  { day_of_week: "MON", open_at: "09:00", close_at: "12:30" },
  { day_of_week: "MON", open_at: "12:30", close_at: "18:00" },
  { day_of_week: "SAT", open_at: "20:00", close_at: "02:00" },
]);
const special = (start_at: string, end_at: string, times: readonly [string, string] | null) => ({
  ...{ name: "Other hours", is_repeating: false, start_at, end_at },
  ...{ open_at: times?.[0] ?? null, close_at: times?.[1] ?? null },
});
const monday = on("2025-06-02");

test("[X26] a store is open by the day of the week, past midnight too", () => {
  const hours = { normalHours, specialHours: null };
  expect(openingsOn(hours, monday)).toEqual([
    { from: 540, until: 750 },
    { from: 750, until: 1080 },
  ]);
  expect(openingsOn(hours, on("2025-06-03"))).toEqual([]);
  expect(openingsOn(hours, on("2025-06-07"))).toEqual([{ from: 1200, until: 1560 }]);
  expect(openingsOn(hours, on("2025-06-08"))).toEqual([{ from: 0, until: 120 }]);
});

test("[X26] special hours stand instead of the usual ones, and a day named as closed is closed", () => {
  const short = special("2025-06-02", "2025-06-03 10:00", ["10:00", "14:00"]);
  const closed = special("2025-06-02", "2025-06-02", null);
  const by = (...list: readonly object[]) => ({
    ...{ normalHours, specialHours: specialHoursSchema.parse(list) },
  });
  expect(openingsOn(by(short), monday)).toEqual([{ from: 600, until: 840 }]);
  expect(openingsOn(by(short), on("2025-06-03"))).toEqual([{ from: 600, until: 840 }]);
  expect(openingsOn(by(short, closed), monday)).toEqual([]);
  expect(openingsOn(by(short), on("2026-06-02"))).toEqual([]);
  const yearly = { ...special("2024-12-24", "2025-01-01", null), is_repeating: true };
  expect(openingsOn(by(yearly), on("2029-01-01"))).toEqual([]);
  expect(openingsOn(by(yearly), on("2029-01-08"))).toHaveLength(2);
});

test("[X26] of a store that has said nothing nothing is known", () => {
  expect(openingsOn({ normalHours: null, specialHours: null }, monday)).toBeNull();
  expect(openingsOn({ normalHours: [], specialHours: [] }, monday)).toBeNull();
});

test("[X26] an appointment may go over from one opening to the next, and not beyond", () => {
  const openings = openingsOn({ normalHours, specialHours: null }, monday) ?? [];
  expect(isOpenThrough(openings, { from: 540, until: 1080 })).toBe(true);
  expect(isOpenThrough(openings, { from: 539, until: 600 })).toBe(false);
  expect(isOpenThrough(openings, { from: 1060, until: 1090 })).toBe(false);
  expect(isOpenThrough([], { from: 600, until: 630 })).toBe(false);
});
