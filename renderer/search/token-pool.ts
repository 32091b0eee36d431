import { sortTokens } from "./sort-tokens.ts";
import type { TokenTable } from "./token-table.ts";

/** Collects texts for a `TokenTable`, in any order, with repeats. */
export type TokenPool = {
  /** Adds a text and returns its number, from 0. */
  readonly add: (token: string) => number;
  /**
   * Sorts the texts by code unit, yielding now and then so that the caller can do other work. Don't
   * add to the pool afterwards.
   */
  readonly rank: () => Generator<void, RankedTokens>;
};

export type RankedTokens = {
  readonly table: TokenTable;
  /** The index in the table of each added text, by its number. */
  readonly ranks: Uint32Array;
};

/** Creates an empty pool. The texts are kept in one array of code units, not as strings. */
export const createTokenPool = (): TokenPool => {
  let chars = new Uint16Array(1024);
  let starts = new Uint32Array(256);
  let count = 0;
  let end = 0;
  let widest = 0;

  const add = (token: string): number => {
    if (count + 2 > starts.length) starts = grown(starts, new Uint32Array(starts.length * 2));
    while (end + token.length > chars.length) {
      chars = grown(chars, new Uint16Array(chars.length * 2));
    }
    const [target, from] = [chars, end];
    let bits = 0;
    for (let i = 0; i < token.length; i++) {
      const char = token.charCodeAt(i);
      bits |= char;
      target[from + i] = char;
    }
    widest |= bits;
    end += token.length;
    starts[++count] = end;
    return count - 1;
  };

  function* rank(): Generator<void, RankedTokens> {
    const order = yield* sortTokens(chars, starts, count);
    yield;
    const ranks = new Uint32Array(count);
    const firsts = new Uint32Array(count);
    let distinct = 0;
    let length = 0;
    for (let i = 0; i < count; i++) {
      const entry = order[i] ?? 0;
      const before = i === 0 ? -1 : (order[i - 1] ?? 0);
      if (before < 0 || !isSameToken(chars, starts, before, entry)) {
        firsts[distinct++] = entry;
        length += (starts[entry + 1] ?? 0) - (starts[entry] ?? 0);
      }
      ranks[entry] = distinct - 1;
    }
    yield;
    // One byte for each code unit where that is enough, which is nearly always.
    const packed = widest < 256 ? new Uint8Array(length) : new Uint16Array(length);
    const packedStarts = new Uint32Array(distinct + 1);
    let at = 0;
    for (let i = 0; i < distinct; i++) {
      const entry = firsts[i] ?? 0;
      const to = starts[entry + 1] ?? 0;
      for (let from = starts[entry] ?? 0; from < to; from++) packed[at++] = chars[from] ?? 0;
      packedStarts[i + 1] = at;
    }
    return { table: { size: distinct, chars: packed, starts: packedStarts }, ranks };
  }

  return { add, rank };
};

const grown = <A extends Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  from: A,
  to: A,
): A => {
  to.set(from);
  return to;
};

const isSameToken = (chars: Uint16Array, starts: Uint32Array, a: number, b: number): boolean => {
  const startA = starts[a] ?? 0;
  const startB = starts[b] ?? 0;
  const length = (starts[a + 1] ?? 0) - startA;
  if (length !== (starts[b + 1] ?? 0) - startB) return false;
  for (let i = length - 1; i >= 0; i--) if (chars[startA + i] !== chars[startB + i]) return false;
  return true;
};
