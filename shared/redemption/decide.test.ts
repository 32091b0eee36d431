import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { AMOUNT_CENTS_MAX, cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import { freezeReasonSchema } from "#shared/ledger/freeze.ts";
import { compareLots } from "#shared/ledger/lot.ts";
import {
  account,
  DAY_MS,
  decideAndDraft,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
  redeemRequest,
} from "#shared/testing/build.ts";
import { balancesOf } from "./balance.ts";

const definitionId = (id: number) => definitionIdSchema.parse(id);
const cheap = pointDefinition({ exchangeMilliCents: 33_300 });
const someLots = fc
  .uniqueArray(
    fc.record({
      n: fc.integer({ min: 0, max: 60 }),
      isPoint: fc.boolean(),
      remaining: fc.integer({ min: 1, max: 3_000 }),
      lasts: fc.option(fc.integer({ min: -3, max: 20 })),
      issued: fc.integer({ min: -20, max: 1 }),
    }),
    { selector: ({ n }) => n, maxLength: 15 },
  )
  .map((all) =>
    all.map(({ n, isPoint, remaining, lasts, issued }) => {
      const more = {
        activeAt: instant(NOW + issued * DAY_MS),
        expiresAt: lasts === null ? null : instant(NOW + lasts * DAY_MS),
      };
      return isPoint ? pointLot(n, remaining, cheap, more) : lot(n, remaining, more);
    }),
  );
const amount = fc.integer({ min: 1, max: 20_000 });
const whenShort = fc.constantFrom("refuse" as const, "partly" as const, "honour" as const);
const strategies = fc.constantFrom(
  ["rewards", "points"] as const,
  ["points", "rewards"] as const,
  ["rewards"] as const,
  ["points"] as const,
);

test("[R1] [R4] exactly the balance can be redeemed: that much is accepted, a cent more isn't", () => {
  fc.assert(
    fc.property(someLots, (lots) => {
      const held = account(lots);
      const { combinedCents } = balancesOf(held, programme(cheap), NOW);
      const all = decideAndDraft(held, programme(cheap), redeemRequest(combinedCents));
      expect(all.ok).toBe(combinedCents > 0);
      expect(decideAndDraft(held, programme(cheap), redeemRequest(combinedCents + 1))).toEqual({
        ok: false,
        error: { reason: "insufficient_balance", availableCents: combinedCents },
      });
    }),
  );
});

test("[R5] the money adds up, with and without a shortfall", () => {
  fc.assert(
    fc.property(someLots, amount, whenShort, strategies, (lots, wanted, short, order) => {
      const held = account(lots);
      const request = redeemRequest(wanted, { whenShort: short, strategies: order });
      const decision = decideAndDraft(held, programme(cheap), request);
      const { held: holdings } = balancesOf(held, programme(cheap), NOW);
      const worthOf = { rewards: holdings.reward.worthCents, points: holdings.point.worthCents };
      const thereCents = order.reduce((sum, strategy) => sum + worthOf[strategy], 0);
      const paidCents = Math.min(wanted, thereCents);
      const isEnough = { refuse: thereCents >= wanted, partly: thereCents > 0, honour: true };
      expect(decision.ok).toBe(isEnough[short]);
      if (!decision.ok) return;
      const { drafts, redeemedCents, shortfallCents } = decision.value;
      const redeemed = drafts.filter((draft) => draft.kind === "redeem");
      expect(-redeemed.reduce((sum, draft) => sum + draft.valueCents, 0)).toBe(redeemedCents);
      expect(shortfallCents).toBe(short === "honour" ? wanted - paidCents : 0);
      expect(redeemedCents).toBe(paidCents + shortfallCents);
      const after = foldAccount(drafts, held);
      expect(after.outstanding.reduce((sum, owed) => sum + owed.amount, 0)).toBe(shortfallCents);
      expect(after.lots.every((one) => one.remaining > 0)).toBe(true);
      const left = balancesOf(after, programme(cheap), NOW).combinedCents;
      // Points are drawn whole, so a redemption may take up to a point more than it pays with.
      expect(left).toBeLessThanOrEqual(
        balancesOf(held, programme(cheap), NOW).combinedCents - paidCents,
      );
    }),
  );
});

const freezes = fc.constantFrom(...freezeReasonSchema.options).map((reason) => ({
  reason,
  since: NOW,
}));

test("[Z1] nothing is redeemed from a frozen account, whatever it holds and however it pays", () => {
  fc.assert(
    fc.property(
      someLots,
      amount,
      fc.constantFrom("refuse" as const, "partly" as const),
      strategies,
      freezes,
      (lots, wanted, short, order, freeze) => {
        const request = redeemRequest(wanted, { whenShort: short, strategies: order });
        const error = { reason: "account_frozen", frozenFor: freeze.reason };
        expect(decideAndDraft(account(lots, { freeze }), programme(cheap), request)).toEqual({
          ok: false,
          error,
        });
      },
    ),
  );
});

test("[Z3] what has left the shop is honoured as if the account weren't frozen", () => {
  fc.assert(
    fc.property(someLots, amount, strategies, freezes, (lots, wanted, order, freeze) => {
      const request = redeemRequest(wanted, { whenShort: "honour", strategies: order });
      const frozen = decideAndDraft(account(lots, { freeze }), programme(cheap), request);
      expect(frozen).toEqual(decideAndDraft(account(lots), programme(cheap), request));
    }),
  );
});

test("[Z1] what moves value by entries neither freezes an account nor unfreezes it", () => {
  const freeze = { reason: "fraud", since: NOW } as const;
  const held = account([lot(1, 500)], { freeze });
  const decision = decideAndDraft(held, programme(), redeemRequest(200, { whenShort: "honour" }));
  assert(decision.ok, "it is honoured");
  expect(foldAccount(decision.value.drafts, held)).toMatchObject({
    freeze,
    lots: [{ remaining: 300 }],
  });
});

test("[R3] no lot is drawn while an earlier one of the same strategy still holds something", () => {
  fc.assert(
    fc.property(someLots, amount, (lots, wanted) => {
      const held = account(lots);
      const decision = decideAndDraft(
        held,
        programme(cheap),
        redeemRequest(wanted, { whenShort: "partly" }),
      );
      if (!decision.ok) return;
      const after = foldAccount(decision.value.drafts, held);
      for (const unit of ["reward", "point"] as const) {
        const drawn = decision.value.drafts
          .filter((draft) => draft.unit === unit)
          .map((draft) => draft.lotId);
        const inOrder = lots.filter((one) => drawn.includes(one.lotId)).sort(compareLots);
        expect(drawn).toEqual(inOrder.map((one) => one.lotId));
        const last = inOrder.at(-1);
        for (const left of after.lots) {
          if (left.unit !== unit || drawn.includes(left.lotId) || !last) continue;
          const isSpendable =
            left.activeAt <= NOW && (left.expiresAt === null || left.expiresAt + 1000 > NOW);
          expect(isSpendable && compareLots(last, left) >= 0).toBe(false);
        }
      }
    }),
  );
});

test("[R3] [P2] of points of several definitions those that expire first pay first, each at its own rate", () => {
  const half = pointDefinition({ exchangeMilliCents: 50_000 });
  const double = { ...pointDefinition({ exchangeMilliCents: 200_000 }), id: definitionId(2) };
  const ends = (days: number) => ({ expiresAt: instant(NOW + days * DAY_MS) });
  const held = account([
    pointLot(1, 100, half, ends(3)),
    pointLot(2, 30, double, ends(2)),
    pointLot(3, 10, half, ends(1)),
  ]);
  const drawn = (amount: number) => {
    const decided = decideAndDraft(held, programme(half, double), redeemRequest(amount));
    return (
      decided.ok &&
      decided.value.drafts.map(({ lotId, amount, valueCents }) => [
        held.lots.findIndex((lot) => lot.lotId === lotId) + 1,
        amount,
        valueCents,
      ])
    );
  };
  expect(drawn(90)).toEqual([
    [3, -10, -5],
    [2, -30, -60],
    [1, -50, -25],
  ]);
  expect(drawn(25)).toEqual([
    [3, -10, -5],
    [2, -10, -20],
  ]);
});

test("[R3] [P3] points that pay no cent stay, also between others that expire sooner and later", () => {
  const third = pointDefinition({ exchangeMilliCents: 33_300 });
  const one = { ...pointDefinition({ exchangeMilliCents: 100_000 }), id: definitionId(2) };
  const held = account([pointLot(1, 2, third), pointLot(2, 5, one)]);
  expect(decideAndDraft(held, programme(third, one), redeemRequest(5))).toMatchObject({
    value: { drafts: [{ lotId: held.lots[1]?.lotId, amount: -5, valueCents: -5 }] },
  });
});

test("[R2] [L7] no lot is drawn that has expired or isn't issued yet", () => {
  const held = account([
    lot(1, 500, { expiresAt: instant(NOW - 1_000) }),
    lot(2, 500, { activeAt: instant(NOW + 1) }),
    lot(3, 500),
  ]);
  expect(decideAndDraft(held, programme(), redeemRequest(501))).toMatchObject({
    ok: false,
    error: { availableCents: 500 },
  });
});

describe("[R4] refusals, in order", () => {
  const refusal = (amountCents: number) =>
    decideAndDraft(account([]), programme(), redeemRequest(amountCents));
  test.for([0, -1])("%s is not positive", (amountCents) => {
    expect(refusal(amountCents)).toEqual({ ok: false, error: { reason: "amount_not_positive" } });
  });
  test("too large", () => {
    expect(refusal(AMOUNT_CENTS_MAX + 1)).toEqual({
      ok: false,
      error: { reason: "amount_too_large", maxCents: AMOUNT_CENTS_MAX },
    });
  });
  test("the largest amount is not too large", () => {
    expect(refusal(AMOUNT_CENTS_MAX)).toMatchObject({ error: { reason: "insufficient_balance" } });
  });
  test("insufficient balance, with what is available", () => {
    expect(refusal(1)).toEqual({
      ok: false,
      error: { reason: "insufficient_balance", availableCents: 0 },
    });
  });
  test("goods that have left the shop are honoured, but not an invalid amount", () => {
    const honour = (amountCents: number) =>
      decideAndDraft(account([]), programme(), redeemRequest(amountCents, { whenShort: "honour" }));
    expect(honour(500)).toMatchObject({
      ok: true,
      value: { redeemedCents: 500, shortfallCents: 500 },
    });
    expect(honour(0).ok).toBe(false);
    expect(honour(AMOUNT_CENTS_MAX + 1).ok).toBe(false);
  });
});

test("[R5] partly redeems what is there, and refuses if there is nothing", () => {
  const partly = redeemRequest(800, { whenShort: "partly" });
  expect(decideAndDraft(account([lot(1, 500)]), programme(), partly)).toMatchObject({
    ok: true,
    value: { redeemedCents: 500, shortfallCents: 0 },
  });
  expect(decideAndDraft(account([]), programme(), partly).ok).toBe(false);
});

test("[R6] a redemption is judged as of the time it was made", () => {
  const held = account([lot(1, 500, { expiresAt: NOW })]);
  const at = (ms: number) =>
    decideAndDraft(held, programme(), redeemRequest(1, { occurredAt: instant(NOW + ms) })).ok;
  expect([at(0), at(999), at(1_000)]).toEqual([true, true, false]);
});

test("[R7] strategies are drawn in the order passed in, each once", () => {
  const held = account([lot(1, 100), pointLot(2, 1_000)]);
  const units = (order: readonly ("rewards" | "points")[]) => {
    const decision = decideAndDraft(held, programme(), redeemRequest(150, { strategies: order }));
    return decision.ok
      ? decision.value.drafts.map((draft) => [draft.unit, draft.amount])
      : decision.error.reason;
  };
  expect(units(["rewards", "points"])).toEqual([
    ["reward", -100],
    ["point", -50],
  ]);
  expect(units(["points", "rewards"])).toEqual([["point", -150]]);
  expect(units(["points", "points", "rewards"])).toEqual([["point", -150]]);
  expect(units(["rewards"])).toBe("insufficient_balance");
});

test("[P2] [P3] points pay by their running total, using as few as possible", () => {
  const held = account([pointLot(1, 1, cheap), pointLot(2, 1, cheap), pointLot(3, 1_000, cheap)]);
  const decision = decideAndDraft(held, programme(cheap), redeemRequest(100));
  expect(
    decision.ok && decision.value.drafts.map((draft) => [draft.amount, draft.valueCents]),
  ).toEqual([
    [-1, 0],
    [-1, 0],
    [-299, -100],
  ]);
});

test("a decision doesn't depend on the ids of its entries, and uses each id once", () => {
  fc.assert(
    fc.property(someLots, amount, (lots, wanted) => {
      const request = redeemRequest(wanted, { whenShort: "honour" });
      const decision = decideAndDraft(account(lots), programme(cheap), request);
      const again = decideAndDraft(account(lots.toReversed()), programme(cheap), request);
      expect(again).toEqual(decision);
      const ids = decision.ok ? decision.value.drafts.map((draft) => draft.entryId) : [];
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("rounding never loses a whole cent", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 5_000 }),
      (points, rate) => {
        const by = pointDefinition({ exchangeMilliCents: rate });
        const held = account([pointLot(1, points, by)]);
        const pointCents = balancesOf(held, programme(by), NOW).held.point.worthCents;
        if (pointCents === 0) return;
        const decision = decideAndDraft(held, programme(by), redeemRequest(pointCents));
        expect(decision).toMatchObject({ ok: true, value: { redeemedCents: cents(pointCents) } });
      },
    ),
  );
});

test("[R3] [L7] T18: what was spent came from the lot that expires first, so only its rest expires", () => {
  const october = lot(1, 10_000, { expiresAt: instant(NOW + DAY_MS) });
  const december = lot(2, 10_000, { expiresAt: instant(NOW + 60 * DAY_MS) });
  const held = account([december, october]);
  const spent = decideAndDraft(held, programme(), redeemRequest(8_000));
  const after = foldAccount(spent.ok ? spent.value.drafts : [], held);
  const later = instant(NOW + 2 * DAY_MS);
  expect(balancesOf(after, programme(), later).held.reward.amount).toBe(10_000);
});
