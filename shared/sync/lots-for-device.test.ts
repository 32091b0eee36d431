import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
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
import { sentLots } from "./sent-lots.ts";

const POINTS = [pointDefinition(), pointDefinition({ id: definitionIdSchema.parse(21) })] as const;
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
      const last = again === null ? null : addMs(again, EXACT_WITHOUT_CONTACT_MS);
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
  expect(JSON.stringify(sentLots(lotsForDevice(daily, NOW))).length).toBeLessThan(3500);
  const few = daily.slice(0, 16);
  expect(lotsForDevice(few, NOW)).toEqual(few);
  expect(sendAgainAt(few, NOW)).toBeNull();
});

describe("[S23] of an account with more than 16 lots", () => {
  const [points] = POINTS;
  /** Fifteen rewards, which are never sent together, and two lots of points. */
  const accountWith = (one: Partial<Lot>, two: Partial<Lot>) => [
    ...Array.from({ length: 15 }, (_, n) => lot(n, 1, { expiresAt: addMs(NOW, n + 9 * DAY_MS) })),
    pointLot(20, 10, points, one),
    pointLot(21, 20, points, two),
  ];
  const MONTH_AGO = addMs(NOW, -30 * DAY_MS);
  const days = (n: number, ms = 0): Instant => addMs(NOW, n * DAY_MS + ms);

  // A span of 30 days begins five days from NOW, and one of 90 days with it.
  test.for<readonly [what: string, one: Instant, two: Instant, isTogether: boolean]>([
    ["of one instant soon", days(2), days(2), true],
    ["soon", days(2), days(2, 1), false],
    ["in four days, and later", days(4), days(4, 1), false],
    ["after four days", days(4, 1), days(4, 2), true],
    ["in one month", days(5), days(34), true],
    ["in two months of a quarter", days(34), days(36), false],
    ["180 days ahead, and later", days(180), days(180, 1), false],
    ["further ahead, in one quarter", days(185), days(270), true],
    ["further ahead, in two quarters", days(270), days(275), false],
  ])("points that expire or begin %s", ([, one, two, isTogether]) => {
    const ends = accountWith({ expiresAt: one }, { expiresAt: two });
    expect(lotsForDevice(ends, NOW)).toHaveLength(isTogether ? 16 : 17);
    const begins = accountWith({ activeAt: one }, { activeAt: two });
    expect(lotsForDevice(begins, NOW)).toHaveLength(isTogether ? 16 : 17);
  });

  test("what comes soon isn't sent with a whole month, though that begins then", () => {
    const at = instant(20_518 * DAY_MS);
    const [first, inMonth] = [instant(20_520 * DAY_MS), instant(20_530 * DAY_MS)];
    expect(
      lotsForDevice(accountWith({ expiresAt: first }, { expiresAt: inMonth }), at),
    ).toHaveLength(17);
  });

  test("points are together once they have been active for a day", () => {
    const held = (activeAt: Instant) =>
      lotsForDevice(accountWith({ activeAt }, { activeAt: MONTH_AGO }), NOW).length;
    expect(held(days(-1))).toBe(16);
    expect(held(days(-1, 1))).toBe(17);
  });

  test("together, they expire with the first and begin with the last; active ones with the first", () => {
    const one = { activeAt: days(6), expiresAt: days(300), issuedAt: days(-2), initial: 15 };
    const two = { activeAt: days(8), expiresAt: days(301), issuedAt: days(-3), initial: 25 };
    const lots = accountWith(one, two);
    expect(lotsForDevice(lots, NOW).slice(15)).toEqual([
      {
        ...pointLot(20, 30, points, one),
        ...{ activeAt: days(8), issuedAt: days(-3), initial: 40 },
      },
    ]);
    const active = accountWith(
      { ...one, activeAt: days(-2) },
      { ...two, activeAt: days(-3), expiresAt: days(301) },
    );
    expect(lotsForDevice(active, NOW).slice(15)).toMatchObject([
      { activeAt: days(-3), expiresAt: days(300), initial: 40, remaining: 30 },
    ]);
  });

  test.for<readonly [what: string, one: Partial<Lot>, two: Partial<Lot>, again: Instant | null]>([
    ["ends of one month", { expiresAt: days(34) }, { expiresAt: days(5) }, days(2)],
    ["beginnings of one month", { activeAt: days(6) }, { activeAt: days(34) }, days(3)],
    ["one instant", { expiresAt: days(5) }, { expiresAt: days(5) }, null],
    ["two months", { expiresAt: days(34) }, { expiresAt: days(36) }, null],
    ["an end in the month of a beginning", { expiresAt: days(20) }, { activeAt: days(9) }, null],
    ["no end", {}, {}, null],
    ["ends four days ahead, and later", { expiresAt: days(4) }, { expiresAt: days(4, 1) }, null],
  ])("is sent again three days before the first of %s", ([, one, two, again]) => {
    expect(sendAgainAt(accountWith(one, two), NOW)).toBe(again);
  });

  test("rewards are sent one by one, and not again", () => {
    const rewards = Array.from({ length: 17 }, (_, n) => lot(n, 1, { expiresAt: days(6 + n) }));
    expect(lotsForDevice(rewards, NOW)).toEqual(rewards);
    expect(sendAgainAt(rewards, NOW)).toBeNull();
  });
});
