import { expect, test } from "vitest";
import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { cents } from "#shared/kernel/money.ts";
import {
  amountOfText,
  amountProblem,
  cleanAmountText,
  pressAmountKey,
  textOfAmount,
} from "./amount-text.ts";

const keys = (text: string): readonly KeypadKey[] =>
  [...text].map((key) =>
    key === "."
      ? { kind: "separator" }
      : key === "<"
        ? { kind: "erase" }
        : { kind: "digit", digit: key },
  );

const typed = (text: string, separator = ".", digits = 2) =>
  keys(text).reduce((sofar, key) => pressAmountKey(sofar, key, { separator, digits }), "");

test.each([
  ["20", "20"],
  ["7.5", "7.5"],
  ["7.555", "7.555"],
  ["1.2.3", "1.23"],
  ["07", "7"],
  ["007", "007"],
  [".5", "0.5"],
  ["12<<3", "3"],
])("the keys %s give the text %s", (pressed, text) => {
  expect(typed(pressed)).toBe(text);
});

test.each([
  ["$1,234.50 ", ".", "1234.50"],
  ["1.234,50", ",", "1234,50"],
  ["12.5", ",", "12,5"],
  ["1,234", ".", "1234"],
  ["-20", ".", "-20"],
  ["$−1,234.5", ".", "-1234.5"],
  ["-", ".", "-"],
  ["1,23,456", ".", "123456"],
  ["1.234.567", ",", "1234567"],
  ["٥", ".", "5"],
  ["１００", ".", "100"],
  ["9".repeat(20), ".", "9".repeat(20)],
])("pasting %s, with %s as the separator, gives %s", (text, separator, clean) => {
  expect(cleanAmountText(text, { separator, digits: 2 })).toBe(clean);
});

const POINT = { separator: ".", digits: 2 };
const COMMA = { separator: ",", digits: 2 };

test("text is an amount in whole cents, or no amount", () => {
  expect(amountOfText("7.5", POINT)).toBe(750);
  expect(amountOfText("7,05", COMMA)).toBe(705);
  expect(amountOfText("20.", POINT)).toBe(2000);
  expect(amountOfText("", POINT)).toBeNull();
  expect(amountOfText("9999999999", POINT)).toBeNull();
});

test("a third decimal isn't dropped while typing: it stays, and is a problem", () => {
  expect(typed("7.555")).toBe("7.555");
  expect(cleanAmountText("1234.567", POINT)).toBe("1234.567");
  expect(amountOfText("7.555", POINT)).toBeNull();
  expect(amountProblem("7.555", POINT)).toBe("too_many_decimals");
  expect(amountProblem("7,555", COMMA)).toBe("too_many_decimals");
  // Where "." groups thousands, it means a thousand.
  expect(amountProblem("1.000", POINT)).toBe("too_many_decimals");
  expect(amountOfText("1.000", POINT)).toBeNull();
});

test.each([
  "007",
  "000000012",
  "00.50",
  "1e3",
  "5-3",
  "(5)",
  "5-",
  "abc",
  "C-011",
  "AB 1234 567",
  "1.2.3",
  "1,2,3",
  "5+5",
  "+5",
])("%s never silently becomes another amount", (text) => {
  expect(cleanAmountText(text, POINT)).toBe(text);
  expect(amountOfText(text, POINT)).toBeNull();
  expect(amountProblem(text, POINT)).toBe("not_a_number");
});

test.each(["0", "0.00", "0."])("%s says that there is nothing to redeem", (text) => {
  expect(amountProblem(cleanAmountText(text, POINT), POINT)).toBe("zero");
});

test("every digit counts, however many there are", () => {
  expect(typed("1234567890123")).toBe("1234567890123");
  expect(amountProblem(typed("1234567890123"), POINT)).toBe("too_large");
  expect(amountProblem("9".repeat(40), POINT)).toBe("too_large");
});

test("a text that can't be an amount says why", () => {
  expect(amountProblem("99999999", POINT)).toBe("too_large");
  expect(amountProblem("-5", POINT)).toBe("negative");
  expect(amountProblem("20", POINT)).toBeNull();
  expect(amountProblem("20.", POINT)).toBeNull();
  expect(amountProblem("", POINT)).toBeNull();
});

test("an amount is written as briefly as possible", () => {
  expect(textOfAmount(cents(2000), POINT)).toBe("20");
  expect(textOfAmount(cents(705), COMMA)).toBe("7,05");
});

test("amounts have as many decimals as the currency", () => {
  const yen = { separator: ".", digits: 0 };
  expect(typed("1.5", ".", 0)).toBe("1.5");
  expect(amountProblem("1.5", yen)).toBe("too_many_decimals");
  expect(amountOfText("1.", yen)).toBe(1);
  expect(amountProblem(cleanAmountText("1.000", yen), yen)).toBe("too_many_decimals");
  expect(amountOfText("500", yen)).toBe(500);
  expect(cleanAmountText("¥1,234", yen)).toBe("1234");
  expect(textOfAmount(cents(500), yen)).toBe("500");

  const dinar = { separator: ".", digits: 3 };
  expect(amountProblem(typed("1.2555", ".", 3), dinar)).toBe("too_many_decimals");
  expect(amountOfText("1.255", dinar)).toBe(1255);
  expect(textOfAmount(cents(1255), dinar)).toBe("1.255");
  expect(textOfAmount(cents(2000), dinar)).toBe("2");
});
