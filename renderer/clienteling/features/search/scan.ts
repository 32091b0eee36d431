/** The most that a scanner leaves between two characters; people seldom type ten that fast. */
const SCAN_GAP_MS = 50;
/** Fewer characters may come that fast from two fingers. */
const SCAN_LENGTH_MIN = 5;

/** When the characters in the box were typed: at, in ms, the latest last. */
export type TypedAt = readonly number[];

/**
 * True when what is in the box came in one burst, as a scanner types it (domain.md §20.5), and has a
 * digit in it: a name that a keyboard completes or that is dictated comes in one burst too.
 */
export const isScanned = (text: string, typedAt: TypedAt, enterAt: number): boolean => {
  if (typedAt.length < SCAN_LENGTH_MIN || !/\d/.test(text)) return false;
  const gaps = [...typedAt, enterAt].map((at, place, all) => at - (all[place - 1] ?? at));
  return gaps.every((gap) => gap <= SCAN_GAP_MS * 3) && mean(gaps.slice(1)) <= SCAN_GAP_MS;
};

/** True for what may be a card number or another outside id: one word with a digit in it. */
export const looksLikeIdentifier = (text: string): boolean =>
  /^\S{4,190}$/.test(text.trim()) && /\d/.test(text) && !text.includes("@");

/** True for what is printed on cards and not dialled: digits only, and none of them a leading zero. */
export const looksLikeCard = (text: string): boolean => /^[1-9]\d{7,}$/.test(text.trim());

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
