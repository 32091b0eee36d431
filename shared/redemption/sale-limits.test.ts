import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { account, decideAndDraft, lot, programme, redeemRequest } from "#shared/testing/build.ts";
import { chooseMode } from "./choose-mode.ts";
import type { RedeemRequest } from "./decide.ts";
import type { Programme } from "./programme.ts";
import {
  exceededSaleLimit,
  mostForSale,
  NO_SALE_LIMITS,
  roomForDiscounts,
  type SaleLimits,
} from "./sale-limits.ts";

const limited = (limits: Partial<SaleLimits>): Programme => {
  const by = programme();
  const saleLimits = { ...NO_SALE_LIMITS, ...limits };
  return { ...by, policy: { ...by.policy, saleLimits } };
};
const credit = (n: number, remaining: number) => lot(n, remaining, { unit: "credit" });
const held = account([lot(1, 10_000), credit(2, 4_000)]);
const decide = (limits: Partial<SaleLimits>, amount: number, more: Partial<RedeemRequest> = {}) => {
  const decision = decideAndDraft(held, limited(limits), redeemRequest(amount, more));
  if (!decision.ok) return decision.error;
  return decision.value.plan.parts.map(({ lot: { unit }, valueCents }) => [unit, valueCents]);
};
const half = { maxSharePercent: 50 };
const basketOf = (basket: number) => ({ basketCents: cents(basket) });

describe("a redemption for a sale", () => {
  test("[K1] is never more than the sale comes to, whatever pays", () => {
    const refusal = { reason: "over_basket", maxCents: 2_000 };
    expect(decide({}, 6_000, basketOf(2_000))).toEqual(refusal);
    const strategies = ["credits"] as const;
    expect(decide({}, 3_000, { ...basketOf(2_000), strategies })).toEqual(refusal);
    const partly = { ...basketOf(2_000), strategies, whenShort: "partly" } as const;
    expect(decide({}, 6_000, partly)).toEqual([["credit", 2_000]]);
    expect(decide({}, 6_000, { ...basketOf(0), whenShort: "partly" })).toEqual({
      ...{ reason: "over_basket", maxCents: 0 },
    });
  });

  test("[K2] is refused if a limit depends on the basket and nobody has said what it comes to", () => {
    expect(decide(half, 100)).toEqual({ reason: "basket_needed" });
    expect(decide({ minBasketCents: cents(1) }, 100)).toEqual({ reason: "basket_needed" });
    expect(decide(half, 100, { whenShort: "partly" })).toEqual({ reason: "basket_needed" });
    expect(decide(half, 100, { strategies: ["credits"] })).toEqual([["credit", 100]]);
    expect(decide({ maxPerSaleCents: cents(100) }, 100)).toEqual([["reward", 100]]);
  });

  test("[K3] takes nothing off a basket that is too small, and everything off one that isn't", () => {
    const limits = { minBasketCents: cents(5_000) };
    const refusal = { reason: "basket_too_small", minCents: 5_000 };
    expect(decide(limits, 100, basketOf(4_999))).toEqual(refusal);
    expect(decide(limits, 100, { ...basketOf(4_999), whenShort: "partly" })).toEqual(refusal);
    expect(decide(limits, 5_000, basketOf(5_000))).toEqual([["reward", 5_000]]);
  });

  test("[K3] takes at most its share off a basket, rounded down", () => {
    expect(decide(half, 1_000, basketOf(2_001))).toEqual([["reward", 1_000]]);
    const refusal = { reason: "over_basket_share", maxCents: 1_000, percent: 50 };
    expect(decide(half, 1_001, basketOf(2_001))).toEqual(refusal);
    const partly = { ...basketOf(2_001), whenShort: "partly" } as const;
    expect(decide(half, 2_000, partly)).toEqual([["reward", 1_000]]);
    expect(decide({ maxSharePercent: 0 }, 1, partly)).toEqual({
      ...refusal,
      maxCents: 0,
      percent: 0,
    });
  });

  test("[K3] takes at most so much off one sale, and the tightest limit says why", () => {
    const both = { ...half, maxPerSaleCents: cents(3_000) };
    const over = (basket: number) => decide(both, 9_000, basketOf(basket));
    expect(over(10_000)).toEqual({ reason: "over_sale_limit", maxCents: 3_000 });
    expect(over(9_000).valueOf()).toEqual({ reason: "over_sale_limit", maxCents: 3_000 });
  });

  test("[K3] leaves what discounts may not pay to credit, if that is named", () => {
    const strategies = ["rewards", "credits"] as const;
    const paid = [
      ["reward", 2_500],
      ["credit", 2_500],
    ];
    expect(decide(half, 5_000, { ...basketOf(5_000), strategies })).toEqual(paid);
    expect(decide(half, 9_000, { ...basketOf(9_000), strategies })).toEqual({
      ...{ reason: "over_basket_share", maxCents: 4_500, percent: 50 },
    });
  });

  test("[K3] that the account doesn't hold either says what there is", () => {
    const poor = account([lot(1, 500)]);
    const decision = decideAndDraft(poor, limited(half), redeemRequest(2_000, basketOf(2_000)));
    expect(decision).toEqual({
      ok: false,
      error: { reason: "insufficient_balance", availableCents: 500 },
    });
  });

  test("[K4] is honoured beyond the limits once the goods have left the shop", () => {
    const request = { ...basketOf(100), whenShort: "honour" } as const;
    expect(decide({ ...half, maxPerSaleCents: cents(10) }, 600, request)).toEqual([
      ["reward", 600],
    ]);
  });

  test("[K5] counts what was redeemed for the same sale before", () => {
    const earlier = { discountCents: cents(1_500), creditCents: cents(500) };
    const limits = { ...half, maxPerSaleCents: cents(1_800) };
    const sale = { ...basketOf(4_000), earlier };
    expect(decide(half, 501, sale)).toMatchObject({ reason: "over_basket_share", maxCents: 500 });
    expect(decide(limits, 301, sale)).toEqual({ reason: "over_sale_limit", maxCents: 300 });
    expect(decide(limits, 300, sale)).toEqual([["reward", 300]]);
    const strategies = ["credits"] as const;
    expect(decide(limits, 2_001, { ...sale, strategies })).toEqual({
      ...{ reason: "over_basket", maxCents: 2_000 },
    });
  });
});

