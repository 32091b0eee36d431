import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findUnstorable,
  isStorable,
  linesSchema,
  oneLine,
  severalLines,
  storable,
  textSchema,
} from "./text.ts";

describe("a storable text", () => {
  it("survives a round trip through UTF-8 and contains no U+0000", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, isTorn) => {
        const candidate = isTorn ? text.slice(1) : text;
        const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
        const comesBack = utf8.decode(new TextEncoder().encode(candidate)) === candidate;
        expect(isStorable(candidate)).toBe(comesBack && !candidate.includes("\u0000"));
        expect(isStorable(storable(candidate))).toBe(true);
        expect(storable(candidate) === candidate).toBe(isStorable(candidate));
      }),
    );
  });

  it.each(["", "Zoë", "😀", "\uffff", "\u{10ffff}"])("may be %j", (text) => {
    expect(textSchema.parse(text)).toBe(text);
  });

  it.each(["\u0000", "a\u0000b", "\ud83d", "a\ude00", "\ude00\ud83d", "😀\ud83d"])(
    "is never %j",
    (text) => {
      expect(textSchema.safeParse(text).success).toBe(false);
    },
  );
});

describe("a text in JSON that can't be stored", () => {
  it.each<[unknown, string | null]>([
    ["fine", null],
    ["a\u0000", "body"],
    [7, null],
    [null, null],
    [undefined, null],
    [{ a: "fine", b: [1, null, "\ud83d"], c: "\u0000" }, "body.b.2"],
    [{ a: { b: "fine" }, c: { d: "\u0000" } }, "body.c.d"],
    [{ a: { "b\u0000": "fine" } }, "body.a.b"],
    [{ a: "fine", b: [[]] }, null],
  ])("in %j is at %j", (value, path) => {
    expect(findUnstorable(value, "body")).toBe(path);
  });

  it("has a path without a beginning if there is none", () => {
    expect(findUnstorable({ a: { b: "\u0000" } }, "")).toBe("a.b");
    expect(findUnstorable("\u0000", "")).toBe("");
  });
});

describe("text without characters that hide or reorder others (DOMAIN §3.1)", () => {
  const marks = [..."\u061c\u200e\u200f"];
  const hiding = [
    ...marks,
    ..."\u0000\u0007\u001b\u007f\u0080\u009f",
    ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ..."\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff",
  ];

  it.each(hiding)("has no %j", (character) => {
    expect(oneLine(`An${character}na`)).toBe("Anna");
    const inNotes = marks.includes(character) ? `An${character}na` : "Anna";
    expect(severalLines(`An${character}na`)).toBe(inNotes);
  });

  it.each([
    ["Anna\r\nNovak\tjr", "Anna Novak jr", "Anna\nNovak\tjr"],
    ["one\rtwo\u2028three\u0085four", "one two three four", "one\ntwo\nthree\nfour"],
    ["a\n\nb", "a b", "a\n\nb"],
  ])("%j is one line or several", (text, line, lines) => {
    expect(textSchema.parse(text)).toBe(line);
    expect(linesSchema.parse(text)).toBe(lines);
  });

  it.each(["Zoë", "می\u200cخواهم", "👩\u200d👩\u200d👧", "שלום", "O’Neill-Smith", "李 小龙"])(
    "keeps %j",
    (text) => {
      expect(textSchema.parse(text)).toBe(text);
      expect(linesSchema.parse(text)).toBe(text);
    },
  );

  it("stays as it is once it is clean", () => {
    const texts = fc.array(fc.constantFrom(...hiding, "a", " ", "\n", "\r", "\t", "\u200d"));
    fc.assert(
      fc.property(texts, (characters) => {
        const text = characters.join("");
        expect(oneLine(oneLine(text))).toBe(oneLine(text));
        expect(severalLines(severalLines(text))).toBe(severalLines(text));
        expect(oneLine(severalLines(text)).replace(/ +/g, " ")).toBe(
          oneLine(text).replace(/ +/g, " "),
        );
      }),
    );
  });
});
