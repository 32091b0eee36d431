import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { DAY_MS, lot, NOW } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import type { EntryKind } from "./entry.ts";
import {
  compareLots,
  firstExpiry,
  foldLot,
  groupAlike,
  inactiveLots,
  isExpired,
  isSpendable,
  type Lot,
  openLot,
  spendableLots,
} from "./lot.ts";

const anyLot = fc
  .record({
    n: fc.integer({ min: 0, max: 50 }),
    remaining: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000 })),
    issued: fc.integer({ min: -40, max: 5 }),
    lasts: fc.option(fc.integer({ min: -5, max: 60 })),
  })
  .map(({ n, remaining, issued, lasts }) =>
    lot(n, remaining, {
      activeAt: instant(NOW + issued * DAY_MS),
      expiresAt: lasts === null ? null : instant(NOW + lasts * DAY_MS),
    }),
  );
const someLots = fc.uniqueArray(anyLot, { maxLength: 20, selector: ({ lotId }) => lotId });

test("[R3] the lot that expires first comes first, never-expiring last, then the one active earlier, then the lower id", () => {
  const soon = instant(NOW + DAY_MS);
  const early = instant(NOW - 40 * DAY_MS);
  const inOrder = [
    lot(9, 1, { expiresAt: NOW }),
    lot(8, 1, { expiresAt: soon, activeAt: early }),
    lot(3, 1, { expiresAt: soon }),
    lot(4, 1, { expiresAt: soon }),
    lot(7, 1, { activeAt: early }),
    lot(1, 1),
    lot(2, 1),
  ];
  expect(inOrder.toReversed().sort(compareLots)).toEqual(inOrder);
  for (const [index, one] of inOrder.entries()) {
    const signs = inOrder.map((other) => Math.sign(compareLots(one, other)));
    expect(signs).toEqual(inOrder.map((_, other) => Math.sign(index - other)));
  }
});

test("[R3] the order doesn't depend on the order of the input", () => {
  fc.assert(
    fc.property(someLots, fc.infiniteStream(fc.nat()), (lots, random) => {
      const shuffled = lots
        .map((one) => ({ one, key: random.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(spendableLots(shuffled, NOW)).toEqual(spendableLots(lots, NOW));
    }),
  );
});

test("[R2] [L7] a lot can be spent from its issue until its last second", () => {
  const one = lot(1, 5, { activeAt: NOW, expiresAt: instant(NOW + 60_000) });
  const at = (ms: number) => isSpendable(one, instant(NOW + ms));
  expect([at(-1), at(0), at(60_000), at(60_999), at(61_000)]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isSpendable({ ...one, remaining: 0 }, NOW)).toBe(false);
  expect(isExpired(lot(1, 5), instant(NOW + 1e13))).toBe(false);
});

test("[L7] the first expiry is the first moment at which a lot that holds something has expired", () => {
  fc.assert(
    fc.property(someLots, (lots) => {
      const first = firstExpiry(lots);
      const held = lots.filter(({ remaining }) => remaining > 0);
      expect(first !== null).toBe(held.some(({ expiresAt }) => expiresAt !== null));
      const at = first ?? instant(NOW + 1e13);
      expect(held.some((one) => isExpired(one, at))).toBe(first !== null);
      expect(held.some((one) => isExpired(one, instant(at - 1)))).toBe(false);
    }),
  );
});

test("[R2] a lot can be spent if it is active, not expired and not used up", () => {
  fc.assert(
    fc.property(someLots, (lots) => {
      const spendable = spendableLots(lots, NOW);
      for (const one of lots) {
        const canBe =
          one.remaining > 0 &&
          one.activeAt <= NOW &&
          (one.expiresAt === null || NOW < one.expiresAt + 1000);
        expect(spendable.includes(one)).toBe(canBe);
      }
    }),
  );
});

test("[L14] a lot is pending until the instant at which it becomes active, and then spendable", () => {
  const from = instant(NOW + DAY_MS);
  const scheduled = openLot(entry(1, 500, { activeAt: from }));
  expect(scheduled).toMatchObject({ issuedAt: NOW, activeAt: from });
  const now = openLot(entry(2, 500));
  const before = instant(from - 1);
  expect(inactiveLots([now, scheduled], before)).toEqual([scheduled]);
  expect(spendableLots([now, scheduled], before)).toEqual([now]);
  expect(inactiveLots([now, scheduled], from)).toEqual([]);
  expect(spendableLots([now, scheduled], from)).toEqual([now, scheduled]);
});

test("[L14] what is pending comes in the order in which it begins, without what is used up", () => {
  const inDays = (days: number) => instant(NOW + days * DAY_MS);
  const inOrder = [
    lot(9, 1, { activeAt: inDays(1), expiresAt: inDays(90) }),
    lot(8, 1, { activeAt: inDays(2), expiresAt: inDays(30) }),
    lot(3, 1, { activeAt: inDays(2), expiresAt: inDays(60) }),
    lot(1, 1, { activeAt: inDays(3), expiresAt: inDays(20) }),
  ];
  const gone = lot(2, 0, { activeAt: inDays(2) });
  const shuffled = [2, 0, 3, 1].flatMap((index) => inOrder[index] ?? []);
  for (const lots of [inOrder, inOrder.toReversed(), shuffled]) {
    expect(inactiveLots([gone, ...lots], NOW)).toEqual(inOrder);
  }
});

test("[L15] lots that are alike are grouped in order of consumption", () => {
  const soon = instant(NOW + DAY_MS);
  const [a, b, c, d] = [
    lot(1, 1, { expiresAt: soon }),
    lot(2, 1, { expiresAt: soon }),
    lot(3, 1),
    lot(4, 1),
  ];
  expect(groupAlike([d, b, c, a])).toEqual([
    [a, b],
    [c, d],
  ]);
});

describe("[L2] [L3] what was issued of a lot", () => {
  const usedUp = lot(1, 0, { initial: 500 });
  const held = lot(1, 200, { initial: 500 });
  const joined = { ...held, issuedAt: NOW, activeAt: instant(NOW - DAY_MS) };
  const gone = { ...joined, remaining: 0 };

  test.for<readonly [what: string, of: Lot, kind: EntryKind, amount: number, initial: number]>([
    ["an adjustment issues a used-up lot again", usedUp, "adjust", 300, 300],
    ["unless it takes", usedUp, "adjust", -1, 500],
    ["or does nothing", usedUp, "adjust", 0, 500],
    ["one that still holds something isn't issued again", held, "adjust", 300, 500],
    ["what is given back was issued before", usedUp, "reverse", 300, 500],
    ["also of a joined lot", gone, "reverse", 300, 500],
    ["a joined lot gathers", joined, "join", 300, 800],
    ["also with nothing left", gone, "join", 300, 800],
    ["what leaves it was in it all the same", joined, "join", -100, 500],
    ["a lot that gets its points back doesn't gather", held, "join", 300, 500],
  ])("%s", ([, of, kind, amount, initial]) => {
    const after = foldLot(of, entry(2, amount, { kind, lotId: of.lotId }));
    expect(after).toMatchObject({ initial, remaining: of.remaining + amount });
  });
});
