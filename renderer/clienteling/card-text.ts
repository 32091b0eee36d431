/**
 * True for text that may be a card number or another external id: one word with a digit in it, such
 * as `2950700000048` or `VIP-00042`.
 */
export const looksLikeIdentifier = (text: string): boolean =>
  /^\S{4,190}$/.test(text.trim()) && /\d/.test(text) && !text.includes("@");

/** True for text that is on cards but isn't dialled: digits only, without a leading zero. */
export const looksLikeCard = (text: string): boolean => /^[1-9]\d{7,}$/.test(text.trim());

/**
 * True for a scanned text that a scanner and a device with different keyboards have made of a code:
 * a French keyboard has these characters where the digits are.
 */
export const looksGarbled = (text: string): boolean =>
  /^\S{4,190}$/.test(text.trim()) && (text.match(/[&é"'(èçà_]/g)?.length ?? 0) >= 2;
