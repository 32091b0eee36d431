import { looksLikeIdentifier } from "#renderer/clienteling/card-text.ts";

/** Characters that were pressed one soon after another: what was typed, and when, in ms. */
export type KeyBurst = { readonly text: string; readonly pressedAt: readonly number[] };

export const NO_KEYS: KeyBurst = { text: "", pressedAt: [] };

/** A longer gap than this starts a new burst. Even slow scanners are faster. */
const BURST_GAP_MS = 150;
const SCAN_LENGTH_MIN = 6;
/** A PIN has six digits and may come from a text expander. Cards have more. */
const SCAN_OVER_PIN_LENGTH_MIN = 8;
const FAST_GAP_MS = 30;
/** Bluetooth scanners often send a key every 60 ms. Nobody types a number that fast. */
const SLOW_GAP_MS = 75;

/** Adds a character. `at` is when it was pressed, in ms. */
export const addKey = ({ text, pressedAt }: KeyBurst, key: string, at: number): KeyBurst =>
  at - (pressedAt.at(-1) ?? at) > BURST_GAP_MS
    ? { text: key, pressedAt: [at] }
    : { text: text + key, pressedAt: [...pressedAt, at] };

/**
 * Whether these keys are a scan rather than somebody typing. Most scanners end with Enter or Tab
 * (`endedAt`), which also tells a slow one; without it only a very fast burst is a scan.
 */
export const isScan = (
  { text, pressedAt }: KeyBurst,
  { isPin, endedAt }: { readonly isPin: boolean; readonly endedAt: number | null },
): boolean => {
  const lengthMin = isPin ? SCAN_OVER_PIN_LENGTH_MIN : SCAN_LENGTH_MIN;
  if (text.length < lengthMin || !looksLikeIdentifier(text)) return false;
  return endedAt === null
    ? isPaced(pressedAt, FAST_GAP_MS)
    : isPaced([...pressedAt, endedAt], SLOW_GAP_MS);
};

/** True when these keys came at most this many ms apart on average, and none much later. */
const isPaced = (pressedAt: readonly number[], meanGapMs: number): boolean => {
  const gaps = pressedAt.slice(1).map((at, place) => at - (pressedAt[place] ?? at));
  return gaps.every((gap) => gap <= meanGapMs * 3) && mean(gaps) <= meanGapMs;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
