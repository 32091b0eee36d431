import { foldText } from "./fold-text.ts";
import { plainCharacters } from "./plain-characters.ts";

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
 * of every kind stay inside a word as `-` and `'`. A name of other characters only keeps those.
 * Names are sorted by this too.
 */
export const normaliseName = (name: string): string =>
  PLAIN_WORD.test(name) ? name.toLowerCase() : normaliseOddName(name);

/**
 * The tokens that find a name: its words, the parts of compound words, and both without separators.
 * Where words are written without spaces, as in Chinese, Japanese and Thai, nobody can say where
 * one begins, so every ending of the name is a token too.
 */
export const nameTokens = (normalisedName: string): readonly string[] => {
  if (normalisedName === "") return [];
  if (PLAIN_LETTERS.test(normalisedName)) return [normalisedName];
  const words = normalisedName.split(" ").slice(0, NAME_WORDS_MAX);
  const joined = words.map(joinParts);
  const parts = words
    .flatMap((word) => word.split(COMPOUND))
    .filter((part) => part !== "")
    .slice(0, NAME_WORDS_MAX);
  const distinct = new Set([...joined, ...parts, joined.join("")]);
  return [...distinct, ...repeated(parts), ...words.flatMap(endings)].slice(0, NAME_TOKENS_MAX);
};

/**
 * Both names of a profile as one word, for names written without spaces: 李 and 小龍 are found as
 * 李小龍. Otherwise none.
 */
export const joinedNames = (firstName: string, lastName: string): readonly string[] =>
  SPACELESS.test(firstName) && SPACELESS.test(lastName)
    ? [`${lastName}${firstName}`, `${firstName}${lastName}`]
    : [];

/** The words of a query, with compounds joined: "o'brien anne-marie" → obrien, annemarie. */
export const queryWords = (text: string): readonly string[] => {
  const name = normaliseName(text);
  return name === "" ? [] : name.split(" ").slice(0, NAME_WORDS_MAX).map(joinParts);
};

/** Other spellings of a query: compounds split, neighbouring words joined, repeated words once. */
export const respelledWords = (text: string): readonly (readonly string[])[] => {
  const words = queryWords(text);
  const parts = normaliseName(text)
    .split(COMPOUND_OR_SPACE)
    .filter((part) => part !== "")
    .slice(0, NAME_WORDS_MAX);
  const neighbours = words
    .slice(1)
    .map((word, i) => [...words.slice(0, i), `${words[i]}${word}`, ...words.slice(i + 2)]);
  const once = [...new Set(words)];
  return [
    ...(parts.length > words.length ? [parts] : []),
    ...neighbours,
    ...(once.length < words.length ? [once] : []),
  ];
};

const normaliseOddName = (name: string): string => wordsOf(name) || symbolsOf(name);

const symbolsOf = (name: string): string => {
  // Folding leaves a space of an accent by itself.
  const folded = foldText(name).replace(/\s+/g, "");
  return (folded || name.replace(/\s+/g, "")).slice(0, NAME_LENGTH_MAX);
};

const plainMarks = (name: string): string => name.replace(APOSTROPHES, "'").replace(DASHES, "-");

/** Some letters have an apostrophe in them (ŉ), and some apostrophes fall apart (´). */
const wordsOf = (name: string): string =>
  foldText(plainMarks(plainCharacters(plainMarks(name))))
    .slice(0, NAME_LENGTH_MAX)
    .replace(NO_NAME_CHARACTER, " ")
    .split(" ")
    .map((word) => word.replace(EDGE_SEPARATORS, ""))
    .filter((word) => word !== "")
    .join(" ");

const joinParts = (word: string): string => word.replace(COMPOUNDS, "") || word;

/** What is left of a word written without spaces after each of its letters. */
const endings = (word: string): readonly string[] => {
  if (!SPACELESS.test(word)) return [];
  const starts = [...word.matchAll(LETTER_START)].map(({ index }) => index);
  return starts.slice(1).map((at) => word.slice(at));
};

/** A word that occurs twice must match twice ("John John"). */
const repeated = (parts: readonly string[]): readonly string[] =>
  parts.filter((part, i) => parts.indexOf(part) < i);

const PLAIN_WORD = /^[A-Za-z]{1,120}$/;
const PLAIN_LETTERS = /^[a-z]+$/;
/** Scripts that put no spaces between words, or between the parts of a name. */
const SPACELESS =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]+$/u;
/** Any character but a Korean vowel or final: folding takes the syllables apart. */
const LETTER_START = /[^\u1160-\u11ff]/gu;
const COMPOUND = /['-]+/;
const COMPOUNDS = /['-]+/g;
const COMPOUND_OR_SPACE = /[ '-]+/;
const APOSTROPHES = /[`´‘’ʹʻʼʽˈ′＇]/g;
const DASHES = /[‐‑‒–—―−－]/g;
const NO_NAME_CHARACTER = /[^\p{L}\p{N}'-]+/gu;
const EDGE_SEPARATORS = /^['-]+|['-]+$/g;