const limits: fc.Arbitrary<SaleLimits> = fc.record({
  minBasketCents: fc.constantFrom(0, 900, 2_000).map(cents),
  maxSharePercent: fc.integer({ min: 0, max: 100 }),
  maxPerSaleCents: fc.option(fc.integer({ min: 0, max: 3_000 }).map(cents)),
});

test("[K3] [F9] a till offline and the server allow the same of every sale, to the cent", () => {
  fc.assert(
    fc.property(
      limits,
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 1, max: 3_000 }),
      (own, basket, amount) => {
        const by = limited(own);
        const sale = basketOf(basket);
        const decision = decideAndDraft(held, by, redeemRequest(amount, sale));
        const till = chooseMode(
          {
            ...{ isProfileKnown: true, account: held, programme: by, server: "offline" },
            ...{
              didClockGoBack: false,
              isOnlineOnly: false,
              redeemed: [],
              at: redeemRequest(1).occurredAt,
            },
            exposure: {
              ...{ availableCents: cents(10_000), snapshotAgeMs: 0, profileCount: 0 },
              ...{ profileCents: cents(0), deviceCents: cents(0) },
            },
          },
          { amountCents: cents(amount), ...sale },
        );
        expect(till.refusal).toEqual(decision.ok ? null : decision.error);
        const room = roomForDiscounts(own, sale)?.maxCents ?? Number.POSITIVE_INFINITY;
        expect(decision.ok).toBe(amount <= Math.min(basket, room));
      },
    ),
  );
});

describe("[K6] the limit that was exceeded", () => {
  const limits: SaleLimits = {
    minBasketCents: cents(2_000),
    maxSharePercent: 50,
    maxPerSaleCents: cents(4_000),
  };

  test.each([
    [10_000, 4_000, 6_000, null],
    [10_000, 4_000, 6_001, { limit: "over_basket", maxCents: 10_000, redeemedCents: 10_001 }],
    [10_000, 4_001, 0, { limit: "over_sale_limit", maxCents: 4_000, redeemedCents: 4_001 }],
    [4_000, 2_001, 0, { limit: "over_basket_share", maxCents: 2_000, redeemedCents: 2_001 }],
    [1_999, 1, 0, { limit: "basket_too_small", maxCents: 0, redeemedCents: 1 }],
    [1_999, 0, 1_999, null],
    [null, 9_000, 9_000, null],
  ])("of a basket of %s, %s of discounts and %s of credit: %j", (basket, discount, credit, is) => {
    const redeemed = { discountCents: cents(discount), creditCents: cents(credit) };
    expect(exceededSaleLimit(limits, basket === null ? null : cents(basket), redeemed)).toEqual(is);
  });

  test("is none where nothing is limited", () => {
    const redeemed = { discountCents: cents(9_000), creditCents: cents(9_000) };
    expect(exceededSaleLimit(NO_SALE_LIMITS, null, redeemed)).toBe(null);
  });
});

describe("the most that may be redeemed for a sale", () => {
  const atMost40 = { ...NO_SALE_LIMITS, maxPerSaleCents: cents(4_000) };
  const earlier = { discountCents: cents(1_000), creditCents: cents(500) };

  test.for([
    ["is unknown if nothing limits it", NO_SALE_LIMITS, null, true, null],
    ["is unknown if that needs the basket", { ...NO_SALE_LIMITS, ...half }, null, true, null],
    ["is what the sale's limit leaves", atMost40, null, true, 3_000],
    ["is what the basket leaves", NO_SALE_LIMITS, 2_000, true, 500],
    ["is the lower of both", atMost40, 10_000, true, 3_000],
    ["is the lower of both", atMost40, 4_000, true, 2_500],
    ["is bounded by the basket alone for credit", atMost40, 10_000, false, 8_500],
    ["is never below nothing", atMost40, 1_499, false, 0],
  ] as const)("[K1] [K3] %s", ([, limits, basket, drawsDiscounts, is]) => {
    const sale = { basketCents: basket === null ? null : cents(basket), earlier };
    expect(mostForSale(limits, sale, drawsDiscounts)).toBe(is);
  });

  test("[K2] discounts have no limit of their own if the policy sets none", () => {
    expect(roomForDiscounts(NO_SALE_LIMITS, basketOf(1_000))).toBeNull();
    const share = { ...NO_SALE_LIMITS, maxSharePercent: 99 };
    expect(roomForDiscounts(share, basketOf(1_000))?.maxCents).toBe(990);
  });
});
