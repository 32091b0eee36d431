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
      // There is room for a rank if row 0, the first of that rank, would come before the last one
      // kept.
      const last = expected[capacity - 1] ?? { rank: 1000, row: 0 };
      for (let rank = -1; rank <= 6; rank += 1) {
        const isEarlier = rank < last.rank || (rank === last.rank && last.row > 0);
        expect(best.hasRoomFor(rank), `rank ${rank}`).toBe(isEarlier);
      }
    }),
  );
});
