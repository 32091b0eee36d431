/** The longest average gap between the characters of a scan. People seldom type ten that fast. */
const SCAN_GAP_MS = 50;
/** Two fingers can type fewer characters than this that fast. */
const SCAN_LENGTH_MIN = 5;

/** When each character in the box was typed, in ms, the latest last. */
export type TypedAt = readonly number[];

/**
 * True when this text arrived in one burst, as from a scanner, and could be on a card. Speed alone
 * proves nothing: fast typists and text expanders enter names and email addresses.
 */
export const isScanned = (text: string, typedAt: TypedAt, enterAt: number): boolean => {
  if (!mayBeOnCard(text) || typedAt.length < SCAN_LENGTH_MIN) return false;
  return isPaced([...typedAt, enterAt], SCAN_GAP_MS);
};

/** True when these keys came at most this many ms apart on average, and none much later. */
export const isPaced = (pressedAt: TypedAt, meanGapMs: number): boolean => {
  const gaps = pressedAt.slice(1).map((at, place) => at - (pressedAt[place] ?? at));
  return gaps.every((gap) => gap <= meanGapMs * 3) && mean(gaps) <= meanGapMs;
};

/** True for text that may be a card number or another external id: one word with a digit in it. */
export const looksLikeIdentifier = (text: string): boolean =>
  /^\S{4,190}$/.test(text.trim()) && mayBeOnCard(text);

/** True for text that is on cards but isn't dialled: digits only, without a leading zero. */
export const looksLikeCard = (text: string): boolean => /^[1-9]\d{7,}$/.test(text.trim());

/** A card or barcode always has a digit in it: `2950700000048`, `VIP-00042`. */
const mayBeOnCard = (text: string): boolean => /\d/.test(text) && !text.includes("@");

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
