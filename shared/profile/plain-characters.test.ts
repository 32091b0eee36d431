import fc from "fast-check";
import { expect, test } from "vitest";
import { plainCharacters } from "./plain-characters.ts";

test.each([
  ["Anna", "Anna"],
  ["\u202a+61\u00a0412\u202c", "+61 412"],
  ["１２", "12"],
  ["٠١٢٣٤٥٦٧٨٩", "0123456789"],
  ["०१२३४५६७८९", "0123456789"],
  ["𞥐𞥙", "09"],
  ["𝟘𝟡", "09"],
  // Two scripts whose digits follow each other without a gap.
  ["\u{116d0}\u{116d9}\u{116da}\u{116db}\u{116e3}", "09019"],
  ["a \u200b b", "a b"],
  ["a\tb\nc", "a b c"],
  ["12\u001d34", "1234"],
])("%j is %j in plain characters", (text, plain) => {
  expect(plainCharacters(text)).toBe(plain);
});

test("plain characters stay as they are, and there is no other digit among them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const plain = plainCharacters(text);
      expect(plainCharacters(plain)).toBe(plain);
      expect(plain).not.toMatch(/(?![0-9])\p{Nd}/u);
    }),
  );
});
