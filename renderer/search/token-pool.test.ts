import fc from "fast-check";
import { expect, it } from "vitest";
import { createTokenPool } from "./token-pool.ts";
import { findToken, prefixRange, tokenAt } from "./token-table.ts";

const rankAll = (texts: readonly string[]) => {
  const pool = createTokenPool();
  expect(texts.map(pool.add)).toEqual(texts.map((_, i) => i));
  for (let slices = pool.rank(); ; ) {
    const slice = slices.next();
    if (slice.done) return slice.value;
  }
};

const short = fc.string({ unit: fc.constantFrom("a", "b", "é", "小", "\ud83d"), maxLength: 8 });
const long = fc.integer({ min: 0, max: 400 }).map((length) => "ab".repeat(length));
const texts = fc.array(fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: long }), {
  maxLength: 200,
});

it("sorts distinct texts like JavaScript, and finds them again", () => {
  fc.assert(
    fc.property(texts, short, (all, prefix) => {
      const { table, ranks } = rankAll(all);
      const expected = [...new Set(all)].sort();
      expect(Array.from({ length: table.size }, (_, i) => tokenAt(table, i))).toEqual(expected);
      expect([...ranks]).toEqual(all.map((text) => expected.indexOf(text)));
      for (const text of all) expect(findToken(table, text)).toBe(expected.indexOf(text));
      const { from, to } = prefixRange(table, prefix);
      expect(expected.slice(from, to)).toEqual(expected.filter((text) => text.startsWith(prefix)));
      expect(findToken(table, `${prefix}?`)).toBe(-1);
    }),
  );
});

it("sorts a hundred thousand equal texts, and as many with a long common prefix", () => {
  expect(rankAll(Array.from({ length: 100_000 }, () => "same")).table.size).toBe(1);
  const alike = Array.from({ length: 20_000 }, (_, i) => `${"x".repeat(60)}${(i * 7919) % 20_000}`);
  const { table } = rankAll(alike);
  const sorted = alike.toSorted();
  expect([0, 9999, 19_999].map((i) => tokenAt(table, i))).toEqual(
    [0, 9999, 19_999].map((i) => sorted[i]),
  );
});
