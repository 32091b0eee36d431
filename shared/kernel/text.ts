import { z } from "zod";

/**
 * Whether every database we support stores the text unchanged. PostgreSQL can't store U+0000. Half
 * a surrogate pair isn't a character: a text column replaces it, and JSON that contains one can't
 * be searched. Nobody types either; they come from corrupt or forged input.
 */
export const isStorable = (text: string): boolean =>
  !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

/** The text without characters that can't be stored. None of them is visible. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, "");

/** What is wrong with text that isn't storable; follows the field's name. */
export const UNSTORABLE = "must not contain the character U+0000 or half of a surrogate pair";

/**
 * Text of one line without characters that are invisible themselves, or hide or reorder others
 * (DOMAIN §3.1): control characters, the marks that turn the direction of writing, and what copying
 * adds (soft hyphens, zero-width spaces, a byte order mark). Line breaks and tabs become spaces.
 * The joiners U+200C and U+200D stay: Persian names and emoji need them. Idempotent.
 */
export const oneLine = (text: string): string =>
  text.replace(BREAKS_AND_TABS, " ").replace(HIDING, "");

/**
 * The same for text that may have several lines, such as a note: line breaks and tabs stay, and so
 * do the marks (U+200E, U+200F, U+061C) by which Hebrew and Arabic text places a number or a full
 * stop between two directions. They turn nothing around by themselves.
 */
export const severalLines = (text: string): string =>
  text.replace(OTHER_BREAKS, "\n").replace(HIDING, (found) => found.replace(NOT_IN_LINES, ""));

const BREAKS_AND_TABS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const OTHER_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const NOT_IN_LINES = /[^\n\t\u061c\u200e\u200f]/g;
const HIDING = /[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060-\u2064\ufeff]+/gu;

const storableSchema = z.string().refine(isStorable, UNSTORABLE);

/** Text of one line from outside that is stored. Each use adds its own maximum length. */
export const textSchema = storableSchema.overwrite(oneLine);

/** The same with several lines. */
export const linesSchema = storableSchema.overwrite(severalLines);

/**
 * The path of the first text in JSON that can't be stored, starting from `path`; null if there is
 * none. Its depth must have been limited.
 */
export const findUnstorable = (value: unknown, path: string): string | null => {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, field] of Object.entries(value)) {
    const name = storable(key);
    const at = path === "" ? name : `${path}.${name}`;
    if (name !== key) return at;
    const found = findUnstorable(field, at);
    if (found !== null) return found;
  }
  return null;
};
