import { describe, expect, test } from "vitest";
import { decimalText, parseDecimal, roundDecimal } from "./decimal.ts";

describe("a decimal of two digits", () => {
  test.for<[number | string, number | null]>([
    ["20.5", 2050],
    [" 29.9900 ", 2999],
    ["-0.01", -1],
    ["-0", 0],
    ["2.05e1", 2050],
    ["1E3", 100_000],
    [19.99, 1999],
    [0.1 + 0.2, 30],
    [-1e-7, null],
    [1e-7, null],
    // A millionth is the smallest that is written without an exponent.
    [1e-6, null],
    [1e-13, 0],
    [0, 0],
    ["1.005", null],
    ["", null],
    [".5", null],
    ["1.", null],
    ["1,5", null],
    ["+1", null],
    ["0x1", null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [Number.NEGATIVE_INFINITY, null],
    // Twelve digits before the point.
    ["999999999999.99", 99_999_999_999_999],
    ["1000000000000", null],
    [999_999_999_999, 99_999_999_999_900],
    [1e12, null],
    [-1e12, null],
    [1e21, null],
    ["1e12", null],
  ])("%j is %s of its last digit", ([value, whole]) => {
    expect(parseDecimal(value, 2)).toBe(whole);
  });

  test.for<[number | string, number | null]>([
    ["1.004", 100],
    ["1.005", 101],
    ["-1.005", -101],
    ["-0.001", 0],
    ["1.9999", 200],
    [1e-7, 0],
    ["one", null],
  ])("%j is rounded to %s, half away from zero", ([value, whole]) => {
    expect(roundDecimal(value, 2)).toBe(whole);
  });
});

test.for<[number, number | null]>([
  [6, 1],
  [5, null],
])("a millionth is a decimal of %i digits: %s", ([digits, whole]) => {
  expect(parseDecimal(1e-6, digits)).toBe(whole);
});

test("a decimal beyond 2^53 of its last digit isn't kept", () => {
  expect(parseDecimal("9007199254.740991", 6)).toBe(Number.MAX_SAFE_INTEGER);
  expect(parseDecimal("9007199254.740992", 6)).toBeNull();
  expect(roundDecimal("9007199254.7409915", 6)).toBeNull();
});

test("as text it has all its digits", () => {
  expect(decimalText(2050, 2)).toBe("20.50");
  expect(decimalText(-5, 3)).toBe("-0.005");
  expect(decimalText(7, 0)).toBe("7");
});
