import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import {
  account,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
  redeemRequest,
} from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { naivePlan } from "#shared/testing/naive-redemption.ts";
import { decideRedeem } from "./decide.ts";
import { planRedemption } from "./plan.ts";

const worths = fc.constantFrom(0, 1, 700, 1_000, 33_300, 100_000, 250_100);
const point = (id: number) =>
  fc
    .record({ exchangeMilliCents: worths, decimals: fc.constantFrom(0, 1, 2) })
    .map((more) => pointDefinition({ ...more, id: definitionIdSchema.parse(id) }));
const someLots = fc.array(
  fc.record({
    kind: fc.constantFrom("reward", "credit", "first", "second"),
    remaining: fc.integer({ min: 0, max: 400 }),
    startsS: fc.integer({ min: -3, max: 1 }),
    lastsS: fc.option(fc.integer({ min: -2, max: 3 })),
    ms: fc.constantFrom(0, 1, 999),
  }),
  { maxLength: 9 },
);
const strategies = fc.array(fc.constantFrom("rewards", "points", "credits"), { maxLength: 4 });

test("[R1] [R2] [R3] [R4] [R7] [C1] [P2] [P3] the plan is what a slow one takes a cent at a time", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.tuple(point(1), point(2)),
      someLots,
      strategies,
      fc.integer({ min: 1, max: 1200 }),
      fc.constantFrom("refuse" as const, "partly" as const, "honour" as const),
      ([first, second], drawn, order, amount, whenShort) => {
        const lots = drawn.map(({ kind, remaining, startsS, lastsS, ms }, n) => {
          const more = {
            activeAt: instant(NOW + 1000 * startsS),
            expiresAt: lastsS === null ? null : instant(NOW + 1000 * lastsS - ms),
          };
          return kind === "reward" || kind === "credit"
            ? { ...lot(n, 1, more), unit: kind, remaining }
            : { ...pointLot(n, 1, kind === "first" ? first : second, more), remaining };
        });
        const held = account(lots);
        const both = programme(first, second);
        const naive = naivePlan(lots, [first, second], { amount, strategies: order, at: NOW });
        const plan = planRedemption(held, both, {
          ...{ amountCents: cents(amount), strategies: order, at: NOW },
        });
        expect(
          plan.parts.map((part) => ({
            ...{ lotId: part.lot.lotId, taken: part.amount, cents: part.valueCents },
          })),
        ).toEqual(naive);
        const paid = naive.reduce((sum, draw) => sum + draw.cents, 0);
        expect(plan).toMatchObject({ plannedCents: paid, unpaidCents: amount - paid });

        const request = { ...redeemRequest(cents(amount)), strategies: order, whenShort };
        const decided = decideRedeem(held, both, { ...request, occurredAt: NOW });
        const redeemed = {
          refuse: paid === amount ? paid : null,
          partly: paid > 0 ? paid : null,
          honour: amount,
        }[whenShort];
        expect(decided.ok ? decided.value.redeemedCents : null).toBe(redeemed);
        if (decided.ok) expect(decided.value.shortfallCents).toBe((redeemed ?? 0) - paid);
      },
    ),
    { numRuns: casesOf(3000) },
  );
});
