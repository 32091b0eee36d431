import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { decimalText } from "#shared/kernel/decimal.ts";
import { type Cents, parseDecimalCents } from "#shared/kernel/money.ts";
import { plainCharacters } from "#shared/profile/plain-characters.ts";

/** How amounts are typed here. */
export type AmountStyle = {
  /** Between the whole and the decimals: "." or ",". */
  readonly separator: string;
  /** How many decimals the currency has. */
  readonly digits: number;
};

/**
 * Typed or pasted text as an amount: "$1,234.50 " becomes "1234.50" where "." is the separator, and
 * the digits of any script become 0 to 9. A minus and surplus decimals stay, so that "-5" never
 * becomes 5, nor "7.555" 7.55. Anything that isn't a number stays as it is (`amountProblem`).
 */
export const cleanAmountText = (typed: string, { separator }: AmountStyle): string => {
  const bare = plainCharacters(typed)
    .replace(/[\s\p{Sc}'’]/gu, "")
    .replace(/^[−–]/, "-");
  const [, minus = "", unsigned] = /^(-?)([0-9.,]*)$/.exec(bare) ?? [];
  const parts = unsigned === undefined ? null : splitNumber(unsigned, separator);
  if (parts === null) return typed;
  const whole = parts.whole.replace(/^0(?=[1-9])/, "");
  if (parts.decimals === null) return `${minus}${whole}`;
  return `${minus}${whole === "" ? "0" : whole}${separator}${parts.decimals}`;
};

/** The text after a key press on the keypad. */
export const pressAmountKey = (text: string, key: KeypadKey, style: AmountStyle): string => {
  switch (key.kind) {
    case "digit":
      return cleanAmountText(text + key.digit, style);
    case "separator":
      return text.includes(style.separator) ? text : cleanAmountText(text + style.separator, style);
    case "erase":
      return text.slice(0, -1);
  }
};

/** The amount that was typed; null if there is none yet. */
export const amountOfText = (text: string, { separator, digits }: AmountStyle): Cents | null => {
  const [whole = "", decimals = ""] = text.split(separator);
  const decimal = decimals === "" ? whole : `${whole}.${decimals}`;
  return decimals.length > digits || !isNumber(text, separator)
    ? null
    : parseDecimalCents(decimal, { digits });
};

/** Why a text can't be redeemed. */
export type AmountProblem =
  | "not_a_number"
  | "negative"
  | "zero"
  | "too_many_decimals"
  | "too_large";

/** What is wrong with a text; null if it is an amount, or if there is none yet. */
export const amountProblem = (text: string, style: AmountStyle): AmountProblem | null => {
  if (text === "") return null;
  if (/^-[0-9.,]*$/.test(text)) return "negative";
  if (!isNumber(text, style.separator)) return "not_a_number";
  const amount = amountOfText(text, style);
  if (amount !== null) return amount === 0 ? "zero" : null;
  const [, decimals = ""] = text.split(style.separator);
  return decimals.length > style.digits ? "too_many_decimals" : "too_large";
};

/** An amount as it would be typed: "20", "7.50". */
export const textOfAmount = (amount: Cents, { separator, digits }: AmountStyle): string => {
  const isWhole = amount % 10 ** digits === 0;
  return decimalText(amount, digits)
    .slice(0, isWhole && digits > 0 ? -digits - 1 : undefined)
    .replace(".", separator);
};

/** Digits, and the separator at most once. Several zeros first are a card's, not an amount's. */
const isNumber = (text: string, separator: string): boolean => {
  const [whole = "", decimals = "", ...rest] = text.split(separator);
  return /^(?!0[0-9])[0-9]+$/.test(whole) && /^[0-9]*$/.test(decimals) && rest.length === 0;
};

/**
 * Splits a number into its whole and its decimals, without what groups thousands. Null if groups
 * have the wrong size, as in "1,2,3".
 */
const splitNumber = (
  text: string,
  separator: string,
): { readonly whole: string; readonly decimals: string | null } | null => {
  const at = decimalMarkIn(text, separator);
  const whole = at === null ? text : text.slice(0, at);
  const decimals = at === null ? null : text.slice(at + 1);
  const isPlain = /^[0-9]*$/.test(whole);
  const isGrouped = /^[0-9]{1,3}([.,])([0-9]{2,3}\1)*[0-9]{3}$/.test(whole);
  if (!(isPlain || isGrouped) || !/^[0-9]*$/.test(decimals ?? "")) return null;
  return { whole: whole.replace(/[.,]/g, ""), decimals };
};

/**
 * Where the decimals begin. A "." or "," that occurs once and near the end separates decimals,
 * whichever of the two the locale uses. Any other groups thousands.
 */
const decimalMarkIn = (text: string, separator: string): number | null => {
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const mark = text.charAt(at);
  if (at < 0 || text.indexOf(mark) !== at) return null;
  return mark === separator || text.length - at - 1 <= 2 ? at : null;
};
