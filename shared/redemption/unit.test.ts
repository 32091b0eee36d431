import { expect, test } from "vitest";
import { CREDIT_DEFAULTS, creditDefinitionSchema } from "#shared/incentive/credits/credit.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import {
  benefitDefinition,
  lot,
  pointDefinition,
  pointLot,
  programme,
  rewardDefinition,
} from "#shared/testing/build.ts";
import { strategySchema } from "./policy.ts";
import { holdingOf, isDiscount, lotsSpentBy, lotWorth, UNITS } from "./unit.ts";

const half = pointDefinition({ exchangeMilliCents: 50_000 });
const third = pointDefinition({ exchangeMilliCents: 33_300, id: definitionIdSchema.parse(2) });
const by = programme(half, third);

test("[P2] points are worth what their own definition says, and nothing where it isn't known", () => {
  expect(UNITS.point.worth(10, third.id, by)).toBe(3);
  expect(UNITS.point.worth(10, half.id, by)).toBe(5);
  expect(UNITS.point.worth(10, definitionIdSchema.parse(3), by)).toBe(0);
  expect(UNITS.point.worth(10, null, by)).toBe(0);
  expect(UNITS.point.worth(10, half.id, null)).toBe(0);
});

test("rewards are worth their cents, whether the programme is known or not", () => {
  expect(UNITS.reward.worth(10, null, null)).toBe(10);
  expect(lotWorth(lot(1, 7), null)).toBe(7);
  expect(lotWorth(pointLot(1, 7, half), by)).toBe(3);
});

test("[R7] each strategy draws the lots of its own unit, in the order given", () => {
  const lots = [pointLot(2, 5), lot(3, 5), pointLot(1, 5), lot(4, 5)];
  expect(lotsSpentBy("points", lots)).toEqual([lots[0], lots[2]]);
  expect(lotsSpentBy("rewards", lots)).toEqual([lots[1], lots[3]]);
});

test("[P2] what is held is rounded once for each definition, and other units don't count", () => {
  const lots = [
    pointLot(1, 1, half),
    pointLot(2, 1, half),
    pointLot(3, 2, third),
    pointLot(4, 2, third),
    lot(5, 900),
  ];
  const held = lots.map((each) => ({ ...each, isPending: false }));
  const later = { ...pointLot(6, 7, half), isPending: true };
  expect(holdingOf([...held, later], "point", by)).toEqual({
    amount: 6,
    worthCents: 2,
    pending: 7,
  });
  expect(holdingOf(held, "reward", by)).toEqual({ amount: 900, worthCents: 900, pending: 0 });
});

test("[P2] every unit but points is worth its own cents, and a benefit nothing", () => {
  expect(UNITS.credit.worth(10, null, null)).toBe(10);
  expect(UNITS.benefit.worth(10, null, by)).toBe(0);
});

test("[R7] rewards and points are discounts, and credit isn't", () => {
  expect(strategySchema.options.filter(isDiscount)).toEqual(["rewards", "points"]);
});

// The one that is meant is the second of its kind.
const other = definitionIdSchema.parse(51);
const meant = definitionIdSchema.parse(52);
const credit = creditDefinitionSchema.parse({
  ...CREDIT_DEFAULTS,
  id: meant,
  kind: "credit",
  version: 1,
  name: "Store credit",
  handle: "credit",
  creditType: "store_credit",
  valueCents: 0,
  period: 12,
  periodType: "months",
});
const lasting = {
  ...by,
  definitions: {
    ...by.definitions,
    reward: [rewardDefinition({ id: other }), rewardDefinition({ id: meant, period: 5 })],
    point: [
      pointDefinition({ id: other }),
      pointDefinition({ id: meant, expiryPeriod: 2, expiryPeriodType: "years" }),
    ],
    credit: [{ ...credit, id: other, period: 1 }, credit],
    benefit: [benefitDefinition({ id: other }), benefitDefinition({ id: meant, period: 7 })],
  },
};

test.for<[Unit, object]>([
  ["reward", { period: 5, periodType: "days", absoluteExpiry: null }],
  ["point", { period: 2, periodType: "years", absoluteExpiry: null }],
  ["credit", { period: 12, periodType: "months", absoluteExpiry: null }],
  ["benefit", { period: 7, periodType: "days", absoluteExpiry: null }],
])("[B3] a new %s lasts as its own definition says", ([unit, lifetime]) => {
  expect(UNITS[unit].lifetime(meant, lasting)).toMatchObject(lifetime);
  expect(UNITS[unit].lifetime(definitionIdSchema.parse(53), lasting)).toBeNull();
  expect(UNITS[unit].lifetime(null, lasting)).toBeNull();
  expect(UNITS[unit].definitionsIn(lasting).map(({ id }) => id)).toEqual([other, meant]);
});
