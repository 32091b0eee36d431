import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  DAY_MS,
  lot,
  MELBOURNE,
  NOW,
  pointDefinition,
  pointLot,
} from "#shared/testing/build.ts";
import { decideTakePoints } from "./take-points.ts";

/** A point is worth 33 cents. */
const DEFINITION = pointDefinition({ exchangeMilliCents: 33_000 });
const OTHER = pointDefinition({ id: 2 as DefinitionId });
const { timezone: _, ...BY } = attribution(1);
const byHand = { reason: "dispute", reference: "CASE-7" } as const;
const take = (points: number, lots: readonly Lot[]) =>
  decideTakePoints(account(lots), { definition: DEFINITION, points }, { ...BY, byHand });
const points = (n: number, remaining: number, more: Partial<Lot> = {}) =>
  pointLot(n, remaining, DEFINITION, more);

describe("[W10] points taken by hand", () => {
  const lasting = points(1, 30);
  const ending = points(2, 20, { expiresAt: addMs(NOW, DAY_MS) });
  const pending = points(3, 50, { activeAt: addMs(NOW, DAY_MS) });
  const expired = points(4, 500, { expiresAt: addMs(NOW, -DAY_MS) });
  const never = points(5, 500, { activeAt: addMs(NOW, DAY_MS), expiresAt: addMs(NOW, -DAY_MS) });
  const others = [pointLot(6, 500, OTHER), lot(7, 500, { definitionId: DEFINITION.id })];
  const held = [pending, ...others, lasting, expired, never, ending];

  test.for([
    [20, [[ending, -20, -6]]],
    [45, [...[[ending, -20, -6] as const], [lasting, -25, -8]]],
    [50, [...[[ending, -20, -6] as const], [lasting, -30, -9]]],
    [100, [...[[ending, -20, -6] as const], [lasting, -30, -9], [pending, -50, -16]]],
  ] as const)("come from what expires first, and from what is pending last: %i", ([all, taken]) => {
    const decision = take(all, held);
    expect(
      decision.ok &&
        decision.value.map(({ lotId, amount, valueCents }) => [lotId, amount, valueCents]),
    ).toEqual(taken.map(([{ lotId }, amount, valueCents]) => [lotId, amount, valueCents]));
  });

  test("are taken by entries that say why, in the zone of each lot", () => {
    const decision = take(45, held);
    expect(decision).toMatchObject({
      ok: true,
      value: [
        { ...BY, ...byHand, kind: "adjust", unit: "point", timezone: MELBOURNE, expiresAt: null },
        { ...BY, ...byHand, kind: "adjust", entryId: `${BY.commandId}:1` },
      ],
    });
  });

  test("are all taken or none, and never more than are held", () => {
    expect(take(101, held)).toEqual({ ok: false, error: { reason: "more_than_held", held: 100 } });
    expect(take(1, [])).toEqual({ ok: false, error: { reason: "more_than_held", held: 0 } });
    for (const none of [0, -1]) {
      expect(take(none, held)).toEqual({ ok: false, error: { reason: "value_not_positive" } });
    }
    expect(take(1, held).ok).toBe(true);
  });

  test("leave the rest, and nobody owing any", () => {
    const amounts = fc.array(fc.nat({ max: 40 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 150 }), (remaining, asked) => {
        const lots = remaining.map((each, n) => points(n + 1, each));
        const all = remaining.reduce((sum, each) => sum + each, 0);
        const decision = take(asked, lots);
        expect(decision.ok).toBe(asked <= all);
        const after = foldAccount(decision.ok ? decision.value : [], account(lots));
        const left = after.lots.reduce((sum, each) => sum + each.remaining, 0);
        expect([left, after.outstanding]).toEqual([decision.ok ? all - asked : all, []]);
      }),
    );
  });
});
