import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { addMs, firstInstantOf, type Instant, instant } from "#shared/kernel/time.ts";
import { parseDay } from "#shared/kernel/written-time.ts";
import { MELBOURNE, NOW } from "#shared/testing/build.ts";
import { entry, otherProfile } from "#shared/testing/entries.ts";
import type { EntryKind, LedgerEntry } from "./entry.ts";
import { type LiabilityRow, MOVEMENTS, type Span, startLiability } from "./liability.ts";

const liabilityOf = (entries: readonly LedgerEntry[], span: Span): readonly LiabilityRow[] => {
  const liability = startLiability(span);
  for (const each of entries) liability.add(each);
  return liability.rows();
};

const at = (day: string): Instant => {
  const date = parseDay(day);
  if (date === null) throw new Error(day);
  return firstInstantOf(date, MELBOURNE);
};
const OCTOBER = { from: at("2026-10-01"), until: at("2026-11-01") };
const NOVEMBER = { from: at("2026-11-01"), until: at("2026-12-01") };
const DECEMBER = { from: at("2026-12-01"), until: at("2027-01-01") };

describe("100 points that expire with November (T44)", () => {
  const issued = entry(1, 10_000, {
    unit: "point",
    valueCents: cents(500),
    expiresAt: addMs(NOVEMBER.until, -1000),
    recordedAt: at("2026-10-10"),
  });
  // The job is late, and the sale is voided after it expired.
  const expired = entry(2, -10_000, {
    kind: "expire",
    unit: "point",
    valueCents: cents(-500),
    lotId: issued.lotId,
    recordedAt: at("2026-12-03"),
  });
  const later = entry(3, 700, { recordedAt: at("2026-12-02"), occurredAt: at("2026-10-10") });

  test("[L10] expire in November, whether or not the job has run", () => {
    for (const entries of [[issued], [issued, expired], [issued, later, expired]]) {
      expect(liabilityOf(entries, NOVEMBER)).toMatchObject([
        { expiryMonth: "2026-11", opening: 10_000, expired: -10_000, closing: 0 },
      ]);
    }
  });

  test("[L10] what is recorded in December belongs to December, whenever it happened", () => {
    const history = [issued, later, expired];
    expect(liabilityOf(history, OCTOBER)).toMatchObject([{ unit: "point", closing: 10_000 }]);
    expect(liabilityOf(history, DECEMBER)).toMatchObject([
      { unit: "reward", opening: 0, moved: { issued: { amount: 700 } }, closing: 700 },
    ]);
  });

  test("[L10] the last second counts, and the next one doesn't", () => {
    const until = (ms: number) => ({ from: NOVEMBER.from, until: addMs(NOVEMBER.until, ms) });
    expect(liabilityOf([issued], until(-1))).toMatchObject([{ expired: 0, closing: 10_000 }]);
    expect(liabilityOf([issued], until(0))).toMatchObject([{ expired: -10_000, closing: 0 }]);
  });

  test("[L10] extended after it expired, it is outstanding again from then on", () => {
    const extended = entry(2, 0, {
      kind: "extend",
      lotId: issued.lotId,
      expiresAt: addMs(DECEMBER.until, -1000),
      recordedAt: at("2026-12-02"),
    });
    const history = [issued, extended];
    expect(liabilityOf(history, NOVEMBER)).toMatchObject([{ expired: -10_000, closing: 0 }]);
    const until = at("2026-12-20");
    expect(liabilityOf(history, { from: NOVEMBER.until, until })).toMatchObject([
      { expiryMonth: "2026-12", opening: 0, expired: 10_000, closing: 10_000 },
    ]);
    expect(liabilityOf(history, DECEMBER)).toEqual([]);
  });

  test("[L10] T17: extended after it expired, it reads the same whether or not the job has run", () => {
    const more = { unit: "point", lotId: issued.lotId } as const;
    const by = { ...more, recordedAt: at("2026-12-05"), commandId: later.commandId };
    const worth = (amount: number) => ({ valueCents: cents(amount / 20) });
    const extended = entry(4, 0, { ...by, kind: "extend", expiresAt: at("2027-01-31") });
    const adjust = (n: number, amount: number) =>
      entry(n, amount, { ...by, ...worth(amount), kind: "adjust" });
    const spent = entry(6, -4_000, { ...more, kind: "redeem", recordedAt: at("2026-10-20") });
    const rest = entry(7, -6_000, {
      ...{ ...more, ...worth(-6_000), kind: "expire", recordedAt: at("2026-12-03") },
    });
    // A lot that is used up is issued again, and what has been used is taken ([L2]).
    const swept = [issued, spent, rest, extended, adjust(8, 10_000), adjust(9, -4_000)];
    const unswept = [issued, spent, extended];
    for (const span of [NOVEMBER, { from: NOVEMBER.until, until: at("2026-12-20") }]) {
      expect(liabilityOf(swept, span)).toEqual(liabilityOf(unswept, span));
    }
    expect(liabilityOf(swept, DECEMBER)).toMatchObject([{ expired: 6_000, closing: 6_000 }]);
    // What else an adjustment changes is one.
    const less = [issued, expired, extended, adjust(8, 10_000), adjust(9, -1_000)];
    expect(liabilityOf(less, DECEMBER)).toMatchObject([
      { expired: 10_000, moved: { adjusted: { amount: -1_000, valueCents: -50 } } },
    ]);
  });
});

