/**
 * Pasted or scanned text in plain characters: full-width and other compatibility forms as ordinary
 * ones, the digits of any script as 0 to 9, any white space as one space, and no control or format
 * characters (a scanner's separators, the direction marks around a copied phone number).
 * Idempotent.
 */
export const plainCharacters = (text: string): string =>
  PRINTABLE_ASCII.test(text)
    ? text
    : text
        .normalize("NFKC")
        .replace(OTHER_DIGITS, digitValue)
        // Tabs and line breaks are control characters too, and separate words.
        .replace(/\s+/g, " ")
        .replace(/[\p{Cc}\p{Cf}]+/gu, "")
        // What stood between two spaces may have gone.
        .replace(/ +/g, " ")
        .normalize("NFKC");

const PRINTABLE_ASCII = /^[ -~]*$/;
const DIGIT = /\p{Nd}/u;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

/**
 * Unicode keeps the ten digits of a script next to each other, from zero to nine, so a digit is
 * worth as much as the number of digits right before it. The digits of another script may come
 * before them without a gap.
 */
const digitValue = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value % 10);
};
