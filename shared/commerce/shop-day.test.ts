import { expect, test } from "vitest";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { MELBOURNE, NOW } from "#shared/testing/build.ts";
import {
  addShopDays,
  type CountedTransaction,
  isSameShopDay,
  type ShopDay,
  shopDaysOf,
  subtractShopDays,
} from "./shop-day.ts";

const [carlton = null, fitzroy = null] = [1, 2].map((id) => locationIdSchema.parse(id));
const none: ShopDay = {
  day: calendarDaySchema.parse("2026-03-03"),
  locationId: carlton,
  currency: "AUD",
  spendCents: ZERO_CENTS,
  transactions: 0,
  sales: 0,
  pricedSales: 0,
  discountCents: ZERO_CENTS,
};
const one: ShopDay = { ...none, spendCents: cents(500), transactions: 1, sales: 1 };

test.for<[string, Partial<ShopDay>, boolean]>([
  ["nothing", {}, false],
  ["spend", { spendCents: cents(-1) }, true],
  ["transactions", { transactions: 1 }, true],
  ["sales", { sales: 1 }, true],
  ["sales with a price", { pricedSales: 1 }, true],
  ["discounts", { discountCents: cents(1) }, true],
])("[A1] a shop day with %s in it stays: %s", ([, more, stays]) => {
  const day = { ...none, ...more };
  expect(addShopDays([day])).toEqual(stays ? [day] : []);
});

test.for<[string, Partial<ShopDay>, boolean]>([
  ["of the same shop", { spendCents: cents(1) }, true],
  ["of another day", { day: calendarDaySchema.parse("2026-03-04") }, false],
  ["in another currency", { currency: "NZD" }, false],
  ["at another location", { locationId: fitzroy }, false],
  ["at no location", { locationId: null }, false],
])("[A1] a shop day %s", ([, more, isSame]) => {
  const other = { ...one, ...more };
  expect(isSameShopDay(one, other)).toBe(isSame);
  expect(addShopDays([one, other])).toHaveLength(isSame ? 1 : 2);
});

test("[A1] shop days are in order, from whatever order they were added", () => {
  const days = ["2026-03-05", "2026-03-03", "2026-03-04"].map((day) => ({
    ...one,
    day: calendarDaySchema.parse(day),
  }));
  const [last, first, middle] = days;
  expect(addShopDays(days)).toEqual([first, middle, last]);
});

test("[A1] what is subtracted goes, figure by figure", () => {
  const all = { ...one, pricedSales: 1, discountCents: cents(40) };
  expect(addShopDays([all, all])).toEqual([
    {
      ...none,
      spendCents: 1_000,
      transactions: 2,
      sales: 2,
      pricedSales: 2,
      discountCents: 80,
    },
  ]);
  expect(subtractShopDays(addShopDays([all, all]), [all])).toEqual([all]);
  expect(subtractShopDays([all], [all])).toEqual([]);
});

test.for<[string, number, number | null, Partial<ShopDay>]>([
  ["a sale", 500, null, { sales: 1 }],
  ["a sale with a discount", 500, 600, { sales: 1, pricedSales: 1, discountCents: cents(100) }],
  ["a sale above its price", 500, 400, { sales: 1, pricedSales: 1 }],
  ["a sale of a cent", 1, null, { sales: 1 }],
  ["an even exchange", 0, 600, {}],
  ["a return", -500, 0, {}],
])("[A5] [A6] what counts of %s", ([, total, original, more]) => {
  const transaction: CountedTransaction = {
    locationId: carlton,
    currency: "AUD",
    exchangeRate: null,
    totalCents: cents(total),
    totalOriginalCents: original === null ? null : cents(original),
    transactedAt: NOW,
    timezone: MELBOURNE,
    isVoid: false,
  };
  const day = { ...none, transactions: 1, spendCents: cents(total), ...more };
  expect(shopDaysOf([transaction])).toEqual([day]);
  expect(shopDaysOf([{ ...transaction, isVoid: true }])).toEqual([]);
});

test("[A10] a sale in another currency counts what it comes to in the tenant's", () => {
  const sold: CountedTransaction = {
    locationId: carlton,
    currency: "USD",
    exchangeRate: { from: "USD", to: "AUD", rateE8: 150_000_000 },
    totalCents: cents(333),
    totalOriginalCents: cents(400),
    transactedAt: NOW,
    timezone: MELBOURNE,
    isVoid: false,
  };
  const counts = { sales: 1, pricedSales: 1, discountCents: cents(100), spendCents: cents(500) };
  expect(shopDaysOf([sold])).toEqual([{ ...none, transactions: 1, ...counts }]);
  const back = { ...sold, totalCents: cents(-333), totalOriginalCents: null };
  expect(shopDaysOf([sold, back])[0]).toMatchObject({ currency: "AUD", spendCents: 0 });
});
