import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { decimalText } from "#shared/kernel/decimal.ts";
import { type Cents, parseDecimalCents } from "#shared/kernel/money.ts";

/** The most digits before the separator, and the most after it. Both are more than any amount has. */
const DIGITS_MAX = 11;

/** How amounts are typed here. */
export type AmountStyle = {
  /** Between the whole and the decimals: "." or ",". */
  readonly separator: string;
  /** How many decimals the currency has. */
  readonly digits: number;
};

/**
 * Reduces typed or pasted text to an amount: "$1,234.50 " becomes "1234.50" where "." is the
 * separator. A minus and surplus decimals stay, so that "-5" never becomes 5, nor "7.555" 7.55.
 */
export const cleanAmountText = (typed: string, style: AmountStyle): string =>
  `${/^\D*[-−]/.test(typed) ? "-" : ""}${unsignedText(typed, style)}`;

const unsignedText = (typed: string, { separator }: AmountStyle): string => {
  const bare = [...typed]
    .map((character) =>
      character === "." || character === "," ? mark(typed, character, separator) : character,
    )
    .filter((character) => /[0-9]/.test(character) || character === separator)
    .join("");
  const [whole = "", ...decimals] = bare.split(separator);
  const trimmed = whole.replace(/^0+(?=\d)/, "");
  const units = trimmed.slice(0, DIGITS_MAX);
  if (decimals.length === 0) return units;
  return `${units === "" ? "0" : units}${separator}${decimals.join("").slice(0, DIGITS_MAX)}`;
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
  const decimal = text.replace(separator, ".").replace(/\.$/, "");
  return decimal === "" ? null : parseDecimalCents(decimal, { digits });
};

/** Why a text can't be an amount. */
export type AmountProblem = "negative" | "too_many_decimals" | "too_large";

/** What is wrong with a text; null if it is an amount, or has no digits yet. */
export const amountProblem = (text: string, style: AmountStyle): AmountProblem | null => {
  if (text.startsWith("-")) return "negative";
  if (!/\d/.test(text) || amountOfText(text, style) !== null) return null;
  const [, decimals = ""] = text.split(style.separator);
  return decimals.replace(/0+$/, "").length > style.digits ? "too_many_decimals" : "too_large";
};

/** An amount as it would be typed: "20", "7.50". */
export const textOfAmount = (amount: Cents, { separator, digits }: AmountStyle): string => {
  const isWhole = amount % 10 ** digits === 0;
  return decimalText(amount, digits)
    .slice(0, isWhole && digits > 0 ? -digits - 1 : undefined)
    .replace(".", separator);
};

/**
 * A "." or "," that occurs once and near the end separates decimals, whichever of the two the
 * locale uses. Any other groups thousands and is dropped.
 */
const mark = (typed: string, character: string, separator: string): string => {
  const isOnly = typed.indexOf(character) === typed.lastIndexOf(character);
  const other = character === "." ? "," : ".";
  const isLast = typed.lastIndexOf(character) > typed.lastIndexOf(other);
  const decimals = typed.length - typed.lastIndexOf(character) - 1;
  return character === separator || (isOnly && isLast && decimals <= 2) ? separator : "";
};
