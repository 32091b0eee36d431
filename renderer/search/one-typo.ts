import {
  charAt,
  narrowByChar,
  narrowByText,
  type TokenRange,
  type TokenTable,
  wholeRange,
} from "./token-table.ts";

/**
 * Calls `visit` with the ranges of texts that start with `query` but for one typo: an extra letter,
 * a missing one, a wrong one, or two swapped neighbours. `length` is the length of the corrected
 * prefix, so a text of that length matches as a whole. Ranges may overlap.
 *
 * It walks the sorted texts like a trie. Before the typo the prefix must match, which leaves one
 * range; at the typo, only letters that occur next in that range are tried; after it, the rest must
 * match again. So the work grows with the query, not with the number of texts, and no text is
 * compiled into a pattern.
 */
export const visitOneTypo = (
  table: TokenTable,
  query: string,
  visit: (range: TokenRange, length: number) => void,
): void => {
  const offer = (range: TokenRange, length: number): void => {
    if (range.from < range.to) visit(range, length);
  };
  let right = wholeRange(table);
  for (let depth = 0; depth <= query.length && right.from < right.to; depth++) {
    // An extra letter.
    if (depth < query.length) {
      offer(narrowByText(table, right, depth, query, depth + 1), query.length - 1);
    }
    // Two neighbours swapped.
    if (depth + 1 < query.length && query.charCodeAt(depth) !== query.charCodeAt(depth + 1)) {
      const first = narrowByChar(table, right, depth, query.charCodeAt(depth + 1));
      const second = narrowByChar(table, first, depth + 1, query.charCodeAt(depth));
      offer(narrowByText(table, second, depth + 2, query, depth + 2), query.length);
    }
    visitNextLetters(table, right, depth, (next, char) => {
      // A wrong letter.
      if (depth < query.length && char !== query.charCodeAt(depth)) {
        offer(narrowByText(table, next, depth + 1, query, depth + 1), query.length);
      }
      // A missing letter.
      offer(narrowByText(table, next, depth + 1, query, depth), query.length + 1);
    });
    if (depth < query.length) right = narrowByChar(table, right, depth, query.charCodeAt(depth));
  }
};

/** Splits texts that share their first `depth` code units by the next one. */
const visitNextLetters = (
  table: TokenTable,
  range: TokenRange,
  depth: number,
  visit: (next: TokenRange, char: number) => void,
): void => {
  let from = range.from;
  while (from < range.to) {
    const char = charAt(table, from, depth);
    const next = narrowByChar(table, { from, to: range.to }, depth, char);
    if (char >= 0) visit(next, char);
    from = next.to;
  }
};
