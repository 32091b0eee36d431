import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ExchangeRate,
  intoForeign,
  intoForeignUp,
  intoOwn,
  inverseE8,
  ownCents,
} from "./exchange-rate.ts";
import { AMOUNT_CENTS_MAX, cents } from "./money.ts";

const rateOf = (from: string, to: string, rateE8: number): ExchangeRate => ({ from, to, rateE8 });

describe("exchange rates", () => {
  it.each<[string, string, number, number, number | null]>([
    // T28: 60.00 at 1.50 the other way round.
    ["AUD", "USD", 66_666_667, 6000, 4000],
    ["USD", "AUD", 150_000_000, 4000, 6000],
    ["USD", "AUD", 150_000_000, 1, 2],
    ["USD", "AUD", 149_999_999, 1, 1],
    ["USD", "AUD", 150_000_000, -1, -2],
    ["USD", "AUD", 40_000_000, -1, 0],
    ["USD", "AUD", 150_000_000, 0, 0],
    // Yen have no minor unit, and a dinar has a thousand.
    ["JPY", "AUD", 1_040_000, 1000, 1040],
    ["AUD", "JPY", 9_615_384_615, 1040, 1000],
    ["KWD", "AUD", 500_000_000, 1255, 628],
    ["USD", "AUD", 100_000_000, AMOUNT_CENTS_MAX, AMOUNT_CENTS_MAX],
    ["USD", "AUD", 100_000_001, AMOUNT_CENTS_MAX, null],
    ["USD", "AUD", 100_000_001, -AMOUNT_CENTS_MAX, null],
  ])("[C3] %s to %s at %d hundred-millionths makes %d into %j", (from, to, rate, amount, is) => {
    expect(intoOwn(cents(amount), rateOf(from, to, rate))).toBe(is);
  });

  it.each<[string, string, number, number, number]>([
    ["AUD", "USD", 66_666_667, 4000, 6000],
    ["USD", "AUD", 150_000_000, 1, 0],
    ["USD", "AUD", 150_000_000, 2, 1],
    ["JPY", "AUD", 1_040_000, 100, 96],
    ["VND", "USD", 4_000, 0, 0],
    ["VND", "USD", 1, AMOUNT_CENTS_MAX, AMOUNT_CENTS_MAX],
  ])("[C3] %s to %s at %d makes %d back into %d", (from, to, rate, amount, is) => {
    expect(intoForeign(cents(amount), rateOf(from, to, rate))).toBe(is);
  });

  it("[C3] what comes back is the most that is worth no more", () => {
    const currencies = fc.constantFrom("AUD", "JPY", "KWD");
    const rates = fc.record({
      from: currencies,
      to: currencies,
      rateE8: fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e12 })),
    });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 1_000_000 }), (rate, amount) => {
        const back = intoForeign(cents(amount), rate);
        expect(intoOwn(back, rate)).toBeLessThanOrEqual(amount);
        if (back === AMOUNT_CENTS_MAX) return;
        const up = intoForeignUp(cents(amount), rate);
        expect(intoOwn(up, rate) ?? amount).toBeGreaterThanOrEqual(amount);
        expect(up - back).toBeLessThanOrEqual(1);
        const more = intoOwn(cents(back + 1), rate) ?? Number.POSITIVE_INFINITY;
        expect(more).toBeGreaterThan(amount);
      }),
    );
  });

  it("has an inverse to show", () => {
    expect(inverseE8(rateOf("USD", "AUD", 150_000_000))).toBe(66_666_667);
    expect(inverseE8(rateOf("USD", "AUD", 62_500_000))).toBe(160_000_000);
  });

  it("[C3] an amount without a rate is one of ours, and the largest amount is the most", () => {
    const rate = rateOf("USD", "AUD", 150_000_000);
    expect(ownCents(cents(-1), null)).toBe(-1);
    expect(ownCents(cents(-1), rate)).toBe(-2);
    expect(ownCents(cents(AMOUNT_CENTS_MAX), rate)).toBe(AMOUNT_CENTS_MAX);
    expect(ownCents(cents(-AMOUNT_CENTS_MAX), rate)).toBe(-AMOUNT_CENTS_MAX);
  });
});
