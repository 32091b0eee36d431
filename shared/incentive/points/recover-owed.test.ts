import { describe, expect, test } from "vitest";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { HONOURED } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { account, attribution, NOW, pointDefinition, pointLot } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import type { WrittenOffDebt } from "./given-up.ts";
import { draftRecoveredFrom, draftRecoveries } from "./recover-owed.ts";

/** A point is worth 33 cents. */
const POINTS = pointDefinition({ exchangeMilliCents: 33_000 });
const STARS = pointDefinition({ id: 2 as DefinitionId, exchangeMilliCents: 100_000 });
const owes = (points: number, cents: number) =>
  account([], {
    outstanding: [
      { unit: "point", definitionId: POINTS.id, amount: points, since: NOW } as const,
      { ...HONOURED, amount: cents, since: NOW },
    ].filter(({ amount }) => amount > 0),
  });
const shown = (drafts: readonly EntryDraft[]) =>
  drafts.map((draft) => [
    ...[Number(draft.entryId.split(":")[1]), draft.kind, draft.lotId],
    ...[draft.amount, draft.valueCents],
  ]);

describe("[P4] points that pay what is owed", () => {
  const lot = pointLot(1, 100, POINTS);
  const paid = (points: number, owed: ReturnType<typeof owes>, paysHonoured = true) =>
    shown(
      draftRecoveries(owed, {
        ...attribution(1),
        ...{ definition: POINTS, lot, points, paysHonoured, firstIndex: 5 },
      }),
    );

  test("pay debts in points first, then in money, each by an entry of its own", () => {
    expect(paid(100, owes(10, 20))).toEqual([
      [5, "recover", lot.lotId, -10, -3],
      [6, "recover", lot.lotId, -61, -20],
    ]);
  });

  test("pay as much as there is", () => {
    expect(paid(8, owes(10, 20))).toEqual([[5, "recover", lot.lotId, -8, -2]]);
    // Those that are left are worth 2 cents.
    expect(paid(18, owes(10, 20))).toEqual([
      [5, "recover", lot.lotId, -10, -3],
      [6, "recover", lot.lotId, -8, -2],
    ]);
    // Two hundredths aren't worth a cent.
    expect(paid(12, owes(10, 20))).toHaveLength(1);
    expect(paid(100, owes(0, 0))).toEqual([]);
  });

  test("pay no money unless the policy says so", () => {
    expect(paid(100, owes(10, 20), false)).toEqual([[5, "recover", lot.lotId, -10, -3]]);
  });
});

describe("[P4] points that are given back pay what is owed", () => {
  const given = (n: number, amount: number, more: Partial<EntryDraft> = {}): EntryDraft =>
    entry(n, amount, { kind: "reverse", unit: "point", definitionId: POINTS.id, ...more });
  const from = (
    drafts: readonly EntryDraft[],
    owed = owes(50, 0),
    writtenOff: readonly WrittenOffDebt[] = [],
  ) =>
    shown(
      draftRecoveredFrom(owed, drafts, [STARS, POINTS], {
        ...attribution(9),
        ...{ paysHonoured: false, firstIndex: 2, writtenOff },
      }),
    );
  const [first, second] = [given(1, 30), given(2, 40)];

  test("from each lot as much as it got, until nothing is owed", () => {
    expect(from([first, second])).toEqual([
      [2, "recover", first.lotId, -30, -9],
      [3, "recover", second.lotId, -20, -6],
    ]);
  });

  test("[P11] after what was written off because they were missing", () => {
    const source = { type: "transaction", id: "7" } as const;
    const ofStars = { source, definitionId: STARS.id, amount: 100 };
    const ofPoints = { source, definitionId: POINTS.id, amount: 35 };
    expect(from([first, second], owes(50, 0), [ofStars, ofPoints])).toEqual([
      [2, "write_off", first.lotId, -30, -9],
      [3, "write_off", second.lotId, -5, -1],
      [4, "recover", second.lotId, -35, -11],
    ]);
  });

  test("in all, whatever was taken from the same lot again", () => {
    const taken = given(3, -25, { kind: "redeem", lotId: first.lotId });
    expect(from([first, taken])).toEqual([[2, "recover", first.lotId, -5, -1]]);
    const all = given(4, -30, { kind: "redeem", lotId: first.lotId });
    expect(from([first, all, second])).toEqual([[2, "recover", second.lotId, -40, -13]]);
  });

  test("only by points of the same kind", () => {
    expect(from([given(1, 30, { definitionId: STARS.id })])).toEqual([]);
    expect(from([given(1, 30, { unit: "reward" })])).toEqual([]);
    expect(from([given(1, 30, { definitionId: 3 as DefinitionId })])).toEqual([]);
  });
});
