import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { account, lot, NOW } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import {
  liveAtTill,
  TILL_BENEFIT,
  TILL_POINTS,
  type TillStep,
  tillProgramme,
} from "#shared/testing/till-and-server.ts";

const HOUR_MS = 3_600_000;

type Kind = "reward" | "credit" | "benefit" | "first" | "second";

/** Lots that begin and end near and far: from 17 on, some points are held together. */
const lotsOf = (kinds: readonly Kind[], maxLength: number) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        beginsH: fc.oneof(fc.integer({ min: -300, max: -25 }), fc.integer({ min: -24, max: 200 })),
        lastsH: fc.option(
          fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 24 * 300 })),
          { freq: 3 },
        ),
        remaining: fc.integer({ min: 1, max: 3_000 }),
      }),
      { maxLength, size: "max" },
    )
    .map((drawn) =>
      drawn.map(({ kind, beginsH, lastsH, remaining }, n) => {
        const activeAt = addMs(NOW, beginsH * HOUR_MS);
        const expiresAt = lastsH === null ? null : addMs(activeAt, lastsH * HOUR_MS);
        const issuedAt = addMs(activeAt, -DAY_MS);
        return lot(n, remaining, { activeAt, issuedAt, expiresAt, ...LOTS[kind] });
      }),
    );

const [FIRST, SECOND] = TILL_POINTS;
const LOTS: Readonly<Record<Kind, Partial<Lot>>> = {
  reward: {},
  credit: { unit: "credit" },
  benefit: { unit: "benefit", definitionId: TILL_BENEFIT, remaining: 2 },
  first: { unit: "point", definitionId: FIRST },
  second: { unit: "point", definitionId: SECOND },
};

const anyWorth = fc.record({
  exchangeMilliCents: fc.constantFrom(700, 33_300, 100_000, 250_100),
  decimals: fc.constantFrom(0, 1, 2),
});
const WHOLE_CENTS = { exchangeMilliCents: 100_000, decimals: 2 } as const;

/**
 * What an account holds, with what its points are worth. If it holds more of two definitions than
 * are sent one by one, only the server says which paid ([S23]), so they are worth the same.
 */
const accounts = fc.oneof(
  fc.tuple(lotsOf(["reward", "credit", "benefit", "first", "first"], 50), fc.tuple(anyWorth)),
  fc.tuple(lotsOf(["reward", "credit", "first", "second"], 16), fc.tuple(anyWorth, anyWorth)),
  fc.tuple(
    lotsOf(["reward", "credit", "first", "second"], 50),
    fc.constant([WHOLE_CENTS, WHOLE_CENTS]),
  ),
);

const steps: fc.Arbitrary<readonly TillStep[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        does: fc.constant("redeem" as const),
        isOnline: fc.boolean(),
        amountCents: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9_000 })),
        // The screen never draws discounts and credit together.
        strategies: fc.constantFrom(
          ["rewards", "points"] as const,
          ["points", "rewards"] as const,
          ["rewards"] as const,
          ["points"] as const,
          ["credits"] as const,
        ),
        basketCents: fc.option(fc.integer({ min: 0, max: 12_000 }), { freq: 3 }),
        receiptRef: fc.constantFrom(null, "R1", "R2"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("wait" as const),
        ms: fc.oneof(
          fc.integer({ min: 1, max: 600_000 }),
          fc.integer({ min: 1, max: 40 * HOUR_MS }),
        ),
      }),
    },
    fc.record({ does: fc.constant("use" as const), n: fc.nat(9) }),
    fc.record({ does: fc.constant("push" as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ does: fc.constant("pull" as const) }),
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant("freeze" as const),
        isFrozen: fc.constantFrom(true, false, false),
      }),
    },
  ),
  { minLength: 2, maxLength: 14 },
);

const limits = fc.record({
  minBasketCents: fc.constantFrom(0, 0, 0, 500).map(cents),
  maxSharePercent: fc.constantFrom(100, 100, 100, 50),
  maxPerSaleCents: fc.option(fc.integer({ min: 0, max: 3_000 }).map(cents), { freq: 2 }),
});

test("[S6] [S23] [Z3] [K5] a till decides on every account and basket as the server will, with its own acts on top", () => {
  const benefitEnds = fc.option(fc.integer({ min: 1, max: 300 }), { freq: 2 });
  fc.assert(
    fc.property(accounts, limits, benefitEnds, steps, ([lots, points], most, endsH, lived) => {
      const endAt = endsH === null ? null : addMs(NOW, endsH * HOUR_MS);
      const programme = tillProgramme(points, most, endAt);
      const { answers, verdicts } = liveAtTill(account(lots), programme, lived);
      for (const { device, server } of answers) expect(device).toEqual(server);
      for (const { status } of verdicts) expect(status).toBe("accepted");
    }),
    { numRuns: casesOf(300) },
  );
});
