import { CURRENCY_DIGITS } from "./iso-4217.ts";

/** A currency, and how many decimals its amounts have. */
export type Currency = {
  /** ISO 4217: AUD. */
  readonly code: string;
  /** The decimals of an amount: 2 for AUD, 0 for JPY, 3 for KWD. */
  readonly digits: number;
};

/** The most decimals that any currency has. */
export const CURRENCY_DIGITS_MAX = Math.max(...CURRENCY_DIGITS.values());

/** The currency with an ISO 4217 code. */
export const currencyOf = (code: string): Currency => ({
  code,
  digits: CURRENCY_DIGITS.get(code) ?? 2,
});

/** Whether ISO 4217 has a currency with this code. */
export const isCurrencyCode = (code: string): boolean => CURRENCY_DIGITS.has(code);

/** Stands for every currency where they are alike, such as in the shape of an answer. */
export const ANY_CURRENCY: Currency = currencyOf("AUD");

/** Something that may depend on the currency. */
export type PerCurrency<T> = T | ((currency: Currency) => T);

/** Makes something once for each currency, such as the schemas of a body. */
export const perCurrency = <T>(make: (currency: Currency) => T): ((currency: Currency) => T) => {
  const made = new Map<string, T>();
  return (currency) => {
    const known = made.get(currency.code);
    if (known !== undefined) return known;
    const fresh = make(currency);
    made.set(currency.code, fresh);
    return fresh;
  };
};
