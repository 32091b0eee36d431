import { expect, test } from "vitest";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import type { ShopDay } from "./shop-day.ts";
import { lapsesOn, shoppingOf, shoppingSchema, spentDays, spentIn12Months } from "./shopping.ts";

const dayOf = (day: string) => calendarDaySchema.parse(day);

const shopDay = (day: string, dollars: number, location = 1, currency = "AUD"): ShopDay => ({
  day: dayOf(day),
  locationId: locationIdSchema.parse(location),
  currency,
  spendCents: cents(dollars * 100),
  transactions: 1,
  sales: dollars > 0 ? 1 : 0,
  pricedSales: 0,
  discountCents: ZERO_CENTS,
});

test("[A11] somebody who never bought anything has none", () => {
  expect(shoppingOf([], "AUD")).toBeNull();
});

test("[A11] a day at two locations is one, and its returns are taken off", () => {
  const days = [
    shopDay("2025-03-01", 30, 2),
    shopDay("2025-03-01", 20, 1),
    shopDay("2025-03-11", 40, 2),
    shopDay("2025-03-31", -15, 2),
  ];
  expect(shoppingOf(days, "AUD")).toEqual({
    latestDay: "2025-03-31",
    shopDays: 3,
    averageDays: 10,
    favouriteLocationId: 2,
    spent: [
      ["2025-03-01", 5000],
      ["2025-03-11", 4000],
      ["2025-03-31", -1500],
    ],
  });
});

test("[A11] days that follow each other are sent as one run, also in another month", () => {
  const days = ["2025-04-02", "2024-02-28", "2025-03-31", "2024-05-05", "2025-04-01"];
  const shopping = shoppingOf(
    days.map((day, n) => shopDay(day, n - 1)),
    "AUD",
  );
  expect(shopping?.spent).toEqual([
    ["2024-05-05", 200],
    ["2025-03-31", 100, 300, -100],
  ]);
  expect(spentDays(shoppingSchema.parse(JSON.parse(JSON.stringify(shopping))))).toEqual([
    ["2024-05-05", 200],
    ["2025-03-31", 100],
    ["2025-04-01", 300],
    ["2025-04-02", -100],
  ]);
});

test("[A4] the 12 months end on the day on which the device is asked, not when it was told", () => {
  const days = [shopDay("2024-03-01", 7), shopDay("2024-03-02", 10), shopDay("2025-02-28", 5)];
  const shopping = shoppingOf(days, "AUD");
  if (!shopping) throw new Error("three shop days");
  const spentOn = (day: string) => spentIn12Months(shopping, dayOf(day));
  expect(spentOn("2025-02-28")).toBe(2200);
  expect(spentOn("2025-03-01")).toBe(1500);
  expect(spentOn("2025-03-02")).toBe(500);
  expect(spentOn("2026-02-28")).toBe(0);
});

test("[A5] whoever comes every ten days is lapsing thirty days after the latest", () => {
  const days = ["2025-03-01", "2025-03-11", "2025-03-31"].map((day) => shopDay(day, 10));
  const lapses = (some: readonly ShopDay[]) => {
    const shopping = shoppingOf(some, "AUD");
    return shopping && lapsesOn(shopping);
  };
  expect(lapses(days)).toBe("2025-04-30");
  expect(lapses(days.slice(0, 2))).toBeNull();
});
