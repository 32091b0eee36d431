import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { pointDefinition } from "#shared/testing/build.ts";
import { pointsFor, pointsToCents, pointsToCover } from "./point.ts";

const definition = fc
  .record({
    earnRateMicro: fc.integer({ min: 0, max: 10_000_000 }),
    exchangeMilliCents: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(pointDefinition);
const amount = fc.integer({ min: 0, max: 100_000_000 }).map(cents);

test("[P1] points are the amount times the rate, rounded towards zero", () => {
  const of = (amountCents: number, earnRateMicro: number) =>
    pointsFor(cents(amountCents), pointDefinition({ earnRateMicro }));
  expect([of(1_999, 10_000), of(1_999, 15_000), of(99, 10_000), of(5_000, 0)]).toEqual([
    19, 29, 0, 0,
  ]);
  expect([of(-1_999, 10_000), of(-99, 10_000)]).toEqual([-19, 0]);
  expect(Object.is(of(-99, 10_000), 0)).toBe(true);
});

test("[P1] a full return takes back exactly what the transaction earned", () => {
  fc.assert(
    fc.property(amount, definition, (transaction, by) => {
      expect(
        pointsFor(cents(transaction === 0 ? 0 : -transaction), by) + pointsFor(transaction, by),
      ).toBe(0);
    }),
  );
});

test("[P2] the value of points is their total times the exchange rate, rounded down to a cent", () => {
  const of = (points: number, exchangeMilliCents: number) =>
    pointsToCents(points, pointDefinition({ exchangeMilliCents }));
  expect([of(100, 1_000), of(3, 333), of(4, 333), of(1_000_000, 0)]).toEqual([100, 0, 1, 0]);
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
      expect(points === 0 || pointsToCents(points - 1, by) < wanted).toBe(true);
    }),
  );
});

test("worthless points cover nothing", () => {
  expect(pointsToCover(cents(500), pointDefinition({ exchangeMilliCents: 0 }))).toBe(0);
});
