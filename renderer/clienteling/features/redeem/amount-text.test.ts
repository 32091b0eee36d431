import { expect, test } from "vitest";
import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { cents } from "#shared/kernel/money.ts";
import { amountOfText, cleanAmountText, pressAmountKey, textOfAmount } from "./amount-text.ts";

const keys = (text: string): readonly KeypadKey[] =>
  [...text].map((key) =>
    key === "."
      ? { kind: "separator" }
      : key === "<"
        ? { kind: "erase" }
        : { kind: "digit", digit: key },
  );

const typed = (text: string, separator = ".") =>
  keys(text).reduce((sofar, key) => pressAmountKey(sofar, key, separator), "");

test.each([
  ["20", "20"],
  ["7.5", "7.5"],
  ["7.555", "7.55"],
  ["1.2.3", "1.23"],
  ["007", "7"],
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
  ["-20", ".", "20"],
  ["abc", ".", ""],
  ["99999999999999", ".", "9999999999"],
])("pasting %s, with %s as the separator, gives %s", (text, separator, clean) => {
  expect(cleanAmountText(text, separator)).toBe(clean);
});

test("text is an amount in whole cents, or no amount", () => {
  expect(amountOfText("7.5", ".")).toBe(750);
  expect(amountOfText("7,05", ",")).toBe(705);
  expect(amountOfText("20.", ".")).toBe(2000);
  expect(amountOfText("", ".")).toBeNull();
  expect(amountOfText("9999999999", ".")).toBeNull();
});

test("an amount is written as briefly as possible", () => {
  expect(textOfAmount(cents(2000), ".")).toBe("20");
  expect(textOfAmount(cents(705), ",")).toBe("7,05");
});
