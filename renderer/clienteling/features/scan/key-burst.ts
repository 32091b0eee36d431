import { looksLikeIdentifier } from "#renderer/clienteling/card-text.ts";
import { BURST_GAP_MS } from "#renderer/ui/burst-gap.ts";

/** Characters that were pressed one soon after another: what was typed, and when, in ms. */
export type KeyBurst = { readonly text: string; readonly pressedAt: readonly number[] };

export const NO_KEYS: KeyBurst = { text: "", pressedAt: [] };

/** Nobody types three keys at this pace, unless a program types for them. */
const FAST_GAP_MS = 30;
/** Many Bluetooth scanners send a key every 60 ms. Nobody types a long number that fast. */
const SCANNER_GAP_MS = 75;
/** The slowest scanners. A very fast typist reaches this with a short word. */
const SLOWEST_GAP_MS = 95;

const CARD_LENGTH_MIN = 6;
/** A PIN has six digits and may come from a text expander. Cards have more. */
const CARD_OVER_PIN_LENGTH_MIN = 8;

/**
 * What the keys go to, and so what else they may be: an amount of money, a PIN, a search, other
 * text, a choice from a list (which letters change), or nothing that takes text.
 */
export type BurstPlace = "money" | "pin" | "search" | "text" | "choice" | "nothing";

/**
 * What a burst is:
 * - `typing`: somebody types.
 * - `scan`: certainly a scanner.
 * - `card_or_text`: a scan if it is exactly somebody's card, otherwise text that belongs here.
 * - `unclear`: only staff can say. Until then it counts as neither.
 */
export type BurstKind = "typing" | "scan" | "card_or_text" | "unclear";

export type ScanKind = Exclude<BurstKind, "typing">;

type ScanRules = {
  /** Nobody needs to be asked whether it was a scan. */
  readonly isCertain: boolean;
  /** It may be text that belongs where it went. */
  readonly mayBelong: boolean;
};

export const SCANS: Readonly<Record<ScanKind, ScanRules>> = {
  scan: { isCertain: true, mayBelong: false },
  card_or_text: { isCertain: false, mayBelong: true },
  unclear: { isCertain: false, mayBelong: false },
};

/** Adds a character. `at` is when it was pressed, in ms. */
export const addKey = ({ text, pressedAt }: KeyBurst, key: string, at: number): KeyBurst =>
  at - (pressedAt.at(-1) ?? at) > BURST_GAP_MS
    ? { text: key, pressedAt: [at] }
    : { text: text + key, pressedAt: [...pressedAt, at] };

/** Whether these keys came faster than anybody types. */
export const isFastBurst = ({ pressedAt }: KeyBurst): boolean =>
  pressedAt.length > 1 && isPaced(pressedAt, FAST_GAP_MS);

/**
 * Tells a scanner from a hand by the pace of the keys and by what a person would type there. Most
 * scanners end with Enter or Tab (`endedAt`), which also tells a slow one.
 */
export const kindOfBurst = (
  { text, pressedAt }: KeyBurst,
  { place, endedAt }: { readonly place: BurstPlace; readonly endedAt: number | null },
): BurstKind => {
  const times = endedAt === null ? pressedAt : [...pressedAt, endedAt];
  const paced = (gapMs: number) => times.length > 2 && isPaced(times, gapMs);
  if (!paced(SLOWEST_GAP_MS)) return "typing";
  const burst = {
    text,
    hasEnd: endedAt !== null,
    isFast: paced(FAST_GAP_MS),
    isAsFastAsScanners: paced(SCANNER_GAP_MS),
    isAtOnce: pressedAt.every((at) => at === pressedAt[0]),
  };
  return KIND_AT[place](burst);
};

/** A burst that is quick enough for the slowest scanner. */
type QuickBurst = {
  readonly text: string;
  readonly hasEnd: boolean;
  readonly isFast: boolean;
  readonly isAsFastAsScanners: boolean;
  /** Its characters came in one piece, as from dictation or a suggestion. */
  readonly isAtOnce: boolean;
};

/** A number that nobody types at this pace. */
const isCard = ({ text, hasEnd, isFast, isAsFastAsScanners, isAtOnce }: QuickBurst): boolean =>
  text.length >= CARD_LENGTH_MIN &&
  !isAtOnce &&
  looksLikeIdentifier(text) &&
  (hasEnd ? isAsFastAsScanners : isFast);

const kindInText = (burst: QuickBurst): BurstKind => {
  if (isCard(burst)) return "scan";
  const { text, hasEnd, isFast } = burst;
  return (hasEnd && text.length > 2) || (isFast && text.length > 3) ? "card_or_text" : "typing";
};

/** The kind of a quick burst in each place. */
const KIND_AT: Readonly<Record<BurstPlace, (burst: QuickBurst) => BurstKind>> = {
  money: (burst) => {
    const { text, hasEnd, isFast } = burst;
    if (!/^[\d\s.,'’\p{Sc}-]*$/u.test(text)) return "scan";
    if (isCard(burst) && !/[.,]/.test(text)) return "scan";
    const isLong = text.length > (hasEnd || isFast ? 2 : CARD_LENGTH_MIN - 1);
    return isLong || (hasEnd && isFast) ? "unclear" : "typing";
  },
  pin: (burst) => {
    const { text } = burst;
    if (/\D/.test(text)) return "scan";
    return isCard(burst) && text.length >= CARD_OVER_PIN_LENGTH_MIN ? "scan" : "typing";
  },
  // Its own Enter looks for cards first, so a word that isn't clearly a scan is left to it.
  search: (burst) => {
    if (isCard(burst)) return "scan";
    const { text, hasEnd, isFast } = burst;
    if (!isFast || text.length < 3) return "typing";
    return hasEnd ? "scan" : text.length > 3 ? "card_or_text" : "typing";
  },
  text: kindInText,
  choice: (burst) => (burst.isFast ? "scan" : kindInText(burst)),
  nothing: () => "scan",
};

/** True when these keys came at most this many ms apart on average, and none much later. */
const isPaced = (pressedAt: readonly number[], meanGapMs: number): boolean => {
  const gaps = pressedAt.slice(1).map((at, place) => at - (pressedAt[place] ?? at));
  return gaps.every((gap) => gap <= meanGapMs * 3) && mean(gaps) <= meanGapMs;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
