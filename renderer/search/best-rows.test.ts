import fc from "fast-check";
import { expect, it } from "vitest";
import { createBestRows } from "./best-rows.ts";

it("keeps the best few rows by their best offer, in any order of offers", () => {
  const offers = fc.array(fc.tuple(fc.nat(5), fc.nat(12)), { maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 6 }), (offered, capacity) => {
      const best = createBestRows(capacity);
      for (const [rank, row] of offered) best.offer(rank, row);
      const bestRanks = new Map<number, number>();
      for (const [rank, row] of offered) {
        bestRanks.set(row, Math.min(rank, bestRanks.get(row) ?? rank));
      }
      const expected = [...bestRanks]
        .map(([row, rank]) => ({ rank, row }))
        .sort((a, b) => a.rank - b.rank || a.row - b.row)
        .slice(0, capacity);
      expect(best.list()).toEqual(expected);
      const last = expected.at(-1);
      if (expected.length === capacity && last) {
        expect(best.hasRoomFor(last.rank + 1)).toBe(false);
        expect(best.hasRoomFor(last.rank - 1)).toBe(true);
      } else {
        expect(best.hasRoomFor(1000)).toBe(true);
      }
    }),
  );
});
