/** The most that a scanner leaves between two characters; people seldom type ten that fast. */
const SCAN_GAP_MS = 50;
/** Fewer characters may come that fast from two fingers. */
const SCAN_LENGTH_MIN = 5;

/** When the characters in the box were typed: at, in ms, the latest last. */
export type TypedAt = readonly number[];

/**
 * True when this text came in one burst, as a scanner types it, and may be what a card says. Pace
 * alone is no proof: who types fast, and a text expander, write names and e-mail addresses.
 */
export const isScanned = (text: string, typedAt: TypedAt, enterAt: number): boolean => {
  if (!mayBeOnCard(text) || typedAt.length < SCAN_LENGTH_MIN) return false;
  const gaps = [...typedAt, enterAt].map((at, place, all) => at - (all[place - 1] ?? at));
  return gaps.every((gap) => gap <= SCAN_GAP_MS * 3) && mean(gaps.slice(1)) <= SCAN_GAP_MS;
};

/** True for what may be a card number or another outside id: one word with a digit in it. */
export const looksLikeIdentifier = (text: string): boolean =>
  /^\S{4,190}$/.test(text.trim()) && mayBeOnCard(text);

/** True for what is printed on cards and not dialled: digits only, and none of them a leading zero. */
export const looksLikeCard = (text: string): boolean => /^[1-9]\d{7,}$/.test(text.trim());

/** What is on a card or a barcode has a digit in it: `2950700000048`, `VIP-00042`. */
const mayBeOnCard = (text: string): boolean => /\d/.test(text) && !text.includes("@");

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
