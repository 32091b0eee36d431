import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";
import {
  joinedNames,
  nameTokens,
  normaliseName,
  queryWords,
  respelledWords,
} from "./name-words.ts";

describe("names in normalised form", () => {
  it.each([
    ["  MÜLLER ", "muller"],
    ["ANNA", "anna"],
    ["D’Arcy", "d'arcy"],
    ["O´Neil", "o'neil"],
    ["Anne ‑ Marie", "anne marie"],
    ["Anne‐Marie", "anne-marie"],
    ["Łukasz Strauß", "lukasz strauss"],
    ["Dr. J. (Bob)", "dr j bob"],
    ["İpek", "ipek"],
    ["ｆｕｌｌ", "full"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"],
    ["An\u200bna", "anna"],
    ["٣ Ali", "3 ali"],
    ["🎉", "🎉"],
    ["---", "---"],
    ["\u1fed", "\u1fed"],
    ["\u2256\ufe7a\u2257", "\u2256\u2257"],
    [" ", ""],
  ])("%j becomes %j", (name, normalised) => {
    expect(normaliseName(name)).toBe(normalised);
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 40 }), (codes) => {
        const text = String.fromCharCode(...codes);
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        const normalised = normaliseName(text.slice(0, 6));
        expect(normaliseName(normalised)).toBe(normalised);
      }),
      { numRuns: 200 },
    );
  });
});

it("bounds a name even when folding makes it longer", () => {
  const longest = normaliseName("ﷺ".repeat(120));
  expect(longest.length).toBeLessThanOrEqual(120);
  expect(normaliseName(longest)).toBe(longest);
  expect(normaliseName("•".repeat(121))).toBe("•".repeat(120));
});

describe("words", () => {
  it("indexes words, their parts, and the whole name as one", () => {
    expect(nameTokens("anne-marie o'brien")).toEqual([
      "annemarie",
      "obrien",
      "anne",
      "marie",
      "o",
      "brien",
      "annemarieobrien",
    ]);
    expect(nameTokens("john john")).toEqual(["john", "johnjohn", "john"]);
    expect(nameTokens("smith")).toEqual(["smith"]);
    expect(nameTokens("---")).toEqual(["---"]);
    expect(nameTokens("")).toEqual([]);
  });

  it("reads the first eight words of a name, and of a query", () => {
    const eight = [..."abcdefgh"];
    expect(nameTokens("a b c d e f g h i")).toEqual([...eight, "abcdefgh"]);
    expect(nameTokens("a-b c-d e-f g-h i-j")).toEqual([
      ...["ab", "cd", "ef", "gh", "ij"],
      ...eight,
      "abcdefghij",
    ]);
    expect(queryWords("a b c d e f g h i")).toEqual(eight);
    expect(respelledWords("a-b c-d e-f g-h i-j")[0]).toEqual(eight);
  });

  it("finds a name written without spaces by each of its letters, and by both names", () => {
    expect(nameTokens("小龍女")).toEqual(["小龍女", "龍女", "女"]);
    expect(joinedNames("小龍", "李")).toEqual(["李小龍", "小龍李"]);
    expect(joinedNames("小龍", "li")).toEqual([]);
    expect(joinedNames("bruce", "李")).toEqual([]);
  });

  it("makes fewer than 16 tokens for each field, so that they fit a bit mask", () => {
    expect(nameTokens("a-b c-d e-f g-h i-j k-l m-n o-p q-r").length).toBeLessThan(16);
  });

  it("splits a query into words, and finds other spellings of them", () => {
    expect(queryWords("O'Brien, Anne-Marie")).toEqual(["obrien", "annemarie"]);
    expect(respelledWords("o'brien mac")).toEqual([["o", "brien", "mac"], ["obrienmac"]]);
    expect(respelledWords("mac donald john")).toEqual([
      ["macdonald", "john"],
      ["mac", "donaldjohn"],
    ]);
    expect(respelledWords("john john")).toEqual([["johnjohn"], ["john"]]);
    expect(respelledWords("smith")).toEqual([]);
    expect(respelledWords("---")).toEqual([]);
    expect(queryWords(" ")).toEqual([]);
  });
});
