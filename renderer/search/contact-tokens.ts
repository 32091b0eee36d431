import { EMAIL_LENGTH_MAX } from "#shared/profile/email-length-max.ts";
import { foldText } from "#shared/profile/fold-text.ts";

/** The longest identifier (`profile.ts`). Longer ones are neither stored nor searched for. */
export const IDENTIFIER_LENGTH_MAX = 190;

/**
 * An identifier in lower case without spaces and punctuation; null when nothing is left or it is
 * too long.
 */
export const normaliseIdentifier = (identifier: string): string | null => {
  if (identifier.length > IDENTIFIER_LENGTH_MAX) return null;
  if (BARE_ASCII.test(identifier)) return identifier.toLowerCase();
  const bare = foldText(identifier).replace(NO_LETTER_OR_DIGIT, "");
  return bare === "" || bare.length > IDENTIFIER_LENGTH_MAX ? null : bare;
};

/** An email address in the form used for comparison, or null. */
export const foldEmail = (email: string): string | null => {
  const folded = foldText(email.slice(0, EMAIL_LENGTH_MAX)).slice(0, EMAIL_LENGTH_MAX).trim();
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
const BARE_ASCII = /^[A-Za-z0-9]+$/;
const NO_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu;
const E164 = /^\+[0-9]{1,15}$/;
const NO_DIGIT = /[^0-9]+/g;
const LEADING_ZEROS = /^0+/;
const ONE_DIGIT_CODE = /^[17]/;
const TWO_DIGIT_CODE = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
