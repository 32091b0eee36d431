import { foldText } from "#shared/profile/fold-text.ts";

/** The longest name (`profile.ts`). */
const NAME_LENGTH_MAX = 120;
/** How many words of a name field, or of a query, are read. */
const NAME_WORDS_MAX = 8;
/**
 * How many tokens a name field has at most. Two fields have fewer than 32, so a bit mask can hold
 * one bit for each.
 */
const NAME_TOKENS_MAX = 15;

/**
 * A name folded to words of letters and digits, separated by single spaces. Hyphens and apostrophes
 * of every kind stay inside a word as `-` and `'`. Names are sorted by this too.
 */
export const normaliseName = (name: string): string =>
  PLAIN_WORD.test(name) ? name.toLowerCase() : normaliseOddName(name);

/**
 * The tokens that find a name: its words, the parts of compound words, and both without separators.
 */
export const nameTokens = (normalisedName: string): readonly string[] => {
  if (normalisedName === "") return [];
  if (!SEPARATOR.test(normalisedName)) return [normalisedName];
  const words = normalisedName.split(" ").slice(0, NAME_WORDS_MAX);
  const joined = words.map(joinParts);
  const parts = words.flatMap((word) => word.split(COMPOUND)).slice(0, NAME_WORDS_MAX);
  const distinct = new Set([...joined, ...parts, joined.join("")]);
  return [...distinct, ...repeated(parts)].slice(0, NAME_TOKENS_MAX);
};

/** The words of a query, with compounds joined: "o'brien anne-marie" → obrien, annemarie. */
export const queryWords = (text: string): readonly string[] => {
  const name = normaliseName(text);
  return name === "" ? [] : name.split(" ").slice(0, NAME_WORDS_MAX).map(joinParts);
};

/** Other spellings of a query: compounds split, neighbouring words joined. */
export const respelledWords = (text: string): readonly (readonly string[])[] => {
  const words = queryWords(text);
  const parts = normaliseName(text).split(COMPOUND_OR_SPACE).slice(0, NAME_WORDS_MAX);
  const neighbours = words
    .slice(1)
    .map((word, i) => [...words.slice(0, i), `${words[i]}${word}`, ...words.slice(i + 2)]);
  return parts.length > words.length ? [parts, ...neighbours] : neighbours;
};

const normaliseOddName = (name: string): string =>
  foldText(name.slice(0, NAME_LENGTH_MAX).replace(APOSTROPHES, "'").replace(DASHES, "-"))
    .slice(0, NAME_LENGTH_MAX)
    .replace(NO_NAME_CHARACTER, " ")
    .split(" ")
    .map((word) => word.replace(EDGE_SEPARATORS, ""))
    .filter((word) => word !== "")
    .join(" ");

const joinParts = (word: string): string => word.replace(COMPOUNDS, "");

/** A word that occurs twice must match twice ("John John"). */
const repeated = (parts: readonly string[]): readonly string[] =>
  parts.filter((part, i) => parts.indexOf(part) < i);

const PLAIN_WORD = /^[A-Za-z]{1,120}$/;
const SEPARATOR = /[ '-]/;
const COMPOUND = /['-]+/;
const COMPOUNDS = /['-]+/g;
const COMPOUND_OR_SPACE = /[ '-]+/;
const APOSTROPHES = /[`´‘’ʹʻʼʽˈ′＇]/g;
const DASHES = /[‐‑‒–—―−－]/g;
const NO_NAME_CHARACTER = /[^\p{L}\p{N}'-]+/gu;
const EDGE_SEPARATORS = /^['-]+|['-]+$/g;
