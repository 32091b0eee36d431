import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { decimalText } from "#shared/kernel/decimal.ts";
import { type Cents, parseDecimalCents } from "#shared/kernel/money.ts";

/** The longest amount, as text: 1000000.000 in a currency with three decimals. */
const AMOUNT_TEXT_MAX = 11;

/** How amounts are typed here. */
export type AmountStyle = {
  /** Between the whole and the decimals: "." or ",". */
  readonly separator: string;
  /** How many decimals the currency has. */
  readonly digits: number;
};

/**
 * Reduces typed or pasted text to an amount: "$1,234.50 " becomes "1234.50" where "." is the
 * separator. A minus stays, so that "-5" never becomes 5.
 */
export const cleanAmountText = (typed: string, style: AmountStyle): string =>
  `${/^\D*[-−]/.test(typed) ? "-" : ""}${unsignedText(typed, style)}`;

const unsignedText = (typed: string, { separator, digits }: AmountStyle): string => {
  const bare = [...typed]
    .map((character) =>
      character === "." || character === "," ? mark(typed, character, separator) : character,
    )
    .filter((character) => /[0-9]/.test(character) || character === separator)
    .join("");
  const [whole = "", ...decimals] = bare.split(separator);
  const trimmed = whole.replace(/^0+(?=\d)/, "");
  if (decimals.length === 0) return trimmed.slice(0, AMOUNT_TEXT_MAX);
  return `${trimmed === "" ? "0" : trimmed}${separator}${decimals.join("").slice(0, digits)}`.slice(
    0,
    AMOUNT_TEXT_MAX,
  );
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

/** Whether text has digits that make no amount, because there are too many. */
export const isTooLarge = (text: string, amountCents: Cents | null): boolean =>
  amountCents === null && /\d/.test(text);

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
