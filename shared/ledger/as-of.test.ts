import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { DAY_MS, NOW } from "#shared/testing/build.ts";
import { entry, otherProfile } from "#shared/testing/entries.ts";
import { type Knowledge, startLotsAsOf } from "./as-of.ts";
import type { LedgerEntry } from "./entry.ts";

const day = (n: number): Instant => instant(NOW + n * DAY_MS);

const JOIN = { kind: "join", unit: "point" } as const;

const heldAt = (entries: readonly LedgerEntry[], at: Instant, known: Knowledge): number => {
  const asOf = startLotsAsOf(at, known);
  for (const each of entries) asOf.add(each);
  return asOf.lots().reduce((sum, { remaining }) => sum + remaining, 0);
};

describe("[L12] a balance in the past", () => {
  const earned = entry(1, 500, { recordedAt: day(0) });
  const { lotId } = earned;

  test("is what was recorded by then, or what is known now of a sale voided since (T44)", () => {
    const source = { type: "transaction", id: "7" } as const;
    const sold = { ...earned, source };
    const voided = entry(2, -500, { kind: "return", lotId, source, recordedAt: day(40) });
    expect(heldAt([sold], day(10), "at_the_time")).toBe(500);
    expect(heldAt([sold, voided], day(10), "at_the_time")).toBe(500);
    expect(heldAt([sold, voided], day(10), "now")).toBe(0);
    expect(heldAt([sold, voided], day(40), "at_the_time")).toBe(0);
    // A return of it is a transaction of its own, from when goods came back on.
    const returned = { ...voided, source: { ...source, id: "8" } };
    expect(heldAt([sold, returned], day(10), "now")).toBe(500);
    expect(heldAt([sold, returned], day(40), "now")).toBe(0);
  });

  test("goes by each chain of an account by itself: one is no later known than its own entries", () => {
    const late = entry(1, 300, { profileId: otherProfile(2), recordedAt: day(9) });
    const back = entry(2, 40, { recordedAt: addMs(day(0), -1) });
    for (const entries of [
      [earned, back, late],
      [late, earned, back],
    ]) {
      expect(heldAt(entries, day(5), "at_the_time")).toBe(540);
      expect(heldAt(entries, addMs(day(0), -1), "at_the_time")).toBe(0);
      expect(heldAt(entries, day(9), "at_the_time")).toBe(840);
    }
  });

  test("knows now that a reversed redemption never happened", () => {
    const redeemed = entry(2, -300, { kind: "redeem", lotId, recordedAt: day(5) });
    const reversed = entry(3, 300, {
      kind: "reverse",
      lotId,
      recordedAt: day(6),
      source: { type: "redemption", id: redeemed.commandId },
    });
    const entries = [earned, redeemed, reversed];
    const between = addMs(day(5), 1);
    expect(heldAt(entries, between, "at_the_time")).toBe(200);
    expect(heldAt(entries, between, "now")).toBe(500);
    expect(heldAt(entries, addMs(day(5), -1), "at_the_time")).toBe(500);
  });

  test("knows now that what a return gives back wasn't there before", () => {
    const redeemed = entry(2, -300, { kind: "redeem", lotId, recordedAt: day(5) });
    const source = { type: "redemption", id: redeemed.commandId } as const;
    const entries = [earned, redeemed, entry(3, 300, { source, recordedAt: day(8) })];
    const lotsAt = (at: Instant) => {
      const asOf = startLotsAsOf(at, "now");
      for (const each of entries) asOf.add(each);
      return asOf.all().length;
    };
    expect([lotsAt(day(6)), lotsAt(day(8))]).toEqual([1, 2]);
    expect(heldAt(entries, day(6), "now")).toBe(200);
  });

  test("knows now of a redemption that a device sent later", () => {
    const late = entry(2, -300, {
      kind: "redeem",
      lotId,
      occurredAt: day(1),
      recordedAt: day(9),
    });
    expect(heldAt([earned, late], day(5), "at_the_time")).toBe(500);
    expect(heldAt([earned, late], day(5), "now")).toBe(200);
  });

  test("counts a lot to its last second then, whatever was extended or expired since", () => {
    const end = addMs(day(3), -1000);
    const short = entry(1, 500, { recordedAt: day(0), expiresAt: end });
    const extended = entry(2, 0, {
      kind: "extend",
      lotId: short.lotId,
      recordedAt: day(4),
      expiresAt: day(9),
    });
    for (const known of ["at_the_time", "now"] as const) {
      expect(heldAt([short, extended], addMs(end, 999), known)).toBe(500);
      expect(heldAt([short, extended], addMs(end, 1000), known)).toBe(0);
      expect(heldAt([short, extended], day(5), known)).toBe(500);
    }
  });
});

