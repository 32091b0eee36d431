/** A currency, and how many decimals its amounts have. */
export type Currency = {
  /** ISO 4217: AUD. */
  readonly code: string;
  /** The decimals of an amount: 2 for AUD, 0 for JPY, 3 for KWD. */
  readonly digits: number;
};

/** The currency with an ISO 4217 code. */
export const currencyOf = (code: string): Currency => ({
  code,
  digits: Object.hasOwn(OTHER_DIGITS, code) ? (OTHER_DIGITS[code] ?? 2) : 2,
});

/**
 * The currencies whose minor unit isn't a hundredth. Source: ISO 4217, list one (six-group.com, as
 * published on 1 January 2025). `Intl` isn't asked, because it follows CLDR, which leaves decimals out
 * where cash has none, and its version differs between a device and the server.
 */
const OTHER_DIGITS: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0 },
  ...{ UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
  ...{ CLF: 4, UYW: 4 },
};

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
