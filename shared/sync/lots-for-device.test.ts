import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { isSpendable, type Lot } from "#shared/ledger/lot.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
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
import { lotsForDevice, sendAgainAt } from "./lots-for-device.ts";

const POINTS = [pointDefinition(), pointDefinition({ id: definitionIdSchema.parse(21) })] as const;
const OFFLINE_MS = 3 * DAY_MS;
const hours = (n: number): Instant => addMs(NOW, n * 3_600_000);

/** Points that begin and end at any time near and far, and some rewards. */
const lotsArb = fc
  .array(
    fc.record({
      what: fc.nat(4),
      begins: fc.integer({ min: -300, max: 24 * 20 }),
      lasts: fc.option(fc.integer({ min: 1, max: 24 * 500 }), { freq: 3 }),
      remaining: fc.integer({ min: 1, max: 5000 }),
    }),
    { minLength: 10, maxLength: 80 },
  )
  .map((drawn) =>
    drawn.map(({ what, begins, lasts, remaining }, n) => {
      const activeAt = hours(begins);
      const expiresAt = lasts === null ? null : hours(begins + lasts);
      const more = { activeAt, issuedAt: addMs(activeAt, -DAY_MS), expiresAt };
      if (what === 0) return lot(n, remaining, more);
      return pointLot(n, remaining, POINTS[what % 2], more);
    }),
  );

const spendable = (lots: readonly Lot[], at: Instant) => {
  const held: Record<string, number> = {};
  for (const { unit, definitionId, remaining } of lots.filter((each) => isSpendable(each, at))) {
    const key = `${unit} ${definitionId}`;
    held[key] = (held[key] ?? 0) + remaining;
  }
  return held;
};

test("[S23] until it is sent again and three days longer, a device decides as the server would", () => {
  const by = programme(...POINTS);
  const arbs = [lotsArb, fc.integer({ min: 0, max: 24 * 60 }), fc.nat(3000)] as const;
  fc.assert(
    fc.property(...arbs, (lots, laterBy, amountCents) => {
      const held = lotsForDevice(lots, NOW);
      const again = sendAgainAt(lots, NOW);
      const last = again === null ? null : addMs(again, OFFLINE_MS);
      const at = hours(laterBy);
      if (last !== null && at >= last) return;
      expect(spendable(held, at)).toEqual(spendable(lots, at));
      const decide = (each: readonly Lot[]) => {
        const request = redeemRequest(amountCents + 1, { occurredAt: at });
        const decided = decideRedeem(account(each), by, request);
        return decided.ok ? { ...decided.value, plan: decided.value.plan.plannedCents } : decided;
      };
      expect(decide(held)).toEqual(decide(lots));
    }),
    { numRuns: casesOf(500) },
  );
});

test("[S23] nothing needs to be sent earlier than was said before, and at most daily", () => {
  fc.assert(
    fc.property(lotsArb, fc.integer({ min: 0, max: 24 * 60 }), (lots, laterBy) => {
      const first = sendAgainAt(lots, NOW);
      const at = hours(laterBy);
      const later = sendAgainAt(lots, at);
      if (first !== null) expect(first).toBeGreaterThan(addMs(NOW, DAY_MS));
      expect(later ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
        first ?? Number.POSITIVE_INFINITY,
      );
    }),
    { numRuns: casesOf(500) },
  );
});

test("[S23] a device never holds more than there is, at any time", () => {
  fc.assert(
    fc.property(lotsArb, fc.integer({ min: 0, max: 24 * 600 }), (lots, laterBy) => {
      const at = hours(laterBy);
      const real = spendable(lots, at);
      for (const [key, amount] of Object.entries(spendable(lotsForDevice(lots, NOW), at))) {
        expect(amount).toBeLessThanOrEqual(real[key] ?? 0);
      }
    }),
    { numRuns: casesOf(500) },
  );
});

test("[S23] an account of ten years is small, and one with few lots is sent as it is", () => {
  const daily = Array.from({ length: 730 }, (_, n) =>
    pointLot(n, 123_456, POINTS[0], {
      issuedAt: hours(-24 * n),
      activeAt: hours(-24 * n + 14 * 24),
      expiresAt: hours(24 * (744 - n)),
    }),
  );
  expect(JSON.stringify(lotsForDevice(daily, NOW)).length).toBeLessThan(7500);
  const few = daily.slice(0, 16);
  expect(lotsForDevice(few, NOW)).toEqual(few);
  expect(sendAgainAt(few, NOW)).toBeNull();
});
