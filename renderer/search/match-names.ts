import type { BestRows } from "./best-rows.ts";
import type { Column } from "./column.ts";
import { visitOneTypo } from "./one-typo.ts";
import { rankOf } from "./rank.ts";
import type { Segment } from "./segment.ts";
import { prefixRange, tokenLength } from "./token-table.ts";

/** Shorter words must match without a typo: too much would match otherwise. */
const TYPO_LENGTH_MIN = 4;

/** How a query word matches a name word, best first. 0 means not at all. */
const WHOLE = 1;
const PREFIX = 2;
const WHOLE_WITH_TYPO = 3;
const PREFIX_WITH_TYPO = 4;

/** The name words that a query word matches, and how well. */
type WordMatch = {
  readonly scores: Uint8Array;
  readonly tokens: readonly number[];
  readonly rowCount: number;
};

/**
 * Offers the rows whose name has every query word, in any order, each as the start of a different
 * word. Whole words rank before prefixes, exact matches before typos.
 */
export const matchNames = (
  segment: Segment<string>,
  words: readonly string[],
  withTypos: boolean,
  best: BestRows,
): void => {
  const matches = matchWords(segment.nameWords, words, withTypos);
  const rarest = matches?.reduce((a, b) => (b.rowCount < a.rowCount ? b : a));
  if (matches === null || rarest === undefined) return;
  const { rowStarts, rows } = segment.nameWords;
  const nameRank = rankOf("name");
  for (const token of rarest.tokens) {
    const to = rowStarts[token + 1] ?? 0;
    const onlyCost = matches.length === 1 ? (rarest.scores[token] ?? 0) - WHOLE : null;
    for (let i = rowStarts[token] ?? 0; i < to; i++) {
      const row = rows[i] ?? 0;
      if (segment.retired[row] === 1) continue;
      if (onlyCost === null) {
        const cost = costOf(segment.nameWords, matches, row);
        if (cost >= 0) best.offer(nameRank + cost, row);
      } else if (!best.offer(nameRank + onlyCost, row)) {
        // With one query word, a row is offered once for each word of its name, and the best offer
        // counts.
        break;
      }
    }
  }
};

/** Returns a test of whether a row's name has every word; null when no name does. */
export const nameFilter = (
  segment: Segment<string>,
  words: readonly string[],
): ((row: number) => boolean) | null => {
  if (words.length === 0) return () => true;
  const matches = matchWords(segment.nameWords, words, false);
  return matches && ((row) => costOf(segment.nameWords, matches, row) >= 0);
};

/** Longest word first, as `costOf` expects. Null when there are no words or one matches nothing. */
const matchWords = (
  column: Column,
  words: readonly string[],
  withTypos: boolean,
): readonly WordMatch[] | null => {
  const matches: WordMatch[] = [];
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    const match = matchWord(column, word, withTypos);
    if (match.rowCount === 0) return null;
    matches.push(match);
  }
  return matches.length === 0 ? null : matches;
};

const matchWord = (column: Column, word: string, withTypos: boolean): WordMatch => {
  const { table, rowStarts } = column;
  const scores = new Uint8Array(table.size);
  const tokens: number[] = [];
  let rowCount = 0;
  const note = (token: number, score: number): void => {
    const known = scores[token] ?? 0;
    if (known === 0) {
      tokens.push(token);
      rowCount += (rowStarts[token + 1] ?? 0) - (rowStarts[token] ?? 0);
    }
    if (known === 0 || score < known) scores[token] = score;
  };
  const right = prefixRange(table, word);
  for (let token = right.from; token < right.to; token++) {
    note(token, tokenLength(table, token) === word.length ? WHOLE : PREFIX);
  }
  if (withTypos && word.length >= TYPO_LENGTH_MIN && !ONLY_DIGITS.test(word)) {
    visitOneTypo(table, word, (range, length) => {
      for (let token = range.from; token < range.to; token++) {
        note(token, tokenLength(table, token) === length ? WHOLE_WITH_TYPO : PREFIX_WITH_TYPO);
      }
    });
  }
  return { scores, tokens, rowCount };
};

/**
 * The cost of assigning each query word a different word of the name; -1 when that is impossible.
 * The longest query word takes its best match first. Whatever it can take, its prefixes can take
 * too, so without typos no other order does better.
 */
const costOf = (
  { tokenStarts, tokens }: Column,
  matches: readonly WordMatch[],
  row: number,
): number => {
  const from = tokenStarts[row] ?? 0;
  const to = tokenStarts[row + 1] ?? 0;
  let cost = 0;
  let taken = 0;
  for (const { scores } of matches) {
    let score = 0;
    let at = 0;
    for (let i = from; i < to; i++) {
      const candidate = scores[tokens[i] ?? 0] ?? 0;
      if (candidate === 0 || (score !== 0 && candidate >= score)) continue;
      if ((taken & (1 << (i - from))) !== 0) continue;
      score = candidate;
      at = i;
    }
    if (score === 0) return -1;
    taken |= 1 << (at - from);
    cost += score - WHOLE;
  }
  return cost;
};

const ONLY_DIGITS = /^\p{N}+$/u;
