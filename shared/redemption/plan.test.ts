import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import {
  account,
  benefitDefinition,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
  redeemRequest,
} from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { naiveRedeem, naiveUses } from "#shared/testing/naive-redemption.ts";
import { decideRedeem } from "./decide.ts";
import { decideBenefitUses } from "./decide-benefit-uses.ts";

const BENEFIT = definitionIdSchema.parse(30);
const FREEZE = { reason: "fraud", since: NOW } as const;
const worths = fc.constantFrom(0, 1, 700, 1_000, 33_300, 100_000, 250_100);
const point = (id: number) =>
  fc
    .record({ exchangeMilliCents: worths, decimals: fc.constantFrom(0, 1, 2) })
    .map((more) => pointDefinition({ ...more, id: definitionIdSchema.parse(id) }));
const someLots = fc.array(
  fc.record({
    kind: fc.constantFrom("reward", "credit", "first", "second", "benefit"),
    remaining: fc.integer({ min: 0, max: 400 }),
    startsS: fc.integer({ min: -3, max: 1 }),
    lastsS: fc.option(fc.integer({ min: -2, max: 3 })),
    ms: fc.constantFrom(0, 1, 999),
  }),
  { maxLength: 9 },
);
const limits = fc.record({
  min: fc.constantFrom(0, 0, 200, 700),
  percent: fc.oneof(fc.constant(100), fc.integer({ min: 0, max: 99 })),
  most: fc.option(fc.integer({ min: 0, max: 600 })),
});
const sales = fc.record({
  basket: fc.option(fc.integer({ min: 0, max: 1_500 }), { freq: 3 }),
  earlier: fc.oneof(
    fc.constant({ discounts: 0, credit: 0 }),
    fc.record({
      discounts: fc.integer({ min: 0, max: 300 }),
      credit: fc.integer({ min: 0, max: 300 }),
    }),
  ),
});
const uses = fc.array(
  fc.record({ n: fc.option(fc.nat(9)), count: fc.integer({ min: 1, max: 300 }) }),
  { maxLength: 3 },
);
const strategies = fc.array(fc.constantFrom("rewards", "points", "credits"), { maxLength: 4 });

test("[R1] to [R5] [R7] [K1] to [K5] [N9] [C1] [P2] [P3] a redemption is what a slow one does a cent and a use at a time", () => {
  fc.assert(
    fc.property(
      fc.tuple(point(1), point(2)),
      someLots,
      strategies,
      fc.integer({ min: -1, max: 1200 }),
      fc.constantFrom("refuse" as const, "partly" as const, "honour" as const),
      fc.tuple(
        limits,
        sales,
        uses,
        fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      ),
      ([first, second], drawn, order, amount, whenShort, [saleLimits, sale, asked, isFrozen]) => {
        const lots = drawn.map(({ kind, remaining, startsS, lastsS, ms }, n) => {
          const more = {
            activeAt: instant(NOW + 1000 * startsS),
            expiresAt: lastsS === null ? null : instant(NOW + 1000 * lastsS - ms),
          };
          if (kind === "first" || kind === "second") {
            return { ...pointLot(n, 1, { first, second }[kind], more), remaining };
          }
          const own = lot(n, 1, more);
          const definitionId = kind === "benefit" ? BENEFIT : own.definitionId;
          return { ...own, unit: kind, definitionId, remaining };
        });
        const freeze = isFrozen ? FREEZE : null;
        const held = { ...account(lots), freeze };
        const both = programme(first, second);
        const by = {
          definitions: { ...both.definitions, benefit: [benefitDefinition({ id: BENEFIT })] },
          policy: {
            ...both.policy,
            saleLimits: {
              minBasketCents: cents(saleLimits.min),
              maxSharePercent: saleLimits.percent,
              maxPerSaleCents: saleLimits.most === null ? null : cents(saleLimits.most),
            },
          },
        };

        const request = {
          ...redeemRequest(amount, { strategies: order, whenShort }),
          basketCents: sale.basket === null ? null : cents(sale.basket),
          earlier: {
            discountCents: cents(sale.earlier.discounts),
            creditCents: cents(sale.earlier.credit),
          },
        };
        const decided = decideRedeem(held, by, request);
        const slow = { amount, strategies: order, at: NOW, whenShort, isFrozen, ...sale };
        expect(
          decided.ok
            ? {
                draws: decided.value.plan.parts.map((part) => ({
                  ...{ lotId: part.lot.lotId, taken: part.amount, cents: part.valueCents },
                })),
                redeemed: decided.value.redeemedCents,
                short: decided.value.shortfallCents,
              }
            : { reason: decided.error.reason },
        ).toEqual(naiveRedeem(lots, [first, second], { ...slow, limits: saleLimits }));

        const named = asked.map(({ n, count }) => {
          const lotId = n === null ? undefined : lots[n]?.lotId;
          return { ...(lotId ? { lotId } : { definitionId: BENEFIT }), count };
        });
        const used = decideBenefitUses(
          held,
          by,
          named.map(({ count, ...benefit }) => ({ benefit, count })),
          request,
        );
        const counts: Record<string, number> = {};
        for (const draft of used.ok ? used.value : []) {
          counts[draft.lotId] = (counts[draft.lotId] ?? 0) - draft.amount;
        }
        expect(used.ok ? { used: counts } : { refused: used.error.index }).toEqual(
          naiveUses(lots, named, { at: NOW, isFrozen }),
        );
      },
    ),
    { numRuns: casesOf(3000) },
  );
});
