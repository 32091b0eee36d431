import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExchangeRate, intoOwn } from "#shared/kernel/exchange-rate.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { foreignReturn } from "./foreign-return.ts";

type Return = Parameters<typeof foreignReturn>[2][number];

const T28: ExchangeRate = { from: "AUD", to: "USD", rateE8: 66_666_667 };
const redeemedAt = (rate: ExchangeRate, amount: number): Return => {
  const totalCents = cents(amount);
  const foreignAmounts = { ...rate, requestedCents: totalCents, totalCents };
  return { totalCents: intoOwn(totalCents, rate) ?? ZERO_CENTS, foreignAmounts };
};
const asked = (amount: number, currency: string | null, sale: number | null = null) => ({
  amountCents: cents(amount),
  saleCents: sale === null ? null : cents(sale),
  currency,
});
const back = (
  redeemed: Return,
  returns: readonly Return[],
  ...[amount, currency, sale]: Parameters<typeof asked>
) => foreignReturn(asked(amount, currency, sale), redeemed, returns, "USD");

describe("returns in another currency", () => {
  it("[B6] T28 come at the rate that was kept", () => {
    const all = back(redeemedAt(T28, 6000), [], 6000, "AUD");
    expect(all).toMatchObject({ amountCents: 4000, saleCents: null });
    expect(all?.foreignOf(cents(4000))).toEqual({
      ...T28,
      requestedCents: 6000,
      totalCents: 6000,
    });
    expect(all?.foreignOf(cents(1000))).toMatchObject({ requestedCents: 1500, totalCents: 1500 });
  });

  it("[B6] are in the tenant's currency or that of the redemption", () => {
    const redeemed = redeemedAt(T28, 6000);
    const plain: Return = { totalCents: cents(4000), foreignAmounts: null };
    for (const currency of [null, "USD"]) {
      expect(back(redeemed, [], 1000, currency)).toMatchObject({ amountCents: 1000 });
      expect(back(plain, [], 1000, currency)).toMatchObject({ amountCents: 1000 });
    }
    expect(back(plain, [], 1000, "USD")?.foreignOf(cents(1000))).toBeNull();
    const own = back(redeemed, [], 1000, "USD", 8000);
    const shown = { requestedCents: 1500, totalCents: 750 };
    expect(own?.foreignOf(cents(500))).toMatchObject(shown);
    expect(back(redeemed, [], 1000, "NZD")).toBeNull();
    expect(back(plain, [], 1000, "AUD")).toBeNull();
  });

  it("[B6] of a sale's goods are shares of what they cost", () => {
    const redeemed = redeemedAt(T28, 3000);
    const half = back(redeemed, [], 3000, "AUD", 6000);
    expect(half).toMatchObject({ amountCents: 2000, saleCents: 4000 });
    const foreignAmounts = half?.foreignOf(cents(1000)) ?? null;
    expect(foreignAmounts).toMatchObject({ requestedCents: 3000, totalCents: 1500 });
    const rest = back(redeemed, [{ totalCents: cents(1000), foreignAmounts }], 3000, "AUD", 6000);
    expect(rest).toMatchObject({ amountCents: 2000 });
    expect(rest?.foreignOf(cents(1000))).toMatchObject({ totalCents: 1500 });
  });

  it("[B6] come to the whole however they are split, whatever the rate", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
    const rates = fc.record({
      from: fc.constantFrom("AUD", "JPY", "KWD"),
      to: fc.constant("USD"),
      rateE8: fc.integer({ min: 1_000_000, max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(rates, parts, (rate, all) => {
        const redeemed = redeemedAt(
          rate,
          all.reduce((sum, part) => sum + part, 0),
        );
        const returns: Return[] = [];
        for (const part of all) {
          const next = back(redeemed, returns, part, rate.from);
          const totalCents: Cents = next?.amountCents ?? ZERO_CENTS;
          returns.push({ totalCents, foreignAmounts: next?.foreignOf(totalCents) ?? null });
        }
        const sum = (of: (each: Return) => number) =>
          returns.reduce((total, each) => total + of(each), 0);
        expect(sum(({ totalCents }) => totalCents)).toBe(redeemed.totalCents);
        expect(sum(({ foreignAmounts }) => foreignAmounts?.totalCents ?? 0)).toBe(
          redeemed.foreignAmounts?.totalCents,
        );
      }),
    );
  });
});