test("[L11] a clock that went back hides nothing that later entries build on", () => {
  const issued = entry(1, 500, { recordedAt: NOVEMBER.until });
  const drawn = entry(2, -500, {
    kind: "redeem",
    lotId: issued.lotId,
    recordedAt: addMs(NOVEMBER.until, -5),
  });
  expect(liabilityOf([issued, drawn], NOVEMBER)).toEqual([]);
  expect(liabilityOf([issued, drawn], DECEMBER)).toMatchObject([
    { moved: { issued: { amount: 500 }, redeemed: { amount: -500 } }, closing: 0 },
  ]);
});

// Random histories, an hour apart, of a few lots of a few profiles.
const HOUR_MS = 3_600_000;
const hour = (n: number): Instant => instant(NOW + n * HOUR_MS);

type Step = { readonly lot: number; readonly kind: EntryKind; readonly share: number };
const step: fc.Arbitrary<Step> = fc.record({
  lot: fc.nat({ max: 3 }),
  kind: fc.constantFrom<EntryKind>(
    ...(["issue", "redeem", "redeem", "reverse", "return", "restore", "adjust"] as const),
    ...(["extend", "expire", "recover", "write_off"] as const),
  ),
  share: fc.integer({ min: 1, max: 100 }),
});

/** A valid history: each step becomes an entry if its lot allows it. */
const historyOf = (profile: number, steps: readonly Step[]): readonly LedgerEntry[] => {
  const lots = new Map<
    number,
    { lotId: LedgerEntry["lotId"]; left: number; end: Instant | null }
  >();
  return steps.flatMap(({ lot, kind, share }, index): readonly LedgerEntry[] => {
    const recordedAt = hour(index);
    const held = lots.get(lot);
    const expiresAt = share % 4 === 0 ? null : addMs(hour(index + (share % 9) - 2), -1000);
    const made = (amount: number, more: Partial<LedgerEntry> = {}) =>
      entry(1000 * profile + index, amount, {
        profileId: otherProfile(profile),
        unit: lot % 2 === 0 ? "reward" : "point",
        recordedAt,
        kind,
        ...more,
      });
    if (!held) {
      const opened = made(share, { kind: "issue", expiresAt });
      lots.set(lot, { lotId: opened.lotId, left: share, end: expiresAt });
      return [opened];
    }
    const { lotId } = held;
    const takes = Math.min(held.left, share);
    const isOver = held.end !== null && recordedAt >= held.end + 1000;
    const amounts: Readonly<Record<EntryKind, number>> = {
      issue: 0,
      shortfall: 0,
      reverse: share,
      redeem: -takes,
      return: -takes,
      restore: share,
      recover: -takes,
      transfer: -takes,
      join: 0,
      adjust: share % 2 === 0 ? share : -takes,
      write_off: share % 2 === 0 ? share : -takes,
      extend: 0,
      expire: isOver ? -held.left : 0,
    };
    const amount = amounts[kind];
    if (kind === "extend") held.end = expiresAt;
    else if (amount === 0) return [];
    held.left += amount;
    return [made(amount, { lotId, expiresAt: kind === "extend" ? expiresAt : null })];
  });
};

