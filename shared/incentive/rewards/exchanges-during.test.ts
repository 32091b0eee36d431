import fc from "fast-check";
import { expect, test } from "vitest";
import { lotIdSchema } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { LotEntry } from "#shared/ledger/lot.ts";
import { DAY_MS, MELBOURNE, NOW, pointDefinition } from "#shared/testing/build.ts";
import { exchangesDuring } from "./exchanges-during.ts";

const { id: definitionId } = pointDefinition();
const on = (day: number): Instant => addMs(NOW, day * DAY_MS);

/** What happened to a lot on a day, of which 0 is the first of the span. */
const entry = (day: number, lot: string, amount: number, more: Partial<LotEntry> = {}) =>
  ({
    ...{ lotId: lotIdSchema.parse(lot), unit: "point", definitionId, definitionVersion: 1 },
    ...{ kind: amount > 0 ? "issue" : "return", amount, timezone: MELBOURNE },
    ...{ activeAt: null, expiresAt: null, occurredAt: on(day) },
    ...more,
  }) satisfies LotEntry;

const span = { price: 100, from: NOW, until: on(10), mayAt: () => true, max: Infinity };
const A = "0190c000-0000-7000-8000-00000000000a:0";
const B = "0190c000-0000-7000-8000-00000000000b:0";
const C = "0190c000-0000-7000-8000-00000000000c:0";

test.for<[string, readonly LotEntry[], number]>([
  ["nothing", [], 0],
  ["a point too few", [entry(1, A, 99)], 0],
  ["enough for two and a half", [entry(1, A, 250)], 2],
  ["some before and some in it", [entry(-5, A, 60), entry(3, B, 40)], 1],
  ["enough only once it is over", [entry(1, A, 60), entry(10, B, 40)], 0],
  ["pending points until it is over", [entry(1, A, 100, { activeAt: on(10) })], 0],
  ["points that become active in it", [entry(1, A, 100, { activeAt: on(9) })], 1],
  [
    "points that expire before the others",
    [entry(1, A, 60, { expiresAt: on(2) }), entry(3, B, 60)],
    0,
  ],
  [
    "points that expired and were extended",
    [
      entry(-3, A, 60, { expiresAt: on(-2) }),
      entry(-1, A, -60, { kind: "expire" }),
      entry(1, A, 0, { kind: "extend", expiresAt: on(9) }),
      entry(1, A, 60, { kind: "adjust" }),
      entry(3, B, 60),
    ],
    1,
  ],
  ["points of the first moment", [entry(0, A, 100)], 1],
  [
    "points from before, of which some are gone at the first moment",
    [entry(-2, A, 100), entry(0, A, -1)],
    0,
  ],
  [
    "points that were only there before the span",
    [entry(-2, A, 100, { expiresAt: addMs(NOW, -1_000) })],
    0,
  ],
  ["points in the last second before they expire", [entry(-2, A, 100, { expiresAt: NOW })], 1],
  [
    "an expiry recorded after some were spent: it takes what is left",
    [
      entry(0, A, 150, { expiresAt: on(2) }),
      entry(3, A, -150, { kind: "expire" }),
      entry(4, B, 99),
    ],
    1,
  ],
  [
    "points that expired, of which more came back than were left: others lack as much",
    [
      entry(0, A, 150, { expiresAt: on(2) }),
      entry(1, A, -100),
      entry(3, A, -50, { kind: "expire" }),
      entry(4, B, 149),
    ],
    1,
  ],
  [
    "the same, and of the others a point more",
    [
      entry(0, A, 150, { expiresAt: on(2) }),
      entry(1, A, -100),
      entry(3, A, -50, { kind: "expire" }),
      entry(4, B, 150),
    ],
    2,
  ],
  [
    "an expiry recorded before its points, which have expired then",
    [entry(1, A, -60, { kind: "expire" }), entry(2, A, 160)],
    1,
  ],
  [
    "nothing but an expiry of points that were never there, and enough of others",
    [entry(1, A, -60, { kind: "expire" }), entry(2, B, 100)],
    1,
  ],
  [
    "a return of points that were never there, which others are short of",
    [entry(1, A, -1), entry(2, B, 100)],
    0,
  ],
  [
    "two returns recorded before their sale",
    [entry(1, A, -30), entry(2, A, -30), entry(3, A, 159)],
    0,
  ],
  [
    "a return that is taken off its sale only once",
    [entry(1, A, -30), entry(2, A, 130), entry(3, B, 100)],
    2,
  ],
  [
    "an extension recorded before its points, which are pending until it is over",
    [entry(1, A, 0, { kind: "extend", expiresAt: on(9) }), entry(2, A, 100, { activeAt: on(10) })],
    0,
  ],
  ["points recorded out of order", [entry(3, B, 40), entry(1, A, 100, { expiresAt: on(2) })], 1],
  [
    "points that expired and were extended, which are there once",
    [
      entry(-3, A, 60, { expiresAt: on(-2) }),
      entry(-1, A, -60, { kind: "expire" }),
      entry(1, A, 0, { kind: "extend", expiresAt: on(9) }),
      entry(1, A, 60, { kind: "adjust" }),
    ],
    0,
  ],
  [
    "one that takes a part of a second lot, and leaves the rest",
    [entry(1, A, 60), entry(1, B, 60), entry(2, C, 80)],
    2,
  ],
  [
    "one at a time, though points are recorded before they are active",
    [entry(1, A, 50), entry(1, B, 100, { activeAt: on(5) }), entry(2, C, 50, { expiresAt: on(3) })],
    2,
  ],
  ["points of which some came back in time", [entry(-2, A, 120), entry(-1, A, -30)], 0],
  [
    "points that came back once they were spent",
    [entry(1, A, 100), entry(2, A, -100), entry(3, B, 150)],
    1,
  ],
  ["a return recorded before its sale", [entry(1, A, -30), entry(2, A, 120)], 0],
  [
    "points that were joined when they had been spent",
    [
      entry(1, A, 100),
      entry(2, A, -100, { kind: "join" }),
      entry(2, B, 100, { kind: "join", activeAt: on(-40) }),
    ],
    1,
  ],
])("[W13] with %s", ([, entries, times]) => {
  expect(exchangesDuring(entries, span)).toBe(times);
});

test("[W13] never more often than a limit, nor when the reward isn't for the profile", () => {
  const rich = [entry(-1, A, 1_000), entry(4, B, 1_000)];
  expect(exchangesDuring(rich, { ...span, max: 3 })).toBe(3);
  expect(exchangesDuring(rich, { ...span, mayAt: () => false })).toBe(0);
  expect(exchangesDuring(rich, { ...span, mayAt: (at) => at >= on(4) })).toBe(20);
});

test("[W13] as often as any choice of days would, if points don't come back", () => {
  const lots = fc.array(
    fc.record({ day: fc.nat(9), amount: fc.integer({ min: 1, max: 300 }), lasts: fc.nat(4) }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(lots, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (issued, days) => {
      const entries = issued.map(({ day, amount, lasts }, index) =>
        entry(day, `0190c000-0000-7000-8000-00000000000${index}:0`, amount, {
          expiresAt: addMs(on(day + lasts), -1000),
        }),
      );
      const chosen = { ...span, mayAt: (at: Instant) => days[(at - NOW) / DAY_MS] ?? false };
      expect(exchangesDuring(entries, chosen)).toBeLessThanOrEqual(exchangesDuring(entries, span));
    }),
  );
});
