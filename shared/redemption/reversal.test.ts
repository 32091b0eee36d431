import { describe, expect, test } from "vitest";
import { lotIdOf } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { foldAccount, HONOURED, type Outstanding } from "#shared/ledger/account.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
} from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import type { Programme } from "./programme.ts";
import { draftReversal, isReversible, type Reverser, type SinceRedeemed } from "./reversal.ts";

const { timezone: _, ...by } = attribution(9);
const tonight = instant(Date.UTC(2026, 2, 3, 12, 59, 59));

const drawn = (n: number, from: Lot, amount: number, valueCents = amount) =>
  entry(n, -amount, {
    kind: "redeem",
    unit: from.unit,
    definitionId: from.definitionId,
    lotId: from.lotId,
    valueCents: cents(-valueCents),
  });
const since = (more: Partial<SinceRedeemed> = {}): SinceRedeemed => ({
  open: 0,
  deleted: new Set(),
  writtenOff: [],
  programme: programme(),
  ...more,
});

test.for<[Reverser, number, boolean]>([
  ["till", 0, true],
  ["till", 600_000, true],
  ["till", 600_001, false],
  ["manager", 600_001, true],
  ["head_office", 600_001, true],
  ["void", 600_001, true],
])("[V2] %s may reverse %d ms after the redemption: %s", ([who, ms, may]) => {
  expect(isReversible(NOW, addMs(NOW, ms), who)).toBe(may);
});

describe("a reversal", () => {
  const thanks = lot(1, 100);
  const movesOf = (...args: Parameters<typeof draftReversal>) =>
    draftReversal(...args).map(({ kind, amount, valueCents }) => [kind, amount, valueCents]);

  test("[V1] gives every lot back exactly what was drawn from it", () => {
    const points = pointLot(2, 50);
    const drafts = draftReversal(
      account([thanks, points]),
      [drawn(1, thanks, 400), drawn(2, points, 301, 3)],
      since(),
      by,
    );
    expect(drafts).toMatchObject([
      { lotId: thanks.lotId, kind: "reverse", amount: 400, valueCents: 400, expiresAt: null },
      { lotId: points.lotId, kind: "reverse", amount: 301, valueCents: 3, expiresAt: null },
    ]);
    expect(new Set(drafts.map(({ entryId }) => entryId)).size).toBe(2);
  });

  test.for([
    ["never expires", null, false],
    ["is in its last second", addMs(NOW, -999), false],
    ["has expired", addMs(NOW, -1_000), true],
  ] as const)("[V3] to a lot that %s", ([, expiresAt, isExtended]) => {
    const held = { ...thanks, expiresAt };
    const drafts = draftReversal(account([lot(2, 5), held]), [drawn(1, held, 400)], since(), by);
    const extended = { lotId: held.lotId, kind: "extend", amount: 0, expiresAt: tonight };
    expect(drafts).toHaveLength(isExtended ? 2 : 1);
    expect(drafts.slice(1)).toMatchObject(isExtended ? [extended] : []);
  });

  test("[V6] leaves a deleted reward empty, expired or not", () => {
    const gone = { ...lot(2, 0), expiresAt: addMs(NOW, -1_000) };
    const deleted = new Set([gone.lotId]);
    const redeemed = [drawn(1, gone, 400), drawn(2, thanks, 10)];
    expect(movesOf(account([gone, thanks]), redeemed, since({ deleted }), by)).toEqual([
      ["reverse", 400, 400],
      ["adjust", -400, -400],
      ["reverse", 10, 10],
    ]);
  });
});

describe("[V4] what was honoured without being held", () => {
  // 5.00, which were drawn at once.
  const shortfall = entry(1, 500, { kind: "shortfall" });
  const lotId = lotIdOf(shortfall.entryId);
  const used = lot(1, 0, { lotId, definitionId: null, initial: 500 });
  const redeemed = [shortfall, drawn(2, used, 500)];
  const owes = (amount: number): readonly Outstanding[] =>
    amount === 0 ? [] : [{ ...HONOURED, amount, since: NOW }];

  test.for([
    ["all still owed", 500, 500, [["recover", -500]], 0],
    ["partly recovered", 500, 200, [["recover", -200]], 300],
    ["all recovered", 500, 0, [], 500],
    ["other redemptions owed as well", 500, 900, [["recover", -500]], 0],
    [
      "partly written off",
      300,
      300,
      [
        ["write_off", -200],
        ["recover", -300],
      ],
      0,
    ],
    ["all written off", 0, 0, [["write_off", -500]], 0],
  ] as const)("%s", ([, open, owed, moves, left]) => {
    const held = account([used], { outstanding: owes(owed) });
    const drafts = draftReversal(held, redeemed, since({ open }), by);
    expect(drafts.map(({ kind, amount }) => [kind, amount])).toEqual([["reverse", 500], ...moves]);
    for (const { amount, valueCents, expiresAt } of drafts) {
      expect(valueCents).toBe(amount);
      expect(expiresAt).toBeNull();
    }
    const after = foldAccount(drafts, held);
    expect(after.lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(left);
  });
});

describe("[P4] points that come back pay what is owed first", () => {
  const definition = pointDefinition();
  const points = pointLot(1, 0, definition);
  const redeemed = [drawn(1, points, 300)];
  const unpaid = programme(definition);
  const policy = { ...unpaid.policy, recoverShortfalls: false };
  const owedPoints = {
    unit: "point",
    definitionId: definition.id,
    amount: 50,
    since: NOW,
  } as const;
  const owedMoney = { ...HONOURED, amount: 20, since: NOW };

  test.for<[string, Outstanding, Programme, readonly number[]]>([
    ["points", owedPoints, unpaid, [-50]],
    ["points, whatever the policy", owedPoints, { ...unpaid, policy }, [-50]],
    ["money", owedMoney, unpaid, [-20]],
    ["money, unless the policy says no", owedMoney, { ...unpaid, policy }, []],
  ])("%s", ([, owed, by_, recovered]) => {
    const held = account([points], { outstanding: [owed] });
    const drafts = draftReversal(held, redeemed, since({ programme: by_ }), by);
    expect(drafts.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["reverse", 300],
      ...recovered.map((amount) => ["recover", amount]),
    ]);
    expect(new Set(drafts.map(({ entryId }) => entryId)).size).toBe(drafts.length);
  });
});
