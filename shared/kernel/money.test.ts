import fc from "fast-check";
import { expect, test } from "vitest";
import {
  AMOUNT_CENTS_MAX,
  addCents,
  cents,
  centsToDecimal,
  minCents,
  negateCents,
  parseDecimalCents,
  subtractCents,
  sumCents,
} from "./money.ts";

const anyCents = fc.integer({ min: -AMOUNT_CENTS_MAX, max: AMOUNT_CENTS_MAX }).map(cents);

test.for([
  ["20", 2_000],
  ["20.5", 2_050],
  ["20.55", 2_055],
  ["-0.01", -1],
  [" 7 ", 700],
  [19.99, 1_999],
  [0.1 + 0.2, 30],
  [1.005, null],
  ["1.005", null],
  ["1e3", null],
  ["", null],
  ["abc", null],
  ["1,50", null],
  ["--1", null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [10_000_000, AMOUNT_CENTS_MAX],
  [10_000_000.01, null],
] as const)("reads %s as %s cents", ([text, expected]) => {
  expect(parseDecimalCents(text)).toBe(expected);
});

test("zero is never negative", () => {
  expect(Object.is(parseDecimalCents("-0"), 0)).toBe(true);
  expect(Object.is(parseDecimalCents(-0), 0)).toBe(true);
  expect(Object.is(negateCents(cents(0)), 0)).toBe(true);
});

test("every amount survives a round trip to a decimal, as a number and as text", () => {
  fc.assert(
    fc.property(anyCents, (amount) => {
      expect(parseDecimalCents(centsToDecimal(amount))).toBe(amount);
      expect(parseDecimalCents(centsToDecimal(amount).toFixed(2))).toBe(amount);
    }),
  );
});

test("sums are exact, whatever the order", () => {
  fc.assert(
    fc.property(fc.array(anyCents, { maxLength: 50 }), (amounts) => {
      expect(sumCents(amounts)).toBe(sumCents(amounts.toReversed()));
      for (const [a, b] of [amounts.slice(0, 2)]) {
        if (a === undefined || b === undefined) continue;
        expect(subtractCents(addCents(a, b), b)).toBe(a);
        expect(addCents(a, negateCents(a))).toBe(0);
        expect(minCents(a, b)).toBe(Math.min(a, b));
      }
    }),
  );
});

test("a fraction of a cent is a bug", () => {
  expect(() => cents(0.5)).toThrow("whole number");
  expect(() => cents(2 ** 60)).toThrow("whole number");
});
