import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText } from "./fold-text.ts";

test.each([
  ["Anna NOVAK", "anna novak"],
  ["Zoë Šimůnek", "zoe simunek"],
  ["Straße", "strasse"],
  ["Łukasz Đorđe", "lukasz dorde"],
  ["Æsir Œuvre", "aesir oeuvre"],
  ["Þór Guðrún", "thor gudrun"],
  ["Søren", "soren"],
  ["ＡＢＣ１２", "abc12"],
  ["İstanbul ılık", "istanbul ilik"],
  ["ΣΊΣΥΦΟΣ", "σισυφοσ"],
  ["o\u0308", "o"],
  ["ヤマモト", "やまもと"],
  ["ﾔﾏﾓﾄ", "やまもと"],
  ["ﾀﾞｲｽｹ", "たいすけ"],
  ["ダイスケ", "たいすけ"],
])("%s is compared as %s", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test("folding a folded text changes nothing, and case makes no difference in ASCII", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, ascii) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
      expect(foldText(ascii.toUpperCase())).toBe(foldText(ascii));
    }),
  );
});
