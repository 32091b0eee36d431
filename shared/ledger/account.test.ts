import { describe, expect, test } from "vitest";
import { draftEarn, draftTakeBack } from "#shared/incentive/points/move-points.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import {
  account,
  attribution,
  DAY_MS,
  decideAndDraft,
  lot,
  NOW,
  PROFILE,
  pointDefinition,
  programme,
  redeemRequest,
} from "#shared/testing/build.ts";
import { emptyAccount, foldAccount, outstandingOf } from "./account.ts";
import { type EntryDraft, entryKindSchema } from "./entry.ts";
import { rulesOfKind } from "./entry-kind.ts";

const definition = pointDefinition();
const earn = (n: number, points: number, recoverShortfalls = true) => ({
  ...attribution(n),
  definition,
  points,
  firstIndex: 0,
  recoverShortfalls,
});

test("[L4] counts entries, opens lots, draws on them and drops those that are used up", () => {
  const earned = foldAccount(draftEarn(emptyAccount(PROFILE), earn(1, 300)), emptyAccount(PROFILE));
  expect(earned).toMatchObject({ version: 1, lots: [{ initial: 300, remaining: 300 }] });
  const back = { ...earn(2, 100), lotsFirst: new Set<string>() };
  const less = foldAccount(draftTakeBack(earned, back), earned);
  expect(less).toMatchObject({ version: 2, lots: [{ initial: 300, remaining: 200 }] });
  const rest = { ...earn(3, 200), lotsFirst: new Set<string>() };
  expect(foldAccount(draftTakeBack(less, rest), less)).toMatchObject({ version: 3, lots: [] });
});

test("[L2] an extend moves the expiry and nothing else", () => {
  const held = lot(1, 500, { expiresAt: NOW });
  const extend: EntryDraft = {
    ...draftOf(held, 0),
    kind: "extend",
    expiresAt: instant(NOW + DAY_MS),
  };
  const after = foldAccount([extend], account([held]));
  expect(after.lots).toEqual([{ ...held, expiresAt: instant(NOW + DAY_MS) }]);
});

test("[L2] an amount with the wrong sign for its kind is a bug", () => {
  const held = lot(1, 500);
  const fold = (kind: EntryDraft["kind"], amount: number) => () =>
    foldAccount([{ ...draftOf(held, amount), kind }], account([held]));
  for (const kind of ["issue", "reverse", "shortfall"] as const) {
    expect(fold(kind, 0)).toThrow(new RegExp(`${kind} of 0`));
    expect(fold(kind, -1)).toThrow(new RegExp(`${kind} of -1`));
  }
  for (const kind of ["redeem", "expire", "return", "recover"] as const) {
    expect(fold(kind, 0)).toThrow(new RegExp(`${kind} of 0`));
    expect(fold(kind, 1)).toThrow(new RegExp(`${kind} of 1`));
  }
  expect(fold("extend", 1)).toThrow(/extend of 1/);
  for (const amount of [-1, 0, 1]) expect(fold("adjust", amount)).not.toThrow();
});

test("[L3] taking more than a lot holds is a bug", () => {
  const held = lot(1, 500);
  expect(() => foldAccount([draftOf(held, -501)], account([held]))).toThrow(/takes more/);
  expect(() => foldAccount([draftOf(held, -1)], account([]))).toThrow(/holds nothing/);
});

test("[L3] an entry changes its own lot and no other", () => {
  const held = [lot(1, 500), lot(2, 300), lot(3, 200)];
  const after = (amount: number) =>
    foldAccount([draftOf(lot(2, 300), amount)], account(held)).lots.map(
      ({ remaining }) => remaining,
    );
  expect(after(-100)).toEqual([500, 200, 200]);
  expect(after(-300)).toEqual([500, 200]);
});

