import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
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

/** Points that begin and end near and far, enough for some to be sent together, and the others. */
const lots = fc
  .array(
    fc.record({
      what: fc.constantFrom("reward", "credit", "benefit", "first", "first", "second"),
      beginsH: fc.oneof(fc.integer({ min: -300, max: -25 }), fc.integer({ min: -24, max: 200 })),
      lastsH: fc.option(
        fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 24 * 300 })),
        { freq: 3 },
      ),
      remaining: fc.integer({ min: 1, max: 3_000 }),
    }),
    { maxLength: 50, size: "max" },
  )
  .map((drawn) =>
    drawn.map(({ what, beginsH, lastsH, remaining }, n) => {
      const activeAt = addMs(NOW, beginsH * HOUR_MS);
      const expiresAt = lastsH === null ? null : addMs(activeAt, lastsH * HOUR_MS);
      const [first, second] = TILL_POINTS;
      const own = lot(n, remaining, { activeAt, issuedAt: addMs(activeAt, -DAY_MS), expiresAt });
      if (what === "first") return { ...own, unit: "point" as const, definitionId: first ?? null };
      if (what === "second")
        return { ...own, unit: "point" as const, definitionId: second ?? null };
      if (what === "reward") return own;
      const uses =
        what === "benefit" ? { definitionId: TILL_BENEFIT, remaining: (remaining % 3) + 1 } : {};
      return { ...own, unit: what, ...uses };
    }),
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

const programmes = fc
  .record({
    points: fc.array(
      fc.record({
        exchangeMilliCents: fc.constantFrom(700, 33_300, 100_000, 250_100),
        decimals: fc.constantFrom(0, 1, 2),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    minBasket: fc.constantFrom(0, 0, 0, 500),
    percent: fc.constantFrom(100, 100, 100, 50),
    most: fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 2 }),
    endsH: fc.option(fc.integer({ min: 1, max: 300 }), { freq: 2 }),
  })
  .map(({ points, minBasket, percent, most, endsH }) =>
    tillProgramme(
      points,
      {
        minBasketCents: cents(minBasket),
        maxSharePercent: percent,
        maxPerSaleCents: most === null ? null : cents(most),
      },
      endsH === null ? null : addMs(NOW, endsH * HOUR_MS),
    ),
  );

test("[S6] [S23] [Z3] [K5] a till decides on every account and basket as the server will, with its own acts on top", () => {
  fc.assert(
    fc.property(lots, programmes, steps, (held, programme, lived) => {
      const { answers, verdicts } = liveAtTill(account(held), programme, lived);
      for (const { device, server } of answers) expect(device).toEqual(server);
      for (const { status } of verdicts) expect(status).toBe("accepted");
    }),
    { numRuns: casesOf(300) },
  );
});
