import fc from "fast-check";
import { expect, test } from "vitest";
import { oneTypoFrom, textsOneTypoAway } from "./one-typo.ts";

const LETTERS = "abc";
const text = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 6 });

test("a text starts one typo away exactly if one of the texts that are one typo away is its start", () => {
  fc.assert(
    fc.property(text, text, (typed, other) => {
      const near = textsOneTypoAway(typed, LETTERS);
      const wanted = other.startsWith(typed)
        ? null
        : near.includes(other)
          ? "whole"
          : near.some((each) => other.startsWith(each))
            ? "start"
            : null;
      expect(oneTypoFrom(typed, other)).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["smiht", "smith", "whole"],
  ["smih", "smith", "whole"],
  ["simth", "smithson", "start"],
  ["smth", "smith", "whole"],
  ["smmith", "smith", "whole"],
  ["snith", "smith", "whole"],
  ["smith", "smith", null],
  ["smith", "smithson", null],
  ["smiths", "smith", "whole"],
  ["smxxh", "smith", null],
])("%s and %s: %s", (typed, other, wanted) => {
  expect(oneTypoFrom(typed, other)).toBe(wanted);
});

test("the texts one typo away are distinct, and what was typed isn't one", () => {
  const near = textsOneTypoAway("123456", "0123456789");
  expect(near).toEqual([...new Set(near)]);
  expect(near).not.toContain("123456");
  expect(near).toEqual(expect.arrayContaining(["12345", "1234567", "124356", "923456"]));
  // Wrong digits, swaps, missing and extra ones: few enough to look all of them up.
  expect(near.length).toBeLessThan(150);
});
