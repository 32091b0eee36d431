import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyOf, isCurrencyCode } from "./currency.ts";
import { decimalText } from "./decimal.ts";
import {
  AMOUNT_CENTS_MAX,
  addCents,
  cents,
  centsToDecimal,
  minCents,
  negateCents,
  parseDecimalCents,
  roundDecimalCents,
  subtractCents,
  sumCents,
} from "./money.ts";

const AUD = currencyOf("AUD");
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
  ["29.9900", 2_999],
  [29.990000000000002, 2_999],
  ["1e3", 100_000],
  ["1.005e3", 100_500],
  ["2E-2", 2],
  ["1e-3", null],
  ["1e", null],
  ["", null],
  ["abc", null],
  ["1,50", null],
  ["--1", null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [10_000_000, AMOUNT_CENTS_MAX],
  [10_000_000.01, null],
] as const)("reads %s as %s cents", ([text, expected]) => {
  expect(parseDecimalCents(text, AUD)).toBe(expected);
});

test("zero is never negative", () => {
  expect(Object.is(parseDecimalCents("-0", AUD), 0)).toBe(true);
  expect(Object.is(parseDecimalCents(-0, AUD), 0)).toBe(true);
  expect(Object.is(negateCents(cents(0)), 0)).toBe(true);
});

const anyCurrency = fc.constantFrom("JPY", "AUD", "KWD", "CLF").map(currencyOf);

test("every amount survives a round trip to a decimal of any currency, as a number and as text", () => {
  fc.assert(
    fc.property(anyCents, anyCurrency, (amount, currency) => {
      const decimal = centsToDecimal(amount, currency);
      expect(parseDecimalCents(decimal, currency)).toBe(amount);
      expect(parseDecimalCents(decimalText(amount, currency.digits), currency)).toBe(amount);
    }),
  );
});

test("amounts have the minor units of ISO 4217: 0 for JPY, 3 for KWD, 2 for most", () => {
  const parsed = (code: string, value: number | string) =>
    parseDecimalCents(value, currencyOf(code));
  expect([parsed("JPY", "500"), parsed("JPY", 500), parsed("JPY", "500.00")]).toEqual([
    500, 500, 500,
  ]);
  expect([parsed("JPY", 0.5), parsed("JPY", "0.5")]).toEqual([null, null]);
  expect([parsed("KWD", "1.255"), parsed("KWD", 1.255), parsed("KWD", 1)]).toEqual([
    1255, 1255, 1000,
  ]);
  expect([parsed("KWD", "1.2555"), parsed("AUD", "1.255")]).toEqual([null, null]);
  expect(["JPY", "KWD", "CLF", "AUD"].map((code) => currencyOf(code).digits)).toEqual([0, 3, 4, 2]);
});

test("only ISO 4217 codes are currencies", () => {
  expect(["AUD", "EUR", "JPY", "KWD", "XCG"].every(isCurrencyCode)).toBe(true);
  expect(["AUS", "aud", "XXX", "DEM", "", "__proto__"].some(isCurrencyCode)).toBe(false);
});

test("decimals of a detail that the currency doesn't have are rounded, half away from zero", () => {
  const rounded = (value: number | string, code = "AUD") =>
    roundDecimalCents(value, currencyOf(code));
  expect([
    rounded(2.7273),
    rounded("2.7250"),
    rounded(-2.725),
    rounded("1.005"),
    rounded(0.004),
  ]).toEqual([273, 273, -273, 101, 0]);
  expect([rounded("9.5", "JPY"), rounded("1.25551", "KWD"), rounded("x")]).toEqual([
    10,
    1256,
    null,
  ]);
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
