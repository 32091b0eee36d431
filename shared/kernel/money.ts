import { z } from "zod";
import { assert } from "./assert.ts";
import type { Currency } from "./currency.ts";
import { decimalOf, parseDecimal, roundDecimal } from "./decimal.ts";

/**
 * The largest single amount, in minor units: ten million dollars, one thousand million yen. Keeps
 * every sum well inside 2^53.
 */
export const AMOUNT_CENTS_MAX = 1_000_000_000;

/**
 * Money in whole minor units of the tenant's currency: cents of a dollar, but also yen, which have
 * no smaller unit, and fils, of which a dinar has a thousand. Never a fraction.
 */
export const centsSchema = z.int().brand<"Cents">();
export type Cents = z.infer<typeof centsSchema>;

/** Turns a whole number into Cents; a fraction is a bug. */
export const cents = (value: number): Cents => {
  assert(Number.isSafeInteger(value), `cents must be a whole number, got ${value}`);
  return value as Cents;
};

export const ZERO_CENTS: Cents = cents(0);

/** Arithmetic that stays within safe whole numbers, or throws. */
export const addCents = (a: Cents, b: Cents): Cents => cents(a + b);
export const subtractCents = (a: Cents, b: Cents): Cents => cents(a - b);
export const negateCents = (a: Cents): Cents => cents(a === 0 ? 0 : -a);
export const minCents = (a: Cents, b: Cents): Cents => Math.min(a, b) as Cents;
export const sumCents = (all: readonly Cents[]): Cents => cents(all.reduce((sum, c) => sum + c, 0));

/**
 * Parses an amount in major units ("20", "20.5", 20.55) as Cents. Null if it isn't a number, has
 * more decimals than the currency, or exceeds AMOUNT_CENTS_MAX.
 */
export const parseDecimalCents = (
  value: number | string,
  { digits }: Pick<Currency, "digits">,
): Cents | null => inRange(parseDecimal(value, digits));

/** The same, but decimals that the currency doesn't have are rounded off. */
export const roundDecimalCents = (
  value: number | string,
  { digits }: Pick<Currency, "digits">,
): Cents | null => inRange(roundDecimal(value, digits));

const inRange = (amount: number | null): Cents | null =>
  amount === null || Math.abs(amount) > AMOUNT_CENTS_MAX ? null : cents(amount);

/** Cents as a decimal number of major units, for the v3 API and for display only. */
export const centsToDecimal = (amount: Cents, { digits }: Pick<Currency, "digits">): number =>
  decimalOf(amount, digits);
