import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cents, cents, subtractCents, sumCents } from "#shared/kernel/money.ts";
import { refundOrderSchema, splitRefund } from "./split-refund.ts";

const amounts = (...values: readonly number[]): readonly Cents[] => values.map(cents);
/** Refunds one amount after another, and says what each gave back. */
const refunds = (
  order: "ratio" | "first" | "last",
  paid: readonly Cents[],
  parts: readonly number[],
) => {
  let left = paid;
  return parts.map((part) => {
    const shares = splitRefund(order, left, cents(part));
    left = left.map((each, at) => subtractCents(each, shares[at] ?? cents(0)));
    return shares;
  });
};

describe("[B2] a refund", () => {
  it("goes back by ratio, by default (T27)", () => {
    expect(refunds("ratio", amounts(2000, 3000, 5000), [4000, 4000, 2000])).toEqual([
      [800, 1200, 2000],
      [800, 1200, 2000],
      [400, 600, 1000],
    ]);
  });

  it("rounds up the tenders that lose most by rounding, the earlier of two that lose the same", () => {
    expect(splitRefund("ratio", amounts(8, 1, 6), cents(10))).toEqual([5, 1, 4]);
    expect(splitRefund("ratio", amounts(10, 20, 70), cents(5))).toEqual([1, 1, 3]);
    expect(splitRefund("ratio", amounts(1, 1, 1), cents(2))).toEqual([1, 1, 0]);
  });

  it("is never more than what is left, nor less than nothing", () => {
    for (const amount of [-1, 4]) {
      expect(() => splitRefund("ratio", amounts(3), cents(amount))).toThrow("what is left");
    }
  });

  it("goes back to the first or the last tender first, by policy", () => {
    const paid = amounts(2000, 3000, 5000);
    expect(refunds("first", paid, [4000, 6000])).toEqual([
      [2000, 2000, 0],
      [0, 1000, 5000],
    ]);
    expect(refunds("last", paid, [6000, 4000])).toEqual([
      [0, 1000, 5000],
      [2000, 2000, 0],
    ]);
  });

  it("carries minor units, and gives back in total exactly what was paid", async () => {
    const paid = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 });
    const cuts = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 });
    await fc.assert(
      fc.property(
        fc.constantFrom(...refundOrderSchema.options),
        paid,
        cuts,
        (order, values, at) => {
          const tenders = amounts(...values);
          const total = sumCents(tenders);
          const ends = [...at.map((percent) => Math.floor((total * percent) / 100)), 0, total].sort(
            (a, b) => a - b,
          );
          const parts = ends.slice(1).map((end, index) => end - (ends[index] ?? 0));
          const given = refunds(order, tenders, parts);
          for (const [index, shares] of given.entries()) {
            expect(sumCents(shares)).toBe(parts[index]);
            for (const share of shares) expect(share).toBeGreaterThanOrEqual(0);
          }
          for (const [index, tender] of tenders.entries()) {
            expect(sumCents(given.map((shares) => shares[index] ?? cents(0)))).toBe(tender);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