describe("[L12] [L15] known now of an instant before points were joined", () => {
  const points = (n: number, amount: number, on: number) =>
    entry(n, amount, { unit: "point", occurredAt: day(on) });
  const first = points(1, 100, 0);
  const second = points(2, 200, 1);
  const out = (n: number, of: LedgerEntry) =>
    entry(n, -of.amount, { ...JOIN, lotId: of.lotId, occurredAt: day(40) });
  const joined = entry(5, 300, { ...JOIN, occurredAt: day(40), activeAt: day(0) });
  const draw = (n: number, amount: number, on: number) =>
    entry(n, -amount, {
      ...{ kind: "redeem", unit: "point", lotId: joined.lotId },
      occurredAt: day(on),
      recordedAt: day(41),
    });
  const history = [first, second, out(3, first), out(4, second), joined];
  const remaining = (entries: readonly LedgerEntry[], on: number) => {
    const asOf = startLotsAsOf(day(on), "now");
    for (const each of entries) asOf.add(each);
    return asOf.all().map(({ lotId, remaining: left }) => [lotId, left]);
  };

  test("what was drawn comes out of the lots that they were in then, the oldest first", () => {
    expect(heldAt([...history, draw(6, 250, 20)], day(19), "now")).toBe(300);
    expect(heldAt([...history, draw(6, 250, 20)], day(20), "now")).toBe(50);
    expect(heldAt([...history, draw(6, 40, 20), draw(7, 70, 20)], day(20), "now")).toBe(190);
    const left = new Map(remaining([...history, draw(6, 250, 20)], 20) as [string, number][]);
    expect(left.get(first.lotId)).toBe(0);
    expect(left.get(second.lotId)).toBe(50);
    expect(left.get(joined.lotId)).toBe(0);
  });

  test("nothing comes out of a lot that isn't like them", () => {
    const other = { ...points(8, 500, 0), definitionVersion: 2 };
    expect(heldAt([other, ...history, draw(6, 250, 20)], day(20), "now")).toBe(550);
  });

  test("what more was joined into the same lot later leaves it as it was", () => {
    const third = points(6, 50, 2);
    const more = entry(8, 50, {
      ...{ ...JOIN, lotId: joined.lotId },
      ...{ occurredAt: day(80), activeAt: day(0) },
    });
    const later = [third, { ...out(7, third), occurredAt: day(80) }, more];
    expect(heldAt([...history, ...later], day(50), "now")).toBe(350);
    expect(heldAt([...history, ...later], day(80), "now")).toBe(350);
  });

  test("what is taken from a lot that wasn't there yet doesn't count", () => {
    const late = points(2, 200, 30);
    // Joined, parted again, and then returned by a device whose clock is behind.
    const parted = entry(6, 200, { ...JOIN, lotId: late.lotId, occurredAt: day(45) });
    const taken = entry(7, -200, {
      ...{ kind: "return", unit: "point", lotId: late.lotId },
      occurredAt: day(20),
      recordedAt: day(46),
    });
    const entries = [first, late, out(3, late), parted, taken];
    expect(heldAt(entries, day(20), "now")).toBe(100);
    expect(remaining(entries, 20)).toEqual([[first.lotId, 100]]);
  });
});

describe("[L12] an entry", () => {
  const added = (known: Knowledge, at: Instant, ...entries: readonly LedgerEntry[]) => {
    const asOf = startLotsAsOf(at, known);
    return entries.map((each) => asOf.add(each));
  };
  const earned = entry(1, 500, { recordedAt: day(3) });
  const { lotId } = earned;

  test.for(["at_the_time", "now"] as const)("counts from its own instant on, %s", (known) => {
    expect(added(known, addMs(day(3), -1), earned)).toEqual([false]);
    expect(added(known, day(3), earned)).toEqual([true]);
  });

  test("isn't known before those it builds on, even if a clock went back", () => {
    const drawn = entry(2, -500, { kind: "redeem", lotId, recordedAt: day(1) });
    expect(added("at_the_time", day(2), earned, drawn)).toEqual([false, false]);
    expect(added("at_the_time", day(3), earned, drawn)).toEqual([true, true]);
    const other = entry(3, 200, { recordedAt: day(1) });
    expect(added("at_the_time", day(2), earned, other)).toEqual([false, false]);
  });

  test("that takes nothing and adds nothing opens no lot", () => {
    const extended = entry(2, 0, { kind: "extend", lotId, occurredAt: day(1) });
    expect(added("now", day(2), earned, extended)).toEqual([false, false]);
    expect(added("now", day(3), earned, extended)).toEqual([true, true]);
  });
});

test("[L12] nothing recorded later changes what was known at the time", () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(amounts, fc.nat({ max: 20 }), (issued, when) => {
      const entries = issued.map((amount, n) => entry(n + 1, amount, { recordedAt: day(n) }));
      const known = entries.filter(({ recordedAt }) => recordedAt <= day(when));
      const sum = known.reduce((all, { amount }) => all + amount, 0);
      expect(heldAt(entries, day(when), "at_the_time")).toBe(sum);
    }),
  );
});
