import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { calendarDaySchema, instant } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { type Account, emptyAccount, foldAccount } from "#shared/ledger/account.ts";
import {
  account,
  attribution,
  lot,
  MELBOURNE,
  NOW,
  PROFILE,
  pointDefinition,
  pointLot,
  pointsFor,
} from "#shared/testing/build.ts";
import { draftEarn, draftTakeBack } from "./move-points.ts";
import type { PointDefinition } from "./point.ts";
import { draftPointChanges } from "./transaction-points.ts";

const definition = pointDefinition();
const move = (n: number, points: number, by: PointDefinition = definition) => ({
  ...attribution(n),
  definition: by,
  points,
  firstIndex: 0,
});
const earned = (held: Account, n: number, points: number, recoverShortfalls = true): Account =>
  foldAccount(draftEarn(held, { ...move(n, points), recoverShortfalls }), held);
const takenBack = (
  held: Account,
  n: number,
  points: number,
  lotsFirst: readonly string[] = [],
): Account =>
  foldAccount(draftTakeBack(held, { ...move(n, points), lotsFirst: new Set(lotsFirst) }), held);
const pointsOf = (held: Account) => held.lots.reduce((sum, lot) => sum + lot.remaining, 0);
const owedOf = (held: Account) => held.outstanding.reduce((sum, owed) => sum + owed.amount, 0);

test("[P4] points that come back pay debts in points, whatever the policy", () => {
  const owing = takenBack(account([]), 1, 200);
  const undo = { ...move(2, 300), recoverShortfalls: false, isUndoing: true };
  const after = foldAccount(draftEarn(owing, undo), owing);
  expect([pointsOf(after), owedOf(after)]).toEqual([100, 0]);
  const honoured = account([], {
    outstanding: [{ unit: "reward", definitionId: null, amount: 100, since: NOW }],
  });
  expect(draftEarn(honoured, undo)).toHaveLength(1);
});

test("earning points opens one lot with its value and its definition's version", () => {
  const drafts = draftEarn(emptyAccount(PROFILE), { ...move(1, 300), recoverShortfalls: true });
  expect(drafts).toMatchObject([
    {
      kind: "issue",
      unit: "point",
      amount: 300,
      valueCents: 300,
      definitionVersion: 1,
      expiresAt: null,
    },
  ]);
  expect(drafts[0]?.lotId).toBe(drafts[0]?.entryId);
});

test("[L2] [P2] points earned add their value, and points taken back subtract theirs", () => {
  const exchange = fc.oneof(fc.constantFrom(0, 1, 999, 1_000, 1_001), fc.nat(5_000));
  const points = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(exchange, points, points, (exchangeMilliCents, earnedPoints, back) => {
      const by = pointDefinition({ exchangeMilliCents });
      const held = earned(emptyAccount(PROFILE), 1, earnedPoints);
      const drafts = [
        ...draftEarn(held, { ...move(2, earnedPoints, by), recoverShortfalls: true }),
        ...draftTakeBack(held, { ...move(3, back, by), lotsFirst: new Set() }),
      ];
      for (const { amount, valueCents } of drafts) {
        const worth = Math.floor((Math.abs(amount) * exchangeMilliCents) / 100_000);
        expect(valueCents).toBe(amount < 0 && worth > 0 ? -worth : worth);
      }
      const taken = drafts.slice(1).reduce((sum, draft) => sum + draft.amount, 0);
      expect(taken).toBe(-Math.min(earnedPoints, back));
    }),
  );
});

test("it expires by its definition, also on a day", () => {
  const by = pointDefinition({
    expiryPeriodType: "absolute_date",
    absoluteExpiry: calendarDaySchema.parse("2026-12-24"),
  });
  const [issued] = draftEarn(emptyAccount(PROFILE), { ...move(1, 5, by), recoverShortfalls: true });
  expect(issued?.expiresAt).toBe(parseLocal("2026-12-24 23:59:59", MELBOURNE));
});

test("it expires by its definition, unless an expiry is passed in", () => {
  const by = pointDefinition({ expiryPeriod: 2, expiryPeriodType: "months" });
  const expiryOf = (expiresAt?: number | null) => {
    const overrides =
      expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : instant(expiresAt) };
    return draftEarn(emptyAccount(PROFILE), {
      ...move(1, 5, by),
      recoverShortfalls: true,
      ...overrides,
    })[0]?.expiresAt;
  };
  expect(expiryOf()).toBe(parseLocal("2026-05-03 23:59:59", MELBOURNE));
  expect(expiryOf(null)).toBeNull();
  expect(expiryOf(NOW)).toBe(NOW);
});