const history = fc
  .array(fc.array(step, { maxLength: 30 }), { minLength: 1, maxLength: 4 })
  .map((profiles) => profiles.flatMap((steps, index) => historyOf(index + 1, steps)));

/**
 * The same from the words of the rules: lives through the span a second event at a time, and counts
 * what expires when it does.
 */
const naive = (entries: readonly LedgerEntry[], { from, until }: Span) => {
  let opening = 0;
  let closing = 0;
  let moved = 0;
  let expired = 0;
  for (const lotId of new Set(entries.map((each) => each.lotId))) {
    const own = entries.filter((each) => each.lotId === lotId);
    const ends = own.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt + 1000]));
    const moments = new Set([...own.map(({ recordedAt }) => recordedAt), ...ends, from, until]);
    let left = 0;
    let end: number | null = null;
    let standing = 0;
    for (const moment of [...moments].sort((a, b) => a - b)) {
      if (moment > until) break;
      const isOver = () => end !== null && moment >= end + 1000;
      // At its end a lot expires first; then come the entries of that moment.
      const lapse = () => {
        const stands = isOver() ? 0 : left;
        if (moment > from) expired += stands - standing;
        standing = stands;
      };
      lapse();
      if (moment === from) opening += standing;
      if (moment === until) {
        closing += standing;
        break;
      }
      for (const each of own.filter(({ recordedAt }) => recordedAt === moment)) {
        if (each === own[0] || each.kind === "extend") end = each.expiresAt;
        left += each.amount;
        if (each.kind !== "expire") {
          standing += each.amount;
          if (moment >= from) moved += each.amount;
        }
        const stands = isOver() ? 0 : left;
        if (moment >= from) expired += stands - standing;
        standing = stands;
      }
    }
  }
  return { opening, moved, expired, closing };
};

const totals = (rows: readonly LiabilityRow[]) => {
  const sum = (figureOf: (row: LiabilityRow) => number) =>
    rows.reduce((all, row) => all + figureOf(row), 0);
  const movements = MOVEMENTS.map((each) => sum(({ moved }) => moved[each].amount));
  return {
    opening: sum(({ opening }) => opening),
    moved: movements.reduce((all, each) => all + each, 0),
    expired: sum(({ expired }) => expired),
    closing: sum(({ closing }) => closing),
  };
};

const three = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 })
  .map((hours) => hours.sort((a, b) => a - b).map(hour))
  .filter((instants): instants is [Instant, Instant, Instant] => instants.length === 3);

test("[L11] agrees with a plain reading of the rules, and adds up", () => {
  fc.assert(
    fc.property(history, three, (entries, [from, , until]) => {
      const rows = liabilityOf(entries, { from, until });
      expect(totals(rows)).toEqual(naive(entries, { from, until }));
      for (const { opening, moved, expired, closing } of rows) {
        const all = MOVEMENTS.reduce((sum, each) => sum + moved[each].amount, 0);
        expect(opening + all + expired).toBe(closing);
      }
    }),
  );
});

test("[L11] one span's closing is the next one's opening, and two spans add up to the whole", () => {
  fc.assert(
    fc.property(history, three, (entries, [from, middle, until]) => {
      const whole = totals(liabilityOf(entries, { from, until }));
      const first = totals(liabilityOf(entries, { from, until: middle }));
      const second = totals(liabilityOf(entries, { from: middle, until }));
      expect(second.opening).toBe(first.closing);
      expect(first.opening).toBe(whole.opening);
      expect(second.closing).toBe(whole.closing);
      expect(first.moved + second.moved).toBe(whole.moved);
      expect(first.expired + second.expired).toBe(whole.expired);
    }),
  );
});

test("[L10] what is recorded later changes nothing in a span that is over", () => {
  fc.assert(
    fc.property(history, three, (entries, [from, until]) => {
      const before = entries.filter(({ recordedAt }) => recordedAt < until);
      expect(liabilityOf(entries, { from, until })).toEqual(liabilityOf(before, { from, until }));
    }),
  );
});
