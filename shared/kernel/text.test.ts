import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStorable, storable, textSchema } from "./text.ts";

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

  it.each(["", "Zoë", "😀", "\u0001", "\uffff", "\u{10ffff}"])("may be %j", (text) => {
    expect(textSchema.parse(text)).toBe(text);
  });

  it.each(["\u0000", "a\u0000b", "\ud83d", "a\ude00", "\ude00\ud83d", "😀\ud83d"])(
    "is never %j",
    (text) => {
      expect(textSchema.safeParse(text).success).toBe(false);
    },
  );
});
