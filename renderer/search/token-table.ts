/**
 * Distinct texts, sorted by code unit and packed: text `i` is `chars[starts[i] .. starts[i + 1])`.
 * Its index is its rank.
 */
export type TokenTable = {
  readonly size: number;
  readonly chars: Uint8Array | Uint16Array;
  readonly starts: Uint32Array;
};

/** The texts of a table from `from` up to but not including `to`. Empty when they are equal. */
export type TokenRange = { readonly from: number; readonly to: number };

/** Decodes a text of the table. */
export const tokenAt = (table: TokenTable, index: number): string => {
  const end = table.starts[index + 1] ?? 0;
  let token = "";
  for (let at = table.starts[index] ?? 0; at < end; at++) {
    token += String.fromCharCode(table.chars[at] ?? 0);
  }
  return token;
};

/** How many code units a text has. */
export const tokenLength = (table: TokenTable, index: number): number =>
  (table.starts[index + 1] ?? 0) - (table.starts[index] ?? 0);

/** The code unit of a text at `depth`, or -1 past its end. */
export const charAt = (table: TokenTable, index: number, depth: number): number => {
  const at = (table.starts[index] ?? 0) + depth;
  return at < (table.starts[index + 1] ?? 0) ? (table.chars[at] ?? 0) : -1;
};

/** All texts of a table. */
export const wholeRange = (table: TokenTable): TokenRange => ({ from: 0, to: table.size });

/**
 * Narrows a range of texts that share their first `depth` code units to those with `char` next. Two
 * binary searches.
 */
export const narrowByChar = (
  table: TokenTable,
  range: TokenRange,
  depth: number,
  char: number,
): TokenRange => {
  const from = firstFrom(table, range.from, range.to, depth, char);
  return { from, to: firstFrom(table, from, range.to, depth, char + 1) };
};

/**
 * Narrows a range of texts that share their first `depth` code units to those that continue with
 * `rest`, starting at its index `offset`.
 */
export const narrowByText = (
  table: TokenTable,
  range: TokenRange,
  depth: number,
  rest: string,
  offset = 0,
): TokenRange => {
  let narrowed = range;
  for (let i = offset; i < rest.length && narrowed.from < narrowed.to; i++) {
    narrowed = narrowByChar(table, narrowed, depth + i - offset, rest.charCodeAt(i));
  }
  return narrowed;
};

/** The texts that start with a prefix. */
export const prefixRange = (table: TokenTable, prefix: string): TokenRange =>
  narrowByText(table, wholeRange(table), 0, prefix);

/** The index of a text, or -1. */
export const findToken = (table: TokenTable, token: string): number => {
  const { from, to } = prefixRange(table, token);
  return from < to && tokenLength(table, from) === token.length ? from : -1;
};

/** The first text of a range whose code unit at `depth` is at least `char`. */
const firstFrom = (
  table: TokenTable,
  from: number,
  to: number,
  depth: number,
  char: number,
): number => {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (charAt(table, middle, depth) < char) low = middle + 1;
    else high = middle;
  }
  return low;
};
