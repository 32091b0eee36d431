import { z } from "zod";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";

/**
 * The number of a gift card: 19 digits. Anyone who knows it and its PIN can spend what is on it.
 */
export const cardNumberSchema = z
  .string()
  .refine(isCardNumber, "is not a card number")
  .brand<"CardNumber">();
export type CardNumber = z.infer<typeof cardNumberSchema>;

/**
 * Every number begins with this and has a length that no product, coupon or shipment number has
 * (GS1: 8, 12, 13, 14 or 18 digits), so a product's barcode is never taken for a card ([C4]).
 */
const PREFIX = "98";

/** How many digits are random: guessing one of a million cards takes a thousand million tries. */
export const CARD_RANDOM_DIGITS = 15;

const CHECK_DIGITS = 2;
const LENGTH = PREFIX.length + CARD_RANDOM_DIGITS + CHECK_DIGITS;

/** The card number for 15 random digits: prefix, digits, and check digits by ISO 7064 mod 97-10. */
export const cardNumberOf = (random: string): CardNumber => {
  const body = `${PREFIX}${random}`;
  const check = 98n - ((BigInt(body) * 100n) % 97n);
  return cardNumberSchema.parse(`${body}${String(check).padStart(CHECK_DIGITS, "0")}`);
};

/**
 * The card number in a scan or as typed, with spaces or dashes; null if it isn't one. The check
 * digits find every wrong digit, and every two that changed places.
 */
export const parseCardNumber = (text: string): CardNumber | null =>
  cardNumberSchema.safeParse(canonicalIdentifier(text).replace(/[\s-]/g, "")).data ?? null;

/** Whether a scan or typed text is the number of a gift card, and not of a customer's card. */
export const isGiftCard = (text: string): boolean => parseCardNumber(text) !== null;

/** The digits that say which card it is without being enough to spend it. */
export const lastFourOf = (number: CardNumber): string => number.slice(-4);

function isCardNumber(text: string): boolean {
  const isShaped = text.length === LENGTH && /^\d+$/.test(text) && text.startsWith(PREFIX);
  return isShaped && BigInt(text) % 97n === 1n;
}
