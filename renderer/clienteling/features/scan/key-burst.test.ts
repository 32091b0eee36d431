import { expect, test } from "vitest";
import { addKey, isScan, NO_KEYS } from "./key-burst.ts";

const keys = (text: string, gapMs: number) =>
  [...text].reduce((burst, key, place) => addKey(burst, key, place * gapMs), NO_KEYS);

/** Whether this text is a scan, typed at this pace and ended by Enter or by nothing. */
const isScanned = (
  text: string,
  gapMs: number,
  { isPin = false, ends = true }: { readonly isPin?: boolean; readonly ends?: boolean } = {},
) => isScan(keys(text, gapMs), { isPin, endedAt: ends ? text.length * gapMs : null });

test.each([
  // A usual scanner, and a slow one.
  ["C-0011", 8, true],
  ["C-0011", 60, true],
  ["2950700000048", 8, true],
  ["2950700000048", 60, true],
  // People, however fast they or their text expanders are.
  ["12.50", 8, false],
  ["2950700000048", 100, false],
  ["07700900123", 90, false],
  ["Featherstone", 8, false],
  ["12 High Street", 8, false],
  ["bob2@example.com", 8, false],
])("%s at %i ms a key: %s", (text, gapMs, expected) => {
  expect(isScanned(text, gapMs)).toBe(expected);
});

test("six digits in the field for a PIN are a PIN, a card there is a scan", () => {
  expect(isScanned("246810", 8, { isPin: true })).toBe(false);
  expect(isScanned("2950700000048", 8, { isPin: true })).toBe(true);
});

test("without an Enter at its end, only a very fast burst is a scan", () => {
  expect(isScanned("2950700000048", 15, { ends: false })).toBe(true);
  expect(isScanned("2950700000048", 60, { ends: false })).toBe(false);
});

test("keys long before a burst aren't part of it", () => {
  let burst = addKey(NO_KEYS, "7", 0);
  for (const [place, key] of [..."C-0011"].entries()) burst = addKey(burst, key, 900 + place * 10);
  expect(burst.text).toBe("C-0011");
});
