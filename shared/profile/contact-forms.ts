import { EMAIL_LENGTH_MAX, shownEmail } from "./email.ts";
import { foldText } from "./fold-text.ts";
import { foldIdentifier, IDENTIFIER_LENGTH_MAX, identifierKey } from "./identifier.ts";

/** An identifier in the form that is indexed (`foldIdentifier`); null when nothing is left. */
export const normaliseIdentifier = (identifier: string): string | null =>
  foldIdentifier(identifier).slice(0, IDENTIFIER_LENGTH_MAX) || null;

/**
 * The digits at the end of an indexed identifier, which people read out; null if there are none.
 */
export const finalDigits = (identifier: string): string | null =>
  FINAL_DIGITS.exec(identifier)?.[0] ?? null;

/** Every indexed form that shares the identifier's key: with and without zeros at the start. */
export const formsOfIdentifier = (identifier: string): readonly string[] => {
  const bare = normaliseIdentifier(identifier);
  if (bare === null) return [];
  const key = identifierKey(bare);
  if (!ALL_DIGITS.test(key)) return [bare];
  const zeros = Array.from(
    { length: Math.max(0, PADDED_LENGTH_MAX - key.length) + 1 },
    (_, n) => n,
  );
  return [...new Set([bare, ...zeros.map((count) => "0".repeat(count) + key)])];
};

/**
 * An email address in the form used for comparison, or null. Both spellings of a domain become the
 * one that people type.
 */
export const foldEmail = (email: string): string | null => {
  const shown = shownEmail(email.slice(0, EMAIL_LENGTH_MAX).toLowerCase());
  const folded = foldText(shown).slice(0, EMAIL_LENGTH_MAX).trim();
  return folded === "" ? null : folded;
};

/** The digits of a phone number, or null if it has none. */
export const phoneDigits = (phone: string): string | null => {
  if (E164.test(phone)) return phone.slice(1);
  const digits = phone.slice(0, PHONE_LENGTH_MAX).replace(NO_DIGIT, "");
  return digits === "" ? null : digits;
};

/**
 * A number as dialled within its country, without the trunk 0: for E.164, the digits after the
 * country code. Country codes have one digit (1, 7), two (those listed by ITU-T E.164) or otherwise
 * three.
 */
export const nationalDigits = (digits: string): string => {
  if (digits.startsWith("0")) return digits.replace(LEADING_ZEROS, "");
  return digits.slice(ONE_DIGIT_CODE.test(digits) ? 1 : TWO_DIGIT_CODE.test(digits) ? 2 : 3);
};

/** The text backwards, so that a suffix can be found as a prefix. */
export const reversed = (text: string): string => {
  let out = "";
  for (let i = text.length - 1; i >= 0; i--) out += text.charAt(i);
  return out;
};

const PHONE_LENGTH_MAX = 40;
/** Longer numbers aren't padded with zeros. */
const PADDED_LENGTH_MAX = 24;
const FINAL_DIGITS = /[0-9]{1,15}$/;
const ALL_DIGITS = /^[0-9]+$/;
const E164 = /^\+[0-9]{1,15}$/;
const NO_DIGIT = /[^0-9]+/g;
const LEADING_ZEROS = /^0+/;
const ONE_DIGIT_CODE = /^[17]/;
const TWO_DIGIT_CODE = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
