import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { lot, NOW, pointDefinition, pointLot } from "#shared/testing/build.ts";
import { lotsOfSent, sentLots, sentLotsSchema } from "./sent-lots.ts";

const points = pointDefinition();

const parsed = (lots: readonly Lot[]): readonly Lot[] =>
  lotsOfSent(sentLotsSchema.parse(JSON.parse(JSON.stringify(sentLots(lots)))));

test("[S23] lots arrive as they were, whether some were issued alike or none", () => {
  const lotArb = fc.record({
    isReward: fc.boolean(),
    version: fc.integer({ min: 1, max: 2 }),
    initial: fc.integer({ min: 1, max: 3 }),
    expires: fc.option(fc.nat(1e9)),
  });
  fc.assert(
    fc.property(fc.array(lotArb), (drawn) => {
      const lots = drawn.map(({ isReward, version, initial, expires }, n) => {
        const expiresAt = expires === null ? null : addMs(NOW, expires);
        const more = { definitionVersion: version, initial, expiresAt };
        return isReward ? lot(n, 2, more) : pointLot(n, 2, points, more);
      });
      expect(parsed(lots)).toEqual(lots);
    }),
  );
});

test("[S23] what lots have in common is sent once, and a lot alone is sent as it is", () => {
  const few = [lot(1, 500), pointLot(2, 300, points), pointLot(3, 200, points, { initial: 900 })];
  const [reward, alike] = sentLots(few);
  expect(reward).toEqual(few[0]);
  expect(alike).toMatchObject({ unit: "point", rows: [{ length: 5 }, { length: 6 }] });
  expect(sentLotsSchema.parse(few)).toEqual(few);
});
