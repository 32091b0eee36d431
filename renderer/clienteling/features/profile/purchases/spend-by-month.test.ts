import { expect, test } from "vitest";
import { olderTransactionFacts, transactionFacts } from "#renderer/testing/store-facts.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { spendByMonth } from "./spend-by-month.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const now = instant(Date.UTC(2025, 5, 12, 3));
const place = { now, zone: MELBOURNE, currency: "AUD" };

const bought = [...transactionFacts(now), ...olderTransactionFacts(now, 2)].map(
  ({ transaction }) => transaction,
);

test("spend is by month, less returns, and the running month is marked", () => {
  const months = spendByMonth(bought, place);
  expect(months).toHaveLength(12);
  expect(months.map(({ isRunning }) => isRunning).lastIndexOf(false)).toBe(10);
  // The shirt that came back in May was bought on 2 May.
  expect(months.slice(-3).map(({ spentCents }) => spentCents)).toEqual([3000, 0, 16_985]);
});

test("void purchases, and those in another currency, don't count", () => {
  const others = bought.map((each, place) =>
    place % 2 === 0 ? { ...each, isVoid: true } : { ...each, currency: "USD" },
  );
  expect(spendByMonth(others, place).every(({ spentCents }) => spentCents === cents(0))).toBe(true);
});

test("a month is that of the shop, not of the reader", () => {
  const [first] = bought;
  if (first === undefined) throw new Error("the sample has purchases");
  // 1 June in Melbourne, 31 May in London.
  const atNight = { ...first, transactedAt: instant(Date.UTC(2025, 4, 31, 20)) };
  const inLondon = { ...place, zone: timeZoneSchema.parse("Europe/London") };
  expect(spendByMonth([atNight], inLondon).at(-1)?.spentCents).toBe(first.totalCents);
});
