import { describe, expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import type { EntryKind, LedgerEntry } from "./entry.ts";
import { WHOLE } from "./funder-shares.ts";
import { type LiabilityRow, startLiability } from "./liability.ts";

const day = (n: number): Instant => addMs(NOW, n * DAY_MS);
const SPAN = { from: day(0), until: day(30) };

const liabilityOf = (entries: readonly LedgerEntry[]): readonly LiabilityRow[] => {
  const liability = startLiability(SPAN);
  for (const each of entries) liability.add(each);
  return liability.rows();
};

describe("[L11] the rows of a report", () => {
  const issue = (n: number, more: Partial<LedgerEntry> = {}) =>
    entry(n, 100, { recordedAt: day(5), ...more });
  const id = (n: number) => definitionIdSchema.parse(n);

  test("are in order of unit, definition and month, what never expires last", () => {
    const inOrder = [
      issue(1, { unit: "point", definitionId: null }),
      issue(2, { unit: "point", definitionId: id(2), expiresAt: day(40) }),
      issue(3, { unit: "point", definitionId: id(2), expiresAt: day(70) }),
      issue(4, { unit: "point", definitionId: id(2) }),
      issue(5, { unit: "point", definitionId: id(10), expiresAt: day(40) }),
      issue(6, { unit: "reward", definitionId: id(1) }),
      issue(7, { unit: "reward", definitionId: id(3) }),
    ];
    const expected = inOrder.map(({ unit, definitionId, expiresAt }) => {
      const expiryMonth = expiresAt === null ? null : expiresAt === day(40) ? "2026-04" : "2026-05";
      return { unit, definitionId, expiryMonth };
    });
    const shuffled = [3, 0, 6, 2, 5, 1, 4].flatMap((index) => inOrder[index] ?? []);
    for (const entries of [inOrder, inOrder.toReversed(), shuffled]) {
      expect(liabilityOf(entries)).toMatchObject(expected);
    }
  });

  test("leave out lots that cancel out, such as one that gave back what another gave away", () => {
    const before = { recordedAt: day(-20) };
    const [one, other] = [issue(1, before), issue(2, before)];
    const move = (n: number, { lotId }: LedgerEntry, kind: EntryKind, amount: number) =>
      entry(n, amount, { kind, lotId, recordedAt: day(5) });
    const spent = [one, other].map((lot, index) => ({
      ...move(3 + index, lot, "redeem", -100),
      ...before,
    }));
    const back = [move(5, one, "reverse", 100), move(6, one, "return", -100)];
    const away = [move(7, other, "restore", 100), move(8, other, "redeem", -100)];
    expect(liabilityOf([one, other, ...spent, ...back])).toMatchObject([
      { opening: 0, moved: { redeemed: { amount: 100 }, returned: { amount: -100 } }, closing: 0 },
    ]);
    expect(liabilityOf([one, other, ...spent, ...back, ...away])).toEqual([]);
  });

  type Move = readonly [kind: EntryKind, amount: number, valueCents: number];
  test.for<readonly [what: string, up: Move, down: Move, rows: number]>([
    ["amounts of no value", ["return", 100, 0], ["redeem", -100, 0], 1],
    ["a value but no amount in all", ["adjust", 100, 5], ["adjust", -100, -4], 1],
    ["neither in all", ["adjust", 100, 5], ["adjust", -100, -5], 0],
  ])("of a used-up lot that moved %s", ([, up, down, rows]) => {
    const issued = issue(1, { recordedAt: day(-20) });
    const { lotId } = issued;
    const drawn = entry(2, -100, { kind: "redeem", lotId, recordedAt: day(-19) });
    const move = (n: number, [kind, amount, valueCents]: Move) =>
      entry(n, amount, { kind, lotId, recordedAt: day(5), valueCents: cents(valueCents) });
    expect(liabilityOf([issued, drawn, move(3, up), move(4, down)])).toHaveLength(rows);
  });

  test("[G9] name only funders of lots that were outstanding or moved", () => {
    const liability = startLiability(SPAN);
    const gone = issue(1, { recordedAt: day(-20) });
    liability.add(gone, [{ funder: "Acme", share: WHOLE }]);
    const used = { kind: "redeem", lotId: gone.lotId, recordedAt: day(-19) } as const;
    liability.add(entry(2, -100, used));
    liability.add(issue(3), [
      { funder: "Zed", share: 2_500 },
      { funder: "brand", share: 7_500 },
    ]);
    const [row] = liability.rows();
    expect([...(row?.parts ?? [])].map(([funder, { closing }]) => [funder, closing])).toEqual([
      ["Zed", 250_000n],
      ["brand", 750_000n],
    ]);
  });
});
