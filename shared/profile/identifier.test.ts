import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestIdentifierMatches,
  canonicalIdentifier,
  compareIdentifiers,
  foldIdentifier,
  identifierKey,
} from "./identifier.ts";

describe("a card or another identifier (DOMAIN §3.4)", () => {
  test.each([
    ["2950700000048", "2950700000048"],
    [" VIP-9001\n", "VIP-9001"],
    ["]C12950700000048", "2950700000048"],
    ["]E0 2950700000048", "2950700000048"],
    ["]C1", "]C1"],
    [" ]C12950", "2950"],
    ["\u202aVIP\u200b-9001\u202c", "VIP-9001"],
    ["２９５０", "2950"],
    ["٠٤١٢", "0412"],
    ["01\u001d0950600013437", "010950600013437"],
  ])("%j is stored as %j", (text, stored) => {
    expect(canonicalIdentifier(text)).toBe(stored);
  });

  test.each([
    ["12-345A", "12-345A", "exact"],
    ["]C1C-0011", "C-0011", "exact"],
    ["VIP-9001", "vip-9001", "same"],
    ["2950 7000 00048", "2950700000048", "same"],
    // UPC-A, EAN-13 and GTIN-14 of one number.
    ["012345678905", "0012345678905", "same"],
    ["012345678905", "00012345678905", "same"],
    ["036000291452", "0036000291452", "same"],
    // GTIN-8 as EAN-13.
    ["96385074", "0000096385074", "same"],
    // Not a GTIN: too short or too long.
    ["36000291452", "036000291452", "close"],
    ["036000291452", "000036000291452", "close"],
    ["036000291452", "0000036000291452", "close"],
    ["0096385074", "96385074", "close"],
    // Not a GTIN: the check digit is wrong.
    ["012345678904", "0012345678904", "close"],
    ["0123", "123", "close"],
    ["000", "0", "close"],
    ["12-345A", "123-45A", "close"],
    ["VIP-9001", "VIP9001", "close"],
    ["0A1", "A1", null],
    ["2950700000048", "2950700000049", null],
    ["**", "*", null],
  ] as const)("%j and %j: %s", (a, b, match) => {
    expect(compareIdentifiers(a, b)).toBe(match);
    expect(compareIdentifiers(b, a)).toBe(match);
  });

  const identifier = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.stringMatching(/^0{0,3}[0-9]{1,12}$/),
  );

  /** Two of any kind, or one and the same with something before or after it. */
  const pair = identifier.chain((a) =>
    fc.tuple(
      fc.constant(a),
      fc.oneof(identifier, fc.constantFrom(`0${a}`, `-${a}`, ` ${a}`, `${a}.`, `${a}0`)),
    ),
  );

  test("its canonical form is stable, and those that match are those that share its key", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const stored = canonicalIdentifier(a);
        expect(canonicalIdentifier(stored)).toBe(stored);
        expect(foldIdentifier(foldIdentifier(a))).toBe(foldIdentifier(a));
        expect(identifierKey(foldIdentifier(a))).toBe(identifierKey(a));
        expect(compareIdentifiers(a, stored)).toBe("exact");
        expect(compareIdentifiers(a, b) !== null).toBe(identifierKey(b) === identifierKey(a));
      }),
      { numRuns: 500 },
    );
  });

  test("matches itself in upper case", () => {
    const plain = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(plain, (text) => {
        expect(compareIdentifiers(text.toUpperCase(), text)).not.toBeNull();
      }),
    );
  });

  test("an exact match wins; several matches are a list", () => {
    const holders = ["VIP-9001", "vip-9001", "VIP9001", "9002"];
    const best = (wanted: string) => bestIdentifierMatches(wanted, holders, (held) => [held]);
    expect(best("vip-9001")).toEqual({ match: "exact", found: ["vip-9001"] });
    expect(best("Vip-9001")).toEqual({ match: "same", found: ["VIP-9001", "vip-9001"] });
    expect(best("VIP 90-01")).toEqual({
      match: "close",
      found: ["VIP-9001", "vip-9001", "VIP9001"],
    });
    expect(best("9003")).toEqual({ match: null, found: [] });
  });

  test("one of several identifiers is enough", () => {
    const [anna, ben] = [["9001", "VIP-1"], ["9002"]];
    const best = bestIdentifierMatches("VIP-1", [anna, ben], (held) => held);
    expect(best).toEqual({ match: "exact", found: [anna] });
  });
});
