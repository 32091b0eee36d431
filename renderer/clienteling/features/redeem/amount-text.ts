import type { KeypadKey } from "#renderer/ui/keypad.tsx";
import { type Cents, parseDecimalCents } from "#shared/kernel/money.ts";

/** The longest amount, as text: digits with at most one separator and two decimals. */
const AMOUNT_TEXT_MAX = 10;

/**
 * Reduces typed or pasted text to an amount: "$1,234.50 " becomes "1234.50" where "." is the
 * separator.
 */
export const cleanAmountText = (typed: string, separator: string): string => {
  const bare = [...typed]
    .map((character) =>
      character === "." || character === "," ? mark(typed, character, separator) : character,
    )
    .filter((character) => /[0-9]/.test(character) || character === separator)
    .join("");
  const [whole = "", ...decimals] = bare.split(separator);
  const trimmed = whole.replace(/^0+(?=\d)/, "");
  if (decimals.length === 0) return trimmed.slice(0, AMOUNT_TEXT_MAX);
  return `${trimmed === "" ? "0" : trimmed}${separator}${decimals.join("").slice(0, 2)}`.slice(
    0,
    AMOUNT_TEXT_MAX,
  );
};

/** The text after a key press on the keypad. */
export const pressAmountKey = (text: string, key: KeypadKey, separator: string): string => {
  switch (key.kind) {
    case "digit":
      return cleanAmountText(text + key.digit, separator);
    case "separator":
      return text.includes(separator) ? text : cleanAmountText(text + separator, separator);
    case "erase":
      return text.slice(0, -1);
  }
};

/** The amount that was typed; null if there is none yet. */
export const amountOfText = (text: string, separator: string): Cents | null => {
  const decimal = text.replace(separator, ".").replace(/\.$/, "");
  return decimal === "" ? null : parseDecimalCents(decimal);
};

/** An amount as it would be typed: "20", "7.50". */
export const textOfAmount = (amount: Cents, separator: string): string => {
  const whole = Math.floor(amount / 100);
  const fraction = amount % 100;
  return fraction === 0 ? `${whole}` : `${whole}${separator}${String(fraction).padStart(2, "0")}`;
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
