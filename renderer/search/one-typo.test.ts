import fc from "fast-check";
import { expect, it } from "vitest";
import { oneTypoFrom } from "#shared/profile/one-typo.ts";
import { visitOneTypo } from "./one-typo.ts";
import { createTokenPool } from "./token-pool.ts";
import { type TokenTable, tokenAt, tokenLength } from "./token-table.ts";

const tableOf = (texts: readonly string[]): TokenTable => {
  const pool = createTokenPool();
  for (const text of texts) pool.add(text);
  for (let slices = pool.rank(); ; ) {
    const slice = slices.next();
    if (slice.done) return slice.value.table;
  }
};

/** Every text one typo away from another, by brute force. */
const textsOneTypoFrom = (text: string, letters: readonly string[]): ReadonlySet<string> => {
  const others = new Set<string>();
  for (let at = 0; at <= text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    others.add(before + after.slice(1));
    if (after.length > 1) others.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    for (const letter of letters) {
      others.add(before + letter + after);
      others.add(before + letter + after.slice(1));
    }
  }
  others.delete(text);
  return others;
};

const letters = ["a", "b", "c"];
const text = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 });

it("visits exactly the texts that start one typo away, and knows which match as a whole", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), text, (texts, query) => {
      const table = tableOf(texts);
      const [prefixed, whole] = [new Set<string>(), new Set<string>()];
      visitOneTypo(table, query, ({ from, to }, length) => {
        for (let token = from; token < to; token++) {
          prefixed.add(tokenAt(table, token));
          if (tokenLength(table, token) === length) whole.add(tokenAt(table, token));
        }
      });
      const others = [...textsOneTypoFrom(query, letters)];
      // The server compares words by the same rule.
      const asServer = [...new Set(texts)].filter((one) => oneTypoFrom(query, one) !== null);
      expect([...prefixed].filter((one) => !one.startsWith(query)).sort()).toEqual(asServer.sort());
      expect([...whole].filter((one) => one !== query).sort()).toEqual(
        [...new Set(texts)].filter((one) => others.includes(one)).sort(),
      );
      expect([...prefixed].filter((one) => !one.startsWith(query)).sort()).toEqual(
        [...new Set(texts)]
          .filter((one) => !one.startsWith(query) && others.some((other) => one.startsWith(other)))
          .sort(),
      );
    }),
    { numRuns: 300 },
  );
});
