import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, flag, wholeNumber } from "./lenient.ts";

describe("a whole number", () => {
  test.for([
    [12, 12],
    [-12, -12],
    ["12", 12],
    ["-7", -7],
    ["007", 7],
    [" 12 ", 12],
    ["12.00", 12],
    ["1e3", 1000],
    ["123456789012345", 123_456_789_012_345],
    ["-123456789012345", -123_456_789_012_345],
  ] as const)("may be sent as %j", ([sent, kept]) => {
    expect(wholeNumber.parse(sent)).toBe(kept);
  });

  test.for([
    ...["", "x", "12x", "x12", "1.5", "1 2", "--1", "1234567890123456", "9".repeat(33)],
    ...[1.5, true, null],
  ])("isn't %j", (sent) => {
    expect(wholeNumber.safeParse(sent).error?.issues.map(({ message }) => message)).toEqual([
      "must be a whole number",
    ]);
  });
});

describe("a flag", () => {
  test.for([true, 1, "1", "true"])("is true as %j", (sent) => {
    expect(flag.parse(sent)).toBe(true);
  });

  test.for([false, 0, "0", "false"])("is false as %j", (sent) => {
    expect(flag.parse(sent)).toBe(false);
  });

  test.for([2, -1, "yes", "", "TRUE", null])("isn't %j", (sent) => {
    expect(flag.safeParse(sent).error?.issues).toMatchObject([
      { message: "must be true or false" },
    ]);
  });
});

describe("text", () => {
  const text = cleanText((value) => value.replaceAll("\t", " "))(20);

  test("is cleaned, trimmed, and then no longer than it may be", () => {
    expect(text.parse("\t a\tb \t")).toBe("a b");
    expect(text.parse(`   ${"x".repeat(20)}   `)).toBe("x".repeat(20));
    expect(text.safeParse("x".repeat(21)).error?.issues).toMatchObject([
      { message: "must not be longer than 20 characters" },
    ]);
    expect(text.safeParse(true).success).toBe(false);
  });

  test.for([
    [0, "0"],
    [-42, "-42"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [0.5, "0.5"],
    [-19.99, "-19.99"],
    [1234567.12345678, "1234567.12345678"],
    [-1234567.12345678, "-1234567.12345678"],
  ] as const)("may be sent as the number %d", ([sent, kept]) => {
    expect(text.parse(sent)).toBe(kept);
  });

  // The first is what `JSON.parse` makes of 9007199254740993.
  test.for([
    ...[9_007_199_254_740_992, -9_007_199_254_740_992, 1e21, 0.30000000000000004],
    ...[12345678.123456789, 1.5e-7],
  ])("isn't a number that may have been rounded: %d", (sent) => {
    expect(text.safeParse(sent).success).toBe(false);
  });

  test("keeps the digits of any number it accepts", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (sent) => {
        const kept = text.safeParse(JSON.parse(String(sent)));
        if (kept.success) expect(kept.data).toBe(String(sent));
      }),
    );
  });
});