test("[L5] what is owed is kept apart by unit and by definition", () => {
  const [one, two] = [lot(1, 50), lot(2, 60)];
  const points = { unit: "point", definitionId: definition.id } as const;
  const since = instant(NOW - DAY_MS);
  const owed = [
    { unit: "reward", definitionId: null, amount: 300, since },
    { ...points, amount: 40, since },
    { unit: "point", definitionId: one.definitionId, amount: 7, since },
    { unit: "reward", definitionId: definition.id, amount: 3, since },
  ] as const;
  const recover: EntryDraft = { ...draftOf({ ...one, ...points }, -15), kind: "recover" };
  const after = foldAccount([recover], account([{ ...one, ...points }], { outstanding: owed }));
  expect(after.outstanding).toEqual([owed[0], owed[2], owed[3], { ...points, amount: 25, since }]);
  const shortfall: EntryDraft = { ...draftOf({ ...two, ...points }, 5), kind: "shortfall" };
  const more = foldAccount([shortfall], account([], { outstanding: owed }));
  expect(more.outstanding).toEqual([owed[0], owed[2], owed[3], { ...points, amount: 45, since }]);
});

test("only a known kind is a kind of entry", () => {
  expect(entryKindSchema.options.map(rulesOfKind)).not.toContain(null);
  expect(["", "toString", "issued"].map(rulesOfKind)).toEqual([null, null, null]);
});

describe("[L5] a shortfall", () => {
  const decision = decideAndDraft(
    account([lot(1, 500)]),
    programme(),
    redeemRequest(800, { whenShort: "honour" }),
  );
  const owing = foldAccount(decision.ok ? decision.value.drafts : [], account([lot(1, 500)]));

  test("leaves no lot, and stays outstanding", () => {
    expect(owing.lots).toEqual([]);
    expect(owing.outstanding).toEqual([
      { unit: "reward", definitionId: null, amount: 300, since: NOW },
    ]);
  });

  test("adds to what is already outstanding", () => {
    const later = instant(NOW + DAY_MS);
    const again = decideAndDraft(
      owing,
      programme(),
      redeemRequest(50, { whenShort: "honour", occurredAt: later }),
    );
    const more = foldAccount(again.ok ? again.value.drafts : [], owing);
    // It is owed since the first time.
    expect(more.outstanding).toEqual([
      { unit: "reward", definitionId: null, amount: 350, since: NOW },
    ]);
  });

  test("is recovered by a recovery's value, in part and then in full", () => {
    const part = foldAccount(draftEarn(owing, earn(2, 120)), owing);
    expect(part).toMatchObject({
      lots: [],
      outstanding: [{ unit: "reward", amount: 180, since: NOW }],
    });
    const full = foldAccount(draftEarn(part, earn(3, 1_000)), part);
    expect(full).toMatchObject({ lots: [{ remaining: 820 }], outstanding: [] });
  });

  test("is never recovered beyond what is outstanding", () => {
    const recover: EntryDraft = {
      ...draftOf(lot(5, 900), -900),
      kind: "recover",
      valueCents: cents(-900),
    };
    expect(() => foldAccount([recover], { ...owing, lots: [lot(5, 900)] })).toThrow(/recovered/);
  });
});

const draftOf = (held: ReturnType<typeof lot>, amount: number): EntryDraft => {
  const [template] = draftEarn(emptyAccount(PROFILE), earn(9, 1));
  if (!template) throw new Error("expected an entry for points earned");
  return {
    ...template,
    kind: "redeem",
    unit: held.unit,
    definitionId: held.definitionId,
    lotId: held.lotId,
    amount,
    valueCents: cents(amount),
    expiresAt: null,
  };
};

test("[L3] nothing can be done to a lot that the account doesn't hold", () => {
  const draft = draftOf(lot(1, 500), 0);
  const fold = (kind: EntryDraft["kind"], amount: number) => () =>
    foldAccount([{ ...draft, kind, amount }], account([lot(2, 500)]));
  expect(fold("extend", 0)).toThrow(/holds nothing/);
  expect(fold("redeem", -1)).toThrow(/holds nothing/);
  expect(fold("issue", 1)().lots).toHaveLength(2);
});

test("[L5] what is owed is told apart by unit and definition", () => {
  const { id } = definition;
  const owes = account([], {
    outstanding: [
      { unit: "reward", definitionId: null, amount: 5, since: NOW },
      { unit: "point", definitionId: id, amount: 7, since: NOW },
    ],
  });
  expect(outstandingOf(owes, { unit: "reward", definitionId: null })).toBe(5);
  expect(outstandingOf(owes, { unit: "point", definitionId: id })).toBe(7);
  expect(outstandingOf(owes, { unit: "reward", definitionId: id })).toBe(0);
  expect(outstandingOf(owes, { unit: "point", definitionId: null })).toBe(0);
});
