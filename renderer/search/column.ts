import { createTokenPool } from "./token-pool.ts";
import type { TokenRange, TokenTable } from "./token-table.ts";

/**
 * One searchable field of many rows: its distinct texts, and an index from rows to texts and back.
 */
export type Column = {
  readonly table: TokenTable;
  /** Row `r` has the texts `tokens[tokenStarts[r] .. tokenStarts[r + 1])`. */
  readonly tokenStarts: Uint32Array;
  readonly tokens: Uint32Array;
  /**
   * Text `t` is in the rows `rows[rowStarts[t] .. rowStarts[t + 1])`, ascending, without repeats.
   */
  readonly rowStarts: Uint32Array;
  readonly rows: Uint32Array;
};

/** The rows `rows[from .. to)`. */
export type RowList = { readonly rows: Uint32Array; readonly from: number; readonly to: number };

export type ColumnBuilder = {
  /** Adds a text and returns its number. A text shared by many rows needs adding only once. */
  readonly enter: (token: string) => number;
  /** Adds a text, by number, to the current row. */
  readonly give: (entry: number) => void;
  /** Ends the current row and starts the next. Call it for every row, in order. */
  readonly endRow: () => void;
  /**
   * Builds the column with the rows reordered: row `i` of the column is the added row `order[i]`.
   */
  readonly build: (order: Uint32Array) => Generator<void, Column>;
};

/** Creates a builder that makes a column row by row. */
export const createColumnBuilder = (): ColumnBuilder => {
  const pool = createTokenPool();
  const entries: number[] = [];
  const ends: number[] = [];

  return {
    enter: pool.add,
    give: (entry) => {
      entries.push(entry);
    },
    endRow: () => {
      ends.push(entries.length);
    },
    build: function* (order) {
      const { table, ranks } = yield* pool.rank();
      yield;
      const tokenStarts = new Uint32Array(order.length + 1);
      const tokens = new Uint32Array(entries.length);
      let at = 0;
      for (let row = 0; row < order.length; row++) {
        const added = order[row] ?? 0;
        const end = ends[added] ?? 0;
        for (let i = added === 0 ? 0 : (ends[added - 1] ?? 0); i < end; i++) {
          tokens[at++] = ranks[entries[i] ?? 0] ?? 0;
        }
        tokenStarts[row + 1] = at;
      }
      yield;
      return { table, tokenStarts, tokens, ...rowsOfTokens(table.size, tokenStarts, tokens) };
    },
  };
};

/** The rows of all texts in a range. A row that has several of the texts occurs several times. */
export const rowsOfRange = ({ rowStarts, rows }: Column, range: TokenRange): RowList => ({
  rows,
  from: rowStarts[range.from] ?? 0,
  to: rowStarts[range.to] ?? 0,
});

/** Inverts "row → texts" into "text → rows" by counting. */
const rowsOfTokens = (
  tokenCount: number,
  tokenStarts: Uint32Array,
  tokens: Uint32Array,
): { readonly rowStarts: Uint32Array; readonly rows: Uint32Array } => {
  const rowCount = tokenStarts.length - 1;
  /** The last row seen for a text, plus one, so that a row with the same text twice counts once. */
  const lastRow = new Uint32Array(tokenCount);
  const rowStarts = new Uint32Array(tokenCount + 1);
  for (let row = 0; row < rowCount; row++) {
    for (let i = tokenStarts[row] ?? 0; i < (tokenStarts[row + 1] ?? 0); i++) {
      const token = tokens[i] ?? 0;
      if (lastRow[token] === row + 1) continue;
      lastRow[token] = row + 1;
      rowStarts[token + 1] = (rowStarts[token + 1] ?? 0) + 1;
    }
  }
  for (let token = 0; token < tokenCount; token++) {
    rowStarts[token + 1] = (rowStarts[token + 1] ?? 0) + (rowStarts[token] ?? 0);
  }
  const rows = new Uint32Array(rowStarts[tokenCount] ?? 0);
  const next = rowStarts.slice(0, tokenCount);
  lastRow.fill(0);
  for (let row = 0; row < rowCount; row++) {
    for (let i = tokenStarts[row] ?? 0; i < (tokenStarts[row + 1] ?? 0); i++) {
      const token = tokens[i] ?? 0;
      if (lastRow[token] === row + 1) continue;
      lastRow[token] = row + 1;
      const at = next[token] ?? 0;
      rows[at] = row;
      next[token] = at + 1;
    }
  }
  return { rowStarts, rows };
};