describe("[P4] outstanding shortfalls are recovered from points earned later", () => {
  const owing = takenBack(emptyAccount(PROFILE), 1, 200);

  test("points for points", () => {
    expect(owing.outstanding).toMatchObject([{ unit: "point", definitionId: 1, amount: 200 }]);
    const after = earned(owing, 2, 500);
    expect([pointsOf(after), owedOf(after)]).toEqual([300, 0]);
    const less = earned(owing, 3, 50);
    expect([pointsOf(less), owedOf(less)]).toEqual([0, 150]);
  });

  test("points for money that was honoured, at their value, and never more than is owed", () => {
    const by = pointDefinition({ exchangeMilliCents: 70_000 });
    const held = account([], {
      outstanding: [{ unit: "reward", definitionId: null, amount: 100, since: NOW }],
    });
    const drafts = draftEarn(held, { ...move(2, 1_000, by), recoverShortfalls: true });
    // 143 points are worth 100.1 cents; 142 would be worth only 99.
    expect(drafts.slice(1)).toMatchObject([{ kind: "recover", amount: -143, valueCents: -100 }]);
    expect(owedOf(foldAccount(drafts, held))).toBe(0);
  });

  test("points owed are recovered before money owed", () => {
    const held = account([], {
      outstanding: [
        { unit: "reward", definitionId: null, amount: 100, since: NOW },
        { unit: "point", definitionId: definitionIdSchema.parse(1), amount: 40, since: NOW },
      ],
    });
    const drafts = draftEarn(held, { ...move(2, 90), recoverShortfalls: true });
    expect(drafts.map((draft) => [draft.kind, draft.amount])).toEqual([
      ["issue", 90],
      ["recover", -40],
      ["recover", -50],
    ]);
    const after = foldAccount(drafts, held);
    expect(after.outstanding).toEqual([
      { unit: "reward", definitionId: null, amount: 50, since: NOW },
    ]);
  });

  test("not if the policy says no, nor by points of another definition or without value", () => {
    expect(pointsOf(earned(owing, 2, 500, false))).toBe(500);
    const other = pointDefinition({
      id: pointLot(1, 1).definitionId ?? definition.id,
      exchangeMilliCents: 0,
    });
    const money = account([], {
      outstanding: [{ unit: "reward", definitionId: null, amount: 100, since: NOW }],
    });
    expect(draftEarn(money, { ...move(2, 90, other), recoverShortfalls: true })).toHaveLength(1);
  });

  test("two definitions of one transaction don't recover the same money twice", () => {
    const second = { ...pointDefinition(), id: definitionId(2) };
    const held = account([], {
      outstanding: [{ unit: "reward", definitionId: null, amount: 100, since: NOW }],
    });
    const drafts = draftPointChanges(
      held,
      [
        { definition, points: 80, activations: [] },
        { definition: second, points: 80, activations: [] },
      ],
      {
        ...attribution(3),
        recoverShortfalls: true,
        lotsFirst: new Set(),
        takenBackAt: NOW,
      },
    );
    const after = foldAccount(drafts, held);
    expect([pointsOf(after), owedOf(after)]).toEqual([60, 0]);
  });
});

describe("[P5] a return", () => {
  test("takes points of its own definition only, and exactly as many as were asked for", () => {
    const other = pointDefinition({ id: definitionId(2) });
    const held = account([
      pointLot(1, 100, other),
      // A reward's definition may have the same number.
      lot(2, 100, { definitionId: definition.id }),
      pointLot(3, 100),
      pointLot(4, 9),
    ]);
    const drafts = draftTakeBack(held, { ...move(1, 100), lotsFirst: new Set() });
    expect(drafts.map(({ lotId, amount }) => [lotId, amount])).toEqual([
      [held.lots[2]?.lotId, -100],
    ]);
    expect(takenBack(held, 1, 120).outstanding).toMatchObject([{ definitionId: 1, amount: 11 }]);
  });

  test("takes from the lots of its transaction first, then from those that expire first", () => {
    const soon = pointLot(1, 100, definition, { expiresAt: instant(NOW + 1_000) });
    const ofTransaction = pointLot(2, 50);
    const later = pointLot(3, 100, definition, { expiresAt: instant(NOW + 9_000) });
    const drafts = draftTakeBack(account([later, soon, ofTransaction]), {
      ...move(1, 180),
      lotsFirst: new Set([ofTransaction.lotId]),
    });
    expect(drafts.map((draft) => [draft.kind, draft.lotId, draft.amount])).toEqual([
      ["return", ofTransaction.lotId, -50],
      ["return", soon.lotId, -100],
      ["return", later.lotId, -30],
    ]);
  });

  test("turns points no longer held into a shortfall, and leaves no negative balance", () => {
    const after = takenBack(account([pointLot(1, 100)]), 1, 130);
    expect(after).toMatchObject({ lots: [], outstanding: [{ unit: "point", amount: 30 }] });
  });

  test("selling and returning everything nets to zero, whatever happened in between", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            transaction: fc.integer({ min: 1, max: 500_000 }),
            spent: fc.integer({ min: 0, max: 5_000 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (transactions) => {
          let held = emptyAccount(PROFILE);
          let spent = 0;
          const lots: string[] = [];
          for (const [n, transaction] of transactions.entries()) {
            const points = pointsFor(transaction.transaction, definition);
            const before = held;
            if (points > 0) held = earned(held, 2 * n, points);
            lots.push(
              ...held.lots.filter((lot) => !before.lots.includes(lot)).map((lot) => lot.lotId),
            );
            const out = Math.min(transaction.spent, pointsOf(held));
            if (out > 0) held = takenBack(held, 2 * n + 1, out);
            spent += out;
          }
          for (const [n, transaction] of transactions.entries()) {
            const points = pointsFor(transaction.transaction, definition);
            if (points > 0) held = takenBack(held, 100 + n, points, lots);
          }
          expect(pointsOf(held) - owedOf(held)).toBe(spent === 0 ? 0 : -spent);
          expect(held.lots.every((lot) => lot.remaining > 0)).toBe(true);
        },
      ),
    );
  });
});

const definitionId = (id: number) => pointDefinition({ id: JSON.parse(String(id)) }).id;
