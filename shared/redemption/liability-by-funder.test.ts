import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import {
  type FunderShares,
  mixShares,
  splitByWeight,
  WHOLE,
} from "#shared/ledger/funder-shares.ts";
import { MOVEMENTS, startLiability } from "#shared/ledger/liability.ts";
import { NOW, pointDefinition, programme } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { splitByFunder } from "./liability-by-funder.ts";
import { liabilityValue } from "./liability-value.ts";

const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);

const sharesOf = (acme: number): FunderShares =>
  mixShares([
    { weight: acme, shares: [{ funder: "Acme", share: WHOLE }] },
    {
      weight: 7,
      shares: [
        { funder: "brand", share: 9_999 },
        { funder: "Zed", share: 1 },
      ],
    },
  ]);

test("[G9] parts add up, and lose no minor unit to rounding", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000, max: 1_000_000 }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 5 }),
      (total, weights) => {
        const parts = splitByWeight(total, weights);
        const by = weights.reduce((all, each) => all + each, 0n);
        expect(sum(parts)).toBe(by === 0n ? 0 : total);
        for (const [at, weight] of weights.entries()) {
          if (by === 0n) continue;
          const exact = (Number(weight) / Number(by)) * total;
          expect(Math.abs((parts[at] ?? 0) - exact)).toBeLessThan(1.001);
        }
      },
    ),
  );
});

test("[G8] a mix adds up to the whole", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (acme) => {
      expect(sum(sharesOf(acme).map(({ share }) => share))).toBe(WHOLE);
    }),
  );
});

test("[G9] [L11] each funder's rows are balanced, and add up to the whole report", () => {
  const lots = fc.record({
    issued: fc.integer({ min: 1, max: 999 }),
    used: fc.nat(999),
    acme: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.array(lots, { minLength: 1, maxLength: 20 }), (drawn) => {
      const liability = startLiability({ from: addMs(NOW, 50), until: addMs(NOW, 1_000) });
      for (const [n, { issued, used, acme }] of drawn.entries()) {
        // Some before the span, and some in it.
        const recordedAt = addMs(NOW, n * 10);
        const lot = entry(2 * n + 1, issued, { recordedAt });
        const part = Math.min(issued, used);
        const use = { kind: "redeem", lotId: lot.lotId, valueCents: cents(-part) } as const;
        liability.add(lot, sharesOf(acme));
        liability.add(entry(2 * n + 2, -part, { ...use, recordedAt }));
      }
      const both = { atStart: programme(), atEnd: programme() };
      for (const row of liability.rows()) {
        const value = liabilityValue(row, both);
        const parts = splitByFunder(row, value);
        expect(sum(parts.map((part) => part.row.closing))).toBe(row.closing);
        expect(sum(parts.map((part) => part.row.expired))).toBe(row.expired);
        expect(sum(parts.map((part) => part.value.closing))).toBe(value.closing);
        expect(sum(parts.map((part) => part.value.revaluation))).toBe(value.revaluation);
        for (const movement of MOVEMENTS) {
          const moved = parts.map((part) => part.row.moved[movement].amount);
          expect(sum(moved)).toBe(row.moved[movement].amount);
        }
        for (const part of parts) {
          const moved = sum(MOVEMENTS.map((movement) => part.row.moved[movement].amount));
          expect(part.row.opening + moved + part.row.expired).toBe(part.row.closing);
        }
      }
    }),
  );
});

test("[G9] [L11] funders are in the order of their names, and what expired is theirs too", () => {
  const liability = startLiability({ from: addMs(NOW, 50), until: addMs(NOW, 10_000) });
  const point = { unit: "point", definitionId: pointDefinition().id } as const;
  const shares: FunderShares = [
    { funder: "brand", share: 7_500 },
    { funder: "Acme", share: 2_500 },
  ];
  const lot = entry(1, 1_000, { ...point, recordedAt: NOW, expiresAt: addMs(NOW, 5_000) });
  liability.add(lot, shares);
  const recordedAt = addMs(NOW, 100);
  const use = { ...point, kind: "redeem", lotId: lot.lotId, recordedAt } as const;
  liability.add(entry(2, -200, { ...use, valueCents: cents(-200) }));
  const [row] = liability.rows();
  if (!row) throw new Error("There is no row.");
  // A hundredth of a point is worth a cent at first, and two at the end.
  const value = liabilityValue(row, {
    atStart: programme(),
    atEnd: programme(pointDefinition({ exchangeMilliCents: 200_000 })),
  });
  expect(value).toMatchObject({ opening: 1_000, breakage: -1_600, revaluation: 800, closing: 0 });
  const figures = splitByFunder(row, value).map((part) => ({
    funder: part.funder,
    expired: part.row.expired,
    breakage: part.value.breakage,
    revaluation: part.value.revaluation,
  }));
  expect(figures).toEqual([
    { funder: "Acme", expired: -200, breakage: -400, revaluation: 200 },
    { funder: "brand", expired: -600, breakage: -1_200, revaluation: 600 },
  ]);
});
