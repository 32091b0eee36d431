import { expect, test } from "vitest";
import { hoursOf, lanesOf } from "./lanes.ts";

const at = (time: string, minutes: number) => ({ time, minutes });

test("[X24] what overlaps is side by side, and what follows has its column's width again", () => {
  const all = [at("10:00", 60), at("10:30", 30), at("11:00", 5), at("11:15", 30), at("13:00", 60)];
  const drawn = lanesOf(all, (each) => each);
  expect(drawn.map(({ of, lane, lanes }) => [of.time, lane, lanes])).toEqual([
    ["10:00", 0, 2],
    ["10:30", 1, 2],
    // Five minutes take the room of half an hour.
    ["11:00", 0, 2],
    ["11:15", 1, 2],
    ["13:00", 0, 1],
  ]);
});

test("a day shows the hours of the store, and those in which there is something", () => {
  expect(hoursOf([], null)).toEqual({ from: 9, until: 18 });
  expect(hoursOf([at("07:45", 30), at("21:30", 45)], null)).toEqual({ from: 7, until: 23 });
  const openings = [{ from: 10 * 60, until: 17 * 60 + 30 }];
  expect(hoursOf([at("08:00", 30)], openings)).toEqual({ from: 8, until: 18 });
  expect(hoursOf([], [])).toEqual({ from: 9, until: 18 });
  expect(hoursOf([at("23:30", 120)], null)).toEqual({ from: 9, until: 24 });
});
