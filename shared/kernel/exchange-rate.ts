import { z } from "zod";
import { currencyOf } from "./currency.ts";
import { AMOUNT_CENTS_MAX, type Cents, cents } from "./money.ts";

/** The decimals that are kept of a rate: a whole number of the last one is below 2^53. */
export const RATE_DIGITS = 8;

/** A rate between two currencies: how many of `to` one of `from` is (DOMAIN §2.3). */
export const exchangeRateSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** In hundred-millionths. */
  rateE8: z.int().positive(),
});
export type ExchangeRate = z.infer<typeof exchangeRateSchema>;

/** A rate between minor units, as a fraction: so many of `to` (`by`) for so many of `from`. */
export const rateFraction = ({
  from,
  to,
  rateE8,
}: ExchangeRate): { readonly by: bigint; readonly per: bigint } => ({
  by: BigInt(rateE8) * tenTo(currencyOf(to).digits),
  per: tenTo(RATE_DIGITS) * tenTo(currencyOf(from).digits),
});

/**
 * An amount of `from` in minor units of `to`: exact, then rounded once, half away from zero. Null
 * if it comes to more than `AMOUNT_CENTS_MAX` ([C3]).
 */
export const intoOwn = (amount: Cents, rate: ExchangeRate): Cents | null => {
  const { by, per } = rateFraction(rate);
  const size = (2n * BigInt(Math.abs(amount)) * by + per) / (2n * per);
  if (size > AMOUNT_CENTS_MAX) return null;
  return cents(amount < 0 && size > 0n ? -Number(size) : Number(size));
};

/**
 * The largest amount of `from` that comes to no more than an amount of `to`, which isn't negative;
 * at most `AMOUNT_CENTS_MAX`. Nothing is worth nothing ([C3]).
 */
export const intoForeign = (amount: Cents, rate: ExchangeRate): Cents => {
  if (amount === 0) return amount;
  const { by, per } = rateFraction(rate);
  // Half a unit more would be rounded up to the next one.
  const size = ((2n * BigInt(amount) + 1n) * per - 1n) / (2n * by);
  return cents(size > AMOUNT_CENTS_MAX ? AMOUNT_CENTS_MAX : Number(size));
};

/** An amount of `from` that comes to at least an amount of `to`, as small as can be. */
export const intoForeignUp = (amount: Cents, rate: ExchangeRate): Cents => {
  const back = intoForeign(amount, rate);
  return (intoOwn(back, rate) ?? amount) < amount ? cents(back + 1) : back;
};

/**
 * The same as `intoOwn` for what only needs to be near: an amount without a rate is one of ours,
 * and what comes to more than `AMOUNT_CENTS_MAX` is that.
 */
export const ownCents = (amount: Cents, rate: ExchangeRate | null): Cents => {
  if (rate === null) return amount;
  return intoOwn(amount, rate) ?? cents(Math.sign(amount) * AMOUNT_CENTS_MAX);
};

/** What says in which currency amounts are: the rate is null for the tenant's. */
export type Priced = { readonly currency: string; readonly exchangeRate: ExchangeRate | null };

/**
 * An amount of one transaction in the currency of another, whatever the rates: the same amount if
 * both are in one currency, though the rate has changed in between.
 */
export const intoCurrencyOf =
  (to: Priced, from: Priced) =>
  (amount: number): Cents => {
    if (to.currency === from.currency) return cents(amount);
    const own = ownCents(cents(Math.abs(amount)), from.exchangeRate);
    const size = to.exchangeRate ? intoForeign(own, to.exchangeRate) : own;
    return cents(amount < 0 ? 0 - size : size);
  };

/** How many of `from` one of `to` is, in hundred-millionths: to be shown, as it is rounded. */
export const inverseE8 = ({ rateE8 }: ExchangeRate): number => {
  const one = tenTo(2 * RATE_DIGITS);
  return Number((2n * one + BigInt(rateE8)) / (2n * BigInt(rateE8)));
};

const tenTo = (digits: number): bigint => 10n ** BigInt(digits);
