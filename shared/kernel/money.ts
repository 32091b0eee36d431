import { z } from "zod";
import { assert } from "./assert.ts";

/** The largest single amount: ten million in major units. Keeps every sum well inside 2^53. */
export const AMOUNT_CENTS_MAX = 1_000_000_000;

/** Money in whole minor units of the tenant's currency; never a fraction. */
export const centsSchema = z.int().brand<"Cents">();
export type Cents = z.infer<typeof centsSchema>;

/** Turns a whole number into Cents; a fraction is a bug. */
export const cents = (value: number): Cents => {
  assert(Number.isSafeInteger(value), `cents must be a whole number, got ${value}`);
  return centsSchema.parse(value);
};

export const ZERO_CENTS: Cents = cents(0);

export const addCents = (a: Cents, b: Cents): Cents => cents(a + b);
export const subtractCents = (a: Cents, b: Cents): Cents => cents(a - b);
export const negateCents = (a: Cents): Cents => cents(a === 0 ? 0 : -a);
export const minCents = (a: Cents, b: Cents): Cents => Math.min(a, b) as Cents;
export const sumCents = (all: readonly Cents[]): Cents => cents(all.reduce((sum, c) => sum + c, 0));

/**
 * Parses a decimal amount in major units ("20", "20.5", 20.55) as Cents; null if it has more than
 * two decimals, isn't a number, or exceeds AMOUNT_CENTS_MAX. Only the v3 API uses decimals.
 */
export const parseDecimalCents = (value: number | string): Cents | null => {
  const text = typeof value === "number" ? decimalText(value) : value.trim();
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  const amount = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  if (amount > AMOUNT_CENTS_MAX) return null;
  return cents(sign === "-" && amount !== 0 ? -amount : amount);
};

/** Cents as a decimal number of major units, for the v3 API and for display only. */
export const centsToDecimal = (amount: Cents): number => amount / 100;

/** A JSON number such as 19.99 arrives as a binary fraction; noise of up to 1e-6 is tolerated. */
const decimalText = (value: number): string => {
  const rounded = Math.round(value * 100);
  if (Math.abs(value * 100 - rounded) > 1e-6 * Math.max(1, Math.abs(value))) return "";
  const absolute = Math.abs(rounded);
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, "0")}`;
  return rounded < 0 ? `-${text}` : text;
};
