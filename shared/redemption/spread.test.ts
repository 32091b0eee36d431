import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_CENTS_MAX, cents, sumCents } from "#shared/kernel/money.ts";
import { type BasketLine, eligibleCents, spreadOverLines } from "./spread.ts";

const line = (price: number, isEligible = true): BasketLine => ({
  cents: cents(price),
  isEligible,
});
const sharesOf = (amount: number, ...lines: readonly BasketLine[]) =>
  spreadOverLines(lines, cents(amount)).shares;

const prices = fc.oneof(
  fc.integer({ min: -500, max: 3_000 }),
  fc.integer({ min: 0, max: AMOUNT_CENTS_MAX }),
);
const baskets = fc.array(fc.record({ cents: prices.map(cents), isEligible: fc.boolean() }), {
  maxLength: 12,
});
const amounts = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: AMOUNT_CENTS_MAX }),
);

test("[X1] a redemption of 50 over 65, 115, 25 and 45 is 13, 23, 5 and 9", () => {
  const basket = [65_00, 115_00, 25_00, 45_00].map((price) => line(price));
  expect(sharesOf(50_00, ...basket)).toEqual([13_00, 23_00, 5_00, 9_00]);
});

test("[X2] what rounding takes from one line is carried to the next", () => {
  expect(sharesOf(100, line(333), line(333), line(333))).toEqual([33, 34, 33]);
  expect(sharesOf(1, line(1), line(1), line(1))).toEqual([0, 1, 0]);
  // A half is rounded up.
  expect(sharesOf(1, line(1), line(1))).toEqual([1, 0]);
  // Yen have no smaller unit, and fils are a thousandth of a dinar: both are minor units here.
  expect(sharesOf(1_000, line(2_980), line(1_490), line(530))).toEqual([596, 298, 106]);
});

test("[X1] gift cards, lines of nothing and goods that come back take no part", () => {
  const basket = [line(5_000, false), line(0), line(2_000), line(-700)];
  expect(sharesOf(6_000, ...basket)).toEqual([0, 0, 2_000, 0]);
  expect(eligibleCents(basket)).toBe(1_300);
  expect(spreadOverLines([line(500, false)], cents(300))).toEqual({ shares: [0], spreadCents: 0 });
});

test("[X1] [X2] the shares add up to the amount, or to what the lines come to if that is less", () => {
  fc.assert(
    fc.property(baskets, amounts, (lines, amount) => {
      const { shares, spreadCents } = spreadOverLines(lines, cents(amount));
      const priced = lines.filter((each) => each.isEligible && each.cents > 0);
      const total = priced.reduce((sum, each) => sum + each.cents, 0);
      expect(spreadCents).toBe(Math.min(amount, total));
      expect(sumCents(shares)).toBe(spreadCents);
      for (const [index, share] of shares.entries()) {
        const price = lines[index]?.isEligible ? Math.max(0, lines[index].cents) : 0;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(price);
        // No share is a minor unit or more away from its proportion.
        if (total > 0) expect(Math.abs(share - (spreadCents * price) / total)).toBeLessThan(1);
      }
    }),
  );
});

test("[X3] in whatever order the lines are, the same is spread over them", () => {
  const shuffled = baskets.chain((lines) =>
    fc.tuple(
      fc.constant(lines),
      fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, amounts, ([lines, others], amount) => {
      const [one, other] = [lines, others].map((each) => spreadOverLines(each, cents(amount)));
      expect(one?.spreadCents).toBe(other?.spreadCents);
      expect(eligibleCents(lines)).toBe(eligibleCents(others));
      const total = (each: typeof one) => sumCents(each?.shares ?? []);
      expect(total(one)).toBe(total(other));
    }),
  );
});
