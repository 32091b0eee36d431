import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { periodsOn, sumStoreDays } from "./store-days.ts";

const day = (text: string) => calendarDaySchema.parse(text);

test("[X34] a period is compared with the same days of the one before", () => {
  const { today, week, month } = periodsOn(day("2026-03-31"));
  expect(today.before).toEqual({ from: "2026-03-24", through: "2026-03-24" });
  expect(week.now).toEqual({ from: "2026-03-30", through: "2026-03-31" });
  expect(week.before).toEqual({ from: "2026-03-23", through: "2026-03-24" });
  expect(month.now.from).toBe("2026-03-01");
  // February has no 31st: all of it.
  expect(month.before).toEqual({ from: "2026-02-01", through: "2026-02-28" });
  // A Sunday ends its week.
  expect(periodsOn(day("2026-03-29")).week.now.from).toBe("2026-03-23");
});

test("[X34] days are added up from the first through the last", () => {
  const days = [1, 2, 3].map((n) => ({
    day: day(`2026-03-0${n}`),
    ...{ spentCents: cents(n * 100), shoppers: n, redeemedCents: cents(n) },
  }));
  expect(sumStoreDays(days, { from: day("2026-03-02"), through: day("2026-03-03") })).toEqual({
    ...{ spentCents: 500, shoppers: 5, redeemedCents: 5 },
  });
});
