import {
  charAt,
  narrowByChar,
  narrowByText,
  type TokenRange,
  type TokenTable,
  wholeRange,
} from "./token-table.ts";

/**
 * Calls `visit` with the ranges of texts that begin with `query` but for one typing error: a
 * letter too many, one too few, a wrong one, or two neighbours swapped. `length` is how long the
 * corrected beginning is: a text of that length is matched whole. Ranges may overlap.
 *
 * It walks the sorted texts as a tree: up to the error the beginning must be right, which leaves
 * one range; only the letters that occur next in it are tried; after the error it must be right
 * again. So the work grows with the query and not with the texts, and no text is ever compiled
 * into a pattern.
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
    // A letter too many.
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
      // A letter too few.
      offer(narrowByText(table, next, depth + 1, query, depth), query.length + 1);
    });
    if (depth < query.length) right = narrowByChar(table, right, depth, query.charCodeAt(depth));
  }
};

/** Splits texts that have the same first `depth` code units by the next one. */
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
