import { expect, test } from "vitest";
import { addKey, type BurstPlace, type KeyBurst, kindOfBurst, NO_KEYS } from "./key-burst.ts";

const keys = (text: string, gapMs: number): KeyBurst =>
  [...text].reduce((burst, key, place) => addKey(burst, key, place * gapMs), NO_KEYS);

/** What a text is that was typed into a place at this pace, ended by Enter or by nothing. */
const kindOf = (place: BurstPlace, text: string, gapMs: number, hasEnd = true) =>
  kindOfBurst(keys(text, gapMs), { place, endedAt: hasEnd ? text.length * gapMs : null });

const CARD = "2950700000048";

test.each([
  // A usual scanner, a slow one, and the slowest Bluetooth ones.
  ["C-011", 10, true, "scan"],
  ["C-011", 10, false, "scan"],
  ["GOLDMEMBER", 10, true, "scan"],
  ["GOLDMEMBER", 90, true, "scan"],
  ["AB 1234 567", 60, true, "scan"],
  ["MF-90001", 90, false, "scan"],
  [CARD, 8, false, "scan"],
  [CARD, 60, true, "scan"],
  // Digits alone may be an amount.
  ["295070", 90, true, "unclear"],
  [CARD, 60, false, "unclear"],
  ["90001", 10, true, "unclear"],
  ["42", 10, true, "unclear"],
  ["12.50", 8, true, "unclear"],
  ["$1,250.00", 90, true, "unclear"],
  // A hand.
  ["20", 60, true, "typing"],
  ["1250", 60, false, "typing"],
  ["1250", 120, true, "typing"],
  [CARD, 110, true, "typing"],
] as const)("in an amount, %s at %i ms a key (ended: %s) is %s", (text, gapMs, hasEnd, kind) => {
  expect(kindOf("money", text, gapMs, hasEnd)).toBe(kind);
});

test.each([
  ["C-0011", 8, true, "scan"],
  ["C-0011", 60, true, "scan"],
  [CARD, 60, true, "scan"],
  [CARD, 15, false, "scan"],
  // Text that a quick hand or a text expander may have typed, unless it's somebody's card.
  ["C-11", 8, true, "card_or_text"],
  ["GOLDMEMBER", 60, true, "card_or_text"],
  ["Featherstone", 8, false, "card_or_text"],
  ["12 High Street", 8, true, "card_or_text"],
  ["bob2@example.com", 8, false, "card_or_text"],
  ["07700900123", 90, true, "card_or_text"],
  // Dictated, or chosen from the keyboard's suggestions.
  [CARD, 0, false, "card_or_text"],
  [CARD, 60, false, "typing"],
  [CARD, 110, true, "typing"],
  ["Featherstone", 60, false, "typing"],
] as const)("in other text, %s at %i ms a key (ended: %s) is %s", (text, gapMs, hasEnd, kind) => {
  expect(kindOf("text", text, gapMs, hasEnd)).toBe(kind);
});

test("where letters are typed into nothing, every burst is a scan", () => {
  for (const text of ["R-011", "GOLDMEMBER", "GENERALMEMBER", "AB 1234 567", "re9"]) {
    for (const gapMs of [8, 60, 90]) {
      expect(kindOf("nothing", text, gapMs)).toBe("scan");
      expect(kindOf("nothing", text, gapMs, false)).toBe("scan");
    }
  }
  expect(kindOf("nothing", "r", 8)).toBe("typing");
  expect(kindOf("nothing", "red", 130)).toBe("typing");
});

test("a search box gets what a hand types, and its Enter", () => {
  expect(kindOf("search", "smith", 60)).toBe("typing");
  expect(kindOf("search", "GOLDMEMBER", 10)).toBe("scan");
  expect(kindOf("search", "GOLDMEMBER", 10, false)).toBe("card_or_text");
  expect(kindOf("search", CARD, 60)).toBe("scan");
});

test("no burst chooses from a list", () => {
  expect(kindOf("choice", "MF-90001", 60)).toBe("scan");
  expect(kindOf("choice", "GOLDMEMBER", 10)).toBe("scan");
  expect(kindOf("choice", "mar", 110)).toBe("typing");
});

test("six digits in the field for a PIN are a PIN, a card there is a scan", () => {
  expect(kindOf("pin", "246810", 8)).toBe("typing");
  expect(kindOf("pin", CARD, 8)).toBe("scan");
  expect(kindOf("pin", "C-0011", 60)).toBe("scan");
});

test("keys long before a burst aren't part of it", () => {
  let burst = addKey(NO_KEYS, "7", 0);
  for (const [place, key] of [..."C-0011"].entries()) burst = addKey(burst, key, 900 + place * 10);
  expect(burst.text).toBe("C-0011");
});
