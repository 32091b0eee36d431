import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { pointDefinition, pointsFor } from "#shared/testing/build.ts";
import { pointDefaults, pointStep, pointsToCents, pointsToCover } from "./point.ts";

const definition = fc
  .record({
    earnRateMicro: fc.integer({ min: 0, max: 10_000_000 }),
    exchangeMilliCents: fc.integer({ min: 1, max: 100_000_000 }),
    decimals: fc.integer({ min: 0, max: 2 }),
  })
  .map(pointDefinition);
const amount = fc.integer({ min: 0, max: 100_000_000 }).map(cents);

test("[P1] points are the amount times the rate, rounded towards zero", () => {
  const earned = (amountCents: number, earnRateMicro: number) =>
    pointsFor(amountCents, pointDefinition({ earnRateMicro }));
  expect([earned(1_999, 100), earned(1_999, 150), earned(99, 100), earned(5_000, 0)]).toEqual([
    19, 29, 0, 0,
  ]);
  expect([earned(-1_999, 100), earned(-99, 100)]).toEqual([-19, 0]);
  expect(Object.is(earned(-99, 100), 0)).toBe(true);
});

test("[P1] a full return takes back exactly what the transaction earned", () => {
  fc.assert(
    fc.property(amount, definition, (transaction, by) => {
      expect(pointsFor(-transaction, by) + pointsFor(transaction, by)).toBe(0);
    }),
  );
});

test("[P2] the value of points is their total times the exchange rate, rounded down to a cent", () => {
  const worth = (points: number, exchangeMilliCents: number) =>
    pointsToCents(points, pointDefinition({ exchangeMilliCents }));
  expect([worth(100, 100_000), worth(3, 33_300), worth(4, 33_300), worth(1_000_000, 0)]).toEqual([
    100, 0, 1, 0,
  ]);
});

test("[P2] lots are never worth less together than one by one", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { maxLength: 20 }), definition, (lots, by) => {
      const apart = lots.reduce((sum, points) => sum + pointsToCents(points, by), 0);
      const together = pointsToCents(
        lots.reduce((sum, points) => sum + points, 0),
        by,
      );
      expect(together).toBeGreaterThanOrEqual(apart);
      expect(together - apart).toBeLessThanOrEqual(lots.length);
    }),
  );
});

test("[P3] the fewest points that are worth at least the amount", () => {
  fc.assert(
    fc.property(amount, definition, (wanted, by) => {
      const points = pointsToCover(wanted, by);
      expect(pointsToCents(points, by)).toBeGreaterThanOrEqual(wanted);
      const fewer = points - pointStep(by);
      expect(points === 0 || pointsToCents(fewer, by) < wanted).toBe(true);
      expect(points % pointStep(by)).toBe(0);
    }),
  );
});

test("worthless points cover nothing", () => {
  expect(pointsToCover(cents(500), pointDefinition({ exchangeMilliCents: 0 }))).toBe(0);
});

test("[P1] points have as many decimals as their definition says", () => {
  const earned = (decimals: number, amountCents: number) =>
    pointsFor(amountCents, pointDefinition({ decimals, earnRateMicro: 10_000 }));
  expect([0, 1, 2].map((decimals) => earned(decimals, 1_099))).toEqual([1_000, 1_090, 1_099]);
  expect([0, 1, 2].map((decimals) => earned(decimals, -1_099))).toEqual([-1_000, -1_090, -1_099]);
});

test("[P1] [P2] the largest figures are exact", () => {
  const by = pointDefinition({ earnRateMicro: 999_999_999, exchangeMilliCents: 999_999_999 });
  expect(pointsFor(999_999_999, by)).toBe(99_999_999_800_000);
  expect(pointsToCents(99_999_999, by)).toBe(999_999_989_000);
});

test.for([
  [0, 1],
  [2, 100],
  [3, 1000],
] as const)(
  "points are one per major unit and worth a hundredth of it: %i digits",
  ([digits, major]) => {
    const by = pointDefinition(pointDefaults({ digits }));
    expect(pointsFor(major, by)).toBe(100);
    expect(pointsToCents(10_000, by)).toBe(major);
  },
);
