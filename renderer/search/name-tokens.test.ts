import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "#shared/profile/fold-text.ts";
import { nameTokens, normaliseName, queryWords, respelledWords } from "./name-tokens.ts";

describe("names in the form in which they are compared", () => {
  it.each([
    ["  MÜLLER ", "muller"],
    ["D’Arcy", "d'arcy"],
    ["O´Neil", "o'neil"],
    ["Anne ‑ Marie", "anne marie"],
    ["Anne‐Marie", "anne-marie"],
    ["Łukasz Strauß", "lukasz strauss"],
    ["Dr. J. (Bob)", "dr j bob"],
    ["İpek", "ipek"],
    ["ｆｕｌｌ", "full"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"],
    ["🎉", ""],
    ["---", ""],
  ])("%j is %j", (name, normalised) => {
    expect(normaliseName(name)).toBe(normalised);
  });

  it("changes nothing when done twice", () => {
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

it("bounds a name also where folding makes it longer", () => {
  const longest = normaliseName("ﷺ".repeat(120));
  expect(longest.length).toBeLessThanOrEqual(120);
  expect(normaliseName(longest)).toBe(longest);
});

describe("words", () => {
  it("indexes words, their parts, and all of it as one", () => {
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
    expect(nameTokens("")).toEqual([]);
  });

  it("gives a row fewer than 16 tokens a field, so that they fit the bits of a number", () => {
    expect(nameTokens("a-b c-d e-f g-h i-j k-l m-n o-p q-r").length).toBeLessThan(16);
  });

  it("reads a query as words, and knows other spellings of them", () => {
    expect(queryWords("O'Brien, Anne-Marie")).toEqual(["obrien", "annemarie"]);
    expect(respelledWords("o'brien mac")).toEqual([["o", "brien", "mac"], ["obrienmac"]]);
    expect(respelledWords("mac donald john")).toEqual([
      ["macdonald", "john"],
      ["mac", "donaldjohn"],
    ]);
    expect(respelledWords("smith")).toEqual([]);
  });
});
