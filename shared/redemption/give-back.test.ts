import { describe, expect, test } from "vitest";
import { definitionIdSchema, entryIdOf, lotIdOf } from "#shared/kernel/ids.ts";
import { type Cents, cents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { calendarDaySchema, instant } from "#shared/kernel/time.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import {
  account,
  attribution,
  pointDefinition,
  programme,
  rewardDefinition,
} from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { type Draw, decideGiveBack, type GiveBack } from "./give-back.ts";
import type { Strategy } from "./policy.ts";
import type { RefundOrder } from "./split-refund.ts";

const { commandId } = attribution(9);
/** The end of the day, in Melbourne. */
const TONIGHT = instant(Date.UTC(2026, 2, 3, 12, 59, 59));

const draw = (n: number, amount: number, more: Partial<Draw & LedgerEntry> = {}): Draw => {
  const { returnedCents = ZERO_CENTS, returnedAmount = returnedCents, ...rest } = more;
  const drawn = entry(n, -amount, { kind: "redeem", ...rest });
  return { entry: drawn, returnedCents, returnedAmount };
};
const points = (n: number, amount: number, more: Partial<Draw & LedgerEntry> = {}): Draw =>
  draw(n, amount, { unit: "point", definitionId: pointDefinition().id, ...more });

const decide = (
  draws: readonly Draw[],
  asked: GiveBack,
  order: RefundOrder = "ratio",
  by = programme(),
) => decideGiveBack(account([]), by, draws, asked, { ...attribution(9), order });
/** What comes back of each draw that gets something, or why nothing does. */
const backOf = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args);
  if (!decided.ok) return decided.error;
  const { totalCents, drafts } = decided.value;
  const parts = drafts.map(({ valueCents }) => valueCents);
  expect(totalCents).toBe(sumCents(parts));
  return parts;
};
const refund = (refundCents: number, saleCents: number, refundedCents = 0): GiveBack => ({
  refundCents: cents(refundCents),
  saleCents: cents(saleCents),
  refundedCents: cents(refundedCents),
});
const notPositive = { reason: "amount_not_positive" };
const tooMuch = (leftCents: number) => ({ reason: "more_than_redeemed", leftCents });

// 40.00 were drawn, of which 10.00 have been given back.
const draws = [draw(1, 3_000, { returnedCents: cents(1_000) }), points(2, 1_000)];

describe("the share of a redemption in a refund", () => {
  test.for<[string, GiveBack, unknown]>([
    ["of nothing", refund(0, 3_999), notPositive],
    ["of less than nothing", refund(-1, 10_000), notPositive],
    [
      "of a sale that is smaller than the redemption",
      refund(5_000, 3_999),
      { reason: "sale_too_small", redeemedCents: 4_000 },
    ],
    ["of a sale that it paid alone", refund(3_000, 4_000, 1_000), [2_000, 1_000]],
    ["of more than the sale has left", refund(9_001, 10_000, 1_000), tooMuch(9_000)],
    ["of all that the sale has left", refund(9_000, 10_000, 1_000), [2_000, 1_000]],
    ["of a sale with less left than the redemption", refund(1, 4_000, 1_001), tooMuch(2_999)],
    ["by ratio, with what else paid for the sale", refund(3_000, 10_000, 1_000), [667, 333]],
  ])("[B1] [B2] %s", ([, asked, is]) => {
    expect(backOf(draws, asked)).toEqual(is);
  });

  test.for<[RefundOrder, number, readonly number[]]>([
    ["first", 2_000, [2_000]],
    ["first", 2_001, [2_000, 1]],
    ["last", 6_000, []],
    ["last", 6_001, [1]],
    ["last", 7_001, [1, 1_000]],
  ])("[B2] other tenders come last: from the %s, of %d", ([order, amount, is]) => {
    expect(backOf(draws, refund(amount, 10_000, 1_000), order)).toEqual(is);
  });
});

describe("an amount that is given back", () => {
  test.for<[number, boolean, unknown]>([
    [0, true, notPositive],
    [-1, false, notPositive],
    [1_500, true, [1_000, 500]],
    [3_000, true, [2_000, 1_000]],
    [3_001, true, tooMuch(3_000)],
    [3_001, false, [2_000, 1_000]],
  ])("[B1] [B5] %d, strict: %s", ([amount, isStrict, is]) => {
    expect(backOf(draws, { amountCents: cents(amount), isStrict })).toEqual(is);
  });

  test("[B1] is as strict as it can be unless somebody says otherwise", () => {
    expect(backOf(draws, { amountCents: cents(3_001) })).toEqual(tooMuch(3_000));
  });

  test("[B1] is nothing once everything has come back, strict or not", () => {
    const all = [draw(1, 500, { returnedCents: cents(500) })];
    expect(backOf(all, { amountCents: cents(1), isStrict: false })).toEqual(tooMuch(0));
  });

  test.for<[readonly Strategy[], number, boolean, unknown]>([
    [["points"], 400, true, [400]],
    [["points"], 1_001, true, tooMuch(1_000)],
    [["points"], 1_001, false, [1_000]],
    [["points", "points"], 1_001, true, tooMuch(1_000)],
    [["points", "rewards"], 1_500, true, [500, 1_000]],
    [["rewards", "points"], 2_500, true, [2_000, 500]],
    [["credits"], 1, false, tooMuch(0)],
  ])("[B5] as %j, %d, strict: %s", ([strategies, amount, isStrict, is]) => {
    expect(backOf(draws, { amountCents: cents(amount), strategies, isStrict })).toEqual(is);
  });

  test("[B5] goes by the policy within a kind", () => {
    const two = [draw(1, 300), points(2, 100), draw(3, 300)];
    const asked = { amountCents: cents(400), strategies: ["rewards"] } as const;
    expect(backOf(two, asked)).toEqual([200, 200]);
    expect(backOf(two, asked, "first")).toEqual([300, 100]);
    expect(backOf(two, asked, "last")).toEqual([100, 300]);
  });
});

