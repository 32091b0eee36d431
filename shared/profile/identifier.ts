import { foldText } from "./fold-text.ts";
import { plainCharacters } from "./plain-characters.ts";

/** The longest identifier of a profile, in characters. */
export const IDENTIFIER_LENGTH_MAX = 190;

/** How alike two identifiers are, best first. */
const MATCHES = ["exact", "same", "close"] as const;

/**
 * - `exact`: the same text.
 * - `same`: the same number in another form. Only case and spaces differ, or it is one GTIN as
 *   UPC-A, EAN-13 or GTIN-14 (GS1 General Specifications).
 * - `close`: punctuation, or zeros at the start, make the difference. People and scanners drop and
 *   add these, but `12-3` and `1-23` may also belong to two people, so somebody must confirm it.
 */
export type IdentifierMatch = (typeof MATCHES)[number];

/**
 * An identifier as it is stored: in plain characters, without the prefix by which a scanner says
 * what kind of barcode it read (`]C1`, ISO/IEC 15424). Keeps case and punctuation: two cards may
 * differ in nothing else.
 */
export const canonicalIdentifier = (text: string): string =>
  BARE.test(text) ? text : plainCharacters(text).trim().replace(SYMBOLOGY, "").trim();

/** How alike two identifiers are, for devices and the server (DOMAIN §3.4); null if they differ. */
export const compareIdentifiers = (a: string, b: string): IdentifierMatch | null => {
  if (canonicalIdentifier(a) === canonicalIdentifier(b)) return "exact";
  if (identifierKey(a) !== identifierKey(b)) return null;
  const [oneA, oneB] = [withoutSpaces(a), withoutSpaces(b)];
  return oneA === oneB || (isGtin(oneA) && isGtin(oneB)) ? "same" : "close";
};

/**
 * Of the candidates for an identifier, those that match best: one exact match leaves out everybody
 * else. Several are for people to choose from.
 */
export const bestIdentifierMatches = <T>(
  wanted: string,
  candidates: readonly T[],
  identifiersOf: (candidate: T) => readonly string[],
): { readonly match: IdentifierMatch | null; readonly found: readonly T[] } => {
  for (const match of MATCHES) {
    const found = candidates.filter((candidate) =>
      identifiersOf(candidate).some((own) => compareIdentifiers(wanted, own) === match),
    );
    if (found.length > 0) return { match, found };
  }
  return { match: null, found: [] };
};

/**
 * The key of an identifier in an index: all that match in any way share it. Without case,
 * punctuation and the zeros at the start of a number.
 */
export const identifierKey = (identifier: string): string =>
  foldIdentifier(identifier).replace(ZEROS_BEFORE_DIGITS, "");

/** An identifier in lower case, without spaces and punctuation (unless it is nothing else). */
export const foldIdentifier = (identifier: string): string => {
  if (BARE.test(identifier)) return identifier.toLowerCase();
  const canonical = canonicalIdentifier(identifier);
  return foldText(canonical).replace(NO_LETTER_OR_DIGIT, "") || canonical;
};

const withoutSpaces = (identifier: string): string =>
  foldText(canonicalIdentifier(identifier)).replaceAll(" ", "");

const BARE = /^[A-Za-z0-9]+$/;
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z](?=.)/;
const NO_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu;
const ZEROS_BEFORE_DIGITS = /^0+(?=[0-9]+$)/;

/** Whether the digits are a GTIN-8, -12, -13 or -14 with its check digit. */
const isGtin = (text: string): boolean => {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text)) return false;
  const weighted = [...text].reverse().map((digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 3));
  return weighted.reduce((sum, value) => sum + value, 0) % 10 === 0;
};
