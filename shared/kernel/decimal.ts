/**
 * Decimals are kept as a whole number of their last digit: with 2 digits, "20.5" is 2050. Parses
 * one by its value, so that "29.9900" has two decimals and "2.05e1" one. Null if it isn't a
 * decimal, or has more than `digits`.
 */
export const parseDecimal = (value: number | string, digits: number): number | null => {
  const parts = partsOf(value);
  if (parts === null || parts.fraction.length > digits) return null;
  return signed(parts.isNegative, Number(parts.whole + parts.fraction.padEnd(digits, "0")));
};

/** The same, but further decimals are rounded off, half away from zero. */
export const roundDecimal = (value: number | string, digits: number): number | null => {
  const parts = partsOf(value);
  if (parts === null) return null;
  const { isNegative, whole, fraction } = parts;
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  const isUp = (fraction[digits] ?? "0") >= "5";
  return signed(isNegative, isUp ? kept + 1 : kept);
};

/** A whole number of last digits as a decimal: 2050 with 2 digits is 20.5. */
export const decimalOf = (whole: number, digits: number): number => whole / 10 ** digits;

/** The same as text, with all its digits: "20.50". */
export const decimalText = (whole: number, digits: number): string =>
  decimalOf(whole, digits).toFixed(digits);

type Parts = {
  readonly isNegative: boolean;
  readonly whole: string;
  /** Without zeros at the end. */
  readonly fraction: string;
};

/** Twelve digits before the point keep every result well inside 2^53. */
const partsOf = (value: number | string): Parts | null => {
  const written = typeof value === "number" ? value : value.trim();
  const isNumber = typeof written === "number" || EXPONENT.test(written);
  const text = isNumber ? textOf(Number(written)) : written;
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  return { isNegative: sign === "-", whole, fraction: fraction.replace(/0+$/, "") };
};

/** Some programs write large and small numbers like this: 1e3, 2.5E-1. */
const EXPONENT = /^-?\d{1,12}(?:\.\d{1,12})?e[+-]?\d{1,2}$/i;

const signed = (isNegative: boolean, whole: number): number | null => {
  if (!Number.isSafeInteger(whole)) return null;
  return isNegative && whole !== 0 ? -whole : whole;
};

/**
 * A JSON number such as 19.99 arrives as a binary fraction, and sums of them as
 * 0.30000000000000004. Twelve digits hold every amount we accept, and drop that noise.
 */
const textOf = (value: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= 1e12) return "";
  return size < 1e-6 ? value.toFixed(12) : value.toPrecision(12);
};
