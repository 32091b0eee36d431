import { expect, test } from "vitest";
import { looksGarbled } from "#renderer/clienteling/card-text.ts";
import { layoutOf, TEST_CODE, translated } from "./scanner-layout.ts";

/** What arrives on a device set to a French keyboard from a scanner that thinks of an American. */
const FRENCH = new Map(
  [..."1234567890-qwazQWAZmM./_"].map((key, place) => [
    key,
    [..."&é\"'(-è_çà)azqwAZQW,?:!°"][place] ?? key,
  ]),
);
const inFrench = (text: string) => [...text].map((key) => FRENCH.get(key) ?? key).join("");
const inCapsLock = (text: string) =>
  [...text]
    .map((key) => (key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase()))
    .join("");

test.each([
  ["a French keyboard", inFrench],
  ["Caps Lock", inCapsLock],
  ["both", (text: string) => inFrench(inCapsLock(text))],
])("[X60] the printed code tells how to read a scanner with %s", (_, garble) => {
  const layout = layoutOf(garble(TEST_CODE));
  expect(layout).not.toBeNull();
  for (const code of ["004HQ3", "VIP-00042", "9310072000015", "AZ.qw/M_m"]) {
    expect(translated(garble(code), layout ?? {})).toBe(code);
  }
});

test("a scanner that types as it should needs no translation", () => {
  expect(layoutOf(` ${TEST_CODE} `)).toEqual({});
  expect(translated("VIP-00042", {})).toBe("VIP-00042");
});

test("where characters are missing, or two arrive as one, nothing is made up", () => {
  expect(layoutOf(TEST_CODE.slice(1))).toBeNull();
  expect(layoutOf(TEST_CODE.replace("1", "2"))).toBeNull();
  expect(layoutOf("2950700000048")).toBeNull();
});

test.each([
  ["àà'HA\"3", true],
  ['éç"à_à', true],
  ["2950700000048", false],
  ["VIP-00042", false],
  ["Café d'Or 2", false],
  ["R-011/2", false],
])("whether %s is a garbled code: %s", (text, isGarbled) => {
  expect(looksGarbled(text)).toBe(isGarbled);
});