describe("what comes back", () => {
  const draftsOf = (...args: Parameters<typeof decide>) => {
    const decided = decide(...args);
    return decided.ok ? decided.value.drafts : [];
  };

  test("[B1] is a new lot of what was drawn, with the index of its draw", () => {
    const decided = decide(draws, { amountCents: cents(10), strategies: ["points"] });
    const entryId = entryIdOf(commandId, 1);
    expect(decided).toMatchObject({
      ok: true,
      value: {
        totalCents: 10,
        drafts: [
          {
            entryId,
            lotId: lotIdOf(entryId),
            kind: "issue",
            unit: "point",
            definitionId: pointDefinition().id,
            definitionVersion: 1,
            amount: 10,
            valueCents: 10,
          },
        ],
      },
    });
  });

  test("[B3] points come back in the proportion of their money, in all as many as were drawn", () => {
    let returnedCents: Cents = ZERO_CENTS;
    let returnedAmount = 0;
    const amounts = [33, 33, 34].map((part) => {
      const of = points(1, 301, { valueCents: cents(-100), returnedCents, returnedAmount });
      const [back] = draftsOf([of], { amountCents: cents(part) });
      returnedCents = cents(returnedCents + part);
      returnedAmount += back?.amount ?? 0;
      return back?.amount;
    });
    expect(amounts).toEqual([99, 99, 103]);
  });

  test("[B3] a share worth less than the smallest part of a point stays to be returned", () => {
    const point = points(1, 100, { valueCents: cents(-200) });
    const asked = (amount: number) => ({ amountCents: cents(amount) });
    expect(backOf([point], asked(1))).toEqual({ reason: "too_little_for_points" });
    expect(draftsOf([point], asked(3))).toMatchObject([{ amount: 1, valueCents: 3 }]);
    expect(backOf([draw(2, 200), point], asked(2))).toEqual([1]);
    expect(decide([draw(2, 200), point], refund(2, 400))).toMatchObject({
      value: { totalCents: 1, withheldCents: 1 },
    });
  });

  test("[B3] points of no money come back once, with the last of it", () => {
    const worthless = points(2, 7, { valueCents: ZERO_CENTS });
    const backWith = (amount: number, other: Draw) =>
      draftsOf([draw(1, 100), other], { amountCents: cents(amount) }).map(
        ({ amount: back, valueCents }) => [back, valueCents],
      );
    expect(backWith(99, worthless)).toEqual([[99, 99]]);
    expect(backWith(100, worthless)).toEqual([
      [100, 100],
      [7, 0],
    ]);
    expect(backWith(100, { ...worthless, returnedAmount: 7 })).toEqual([[100, 100]]);
    // One that is worth something and has come back doesn't come again.
    expect(backWith(100, draw(3, 50, { returnedCents: cents(50) }))).toEqual([[100, 100]]);
  });

  const thanks = rewardDefinition();
  const dated = (day: string) => ({
    periodType: "absolute_date" as const,
    absoluteExpiry: calendarDaySchema.parse(day),
  });
  test.for([
    ["thirty days from now", {}, instant(Date.UTC(2026, 3, 2, 12, 59, 59))],
    ["today", { period: 0 }, TONIGHT],
    ["on a day to come", dated("2026-03-05"), instant(Date.UTC(2026, 2, 5, 12, 59, 59))],
    ["on a day that has passed", dated("2026-02-28"), TONIGHT],
    ["never", { period: null }, null],
  ] as const)("[B3] expires as a new issue would: %s", ([, more, expiresAt]) => {
    const base = programme();
    const by = { ...base, definitions: { ...base.definitions, reward: [{ ...thanks, ...more }] } };
    const of = [draw(1, 100, { definitionId: thanks.id })];
    expect(draftsOf(of, { amountCents: cents(1) }, "ratio", by)[0]?.expiresAt).toBe(expiresAt);
  });

  test("[B3] never expires if its definition isn't known any more", () => {
    const of = [draw(1, 100, { definitionId: definitionIdSchema.parse(99) })];
    expect(draftsOf(of, { amountCents: cents(1) })[0]?.expiresAt).toBeNull();
  });
});
