import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { DAY_MS, NOW } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { type Knowledge, startLotsAsOf } from "./as-of.ts";
import type { LedgerEntry } from "./entry.ts";

const day = (n: number): Instant => instant(NOW + n * DAY_MS);

const heldAt = (entries: readonly LedgerEntry[], at: Instant, known: Knowledge): number => {
  const asOf = startLotsAsOf(at, known);
  for (const each of entries) asOf.add(each);
  return asOf.lots().reduce((sum, { remaining }) => sum + remaining, 0);
};

describe("[L12] a balance in the past", () => {
  const earned = entry(1, 500, { recordedAt: day(0) });
  const { lotId } = earned;

  test("is what was recorded by then, or what is known now of a sale voided since (T44)", () => {
    const voided = entry(2, -500, {
      kind: "return",
      lotId,
      occurredAt: day(0),
      recordedAt: day(40),
    });
    expect(heldAt([earned], day(10), "at_the_time")).toBe(500);
    expect(heldAt([earned, voided], day(10), "at_the_time")).toBe(500);
    expect(heldAt([earned, voided], day(10), "now")).toBe(0);
    expect(heldAt([earned, voided], day(40), "at_the_time")).toBe(0);
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
