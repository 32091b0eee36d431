import type { RowList } from "./column.ts";

/**
 * The phone numbers of many rows, sorted digit by digit. Each number is stored as one float: up to
 * fifteen digits (the E.164 maximum) in base 11, left to right, where 0 means "no digit". This
 * sorts numbers like text, so those with a common prefix are adjacent.
 */
export type DigitColumn = {
  readonly keys: Float64Array;
  /** The row of each key. */
  readonly rows: Uint32Array;
};

export type DigitColumnBuilder = {
  /** Adds a number to an added row, which may have several. */
  readonly add: (addedRow: number, digits: string) => void;
  /** Builds the column. `rowOf` maps each added row to its final row, or to `NO_ROW`. */
  readonly build: (rowOf: Uint32Array) => DigitColumn;
};

/** Means "this added row was left out". */
export const NO_ROW = 0xffff_ffff;

const DIGITS_MAX = 15;
const BASE = 11;
/** 11 ** 15 is less than 2 ** 52, so each half is sorted in two passes over 13 bits. */
const HALF = 2 ** 26;
const PASS_BITS = 13;
/** For fewer numbers, a comparison sort is cheaper than clearing the buckets. */
const BUCKETS_WORTHWHILE = 5000;
const PASS_MASK = 2 ** PASS_BITS - 1;

/** Creates a builder that makes a column number by number. */
export const createDigitColumnBuilder = (reading: "forwards" | "backwards"): DigitColumnBuilder => {
  const keys: number[] = [];
  const addedRows: number[] = [];
  return {
    add: (addedRow, digits) => {
      keys.push(reading === "forwards" ? keyOf(digits) : keyOfReversed(digits));
      addedRows.push(addedRow);
    },
    build: (rowOf) => {
      const keptKeys = new Float64Array(keys.length);
      const keptRows = new Uint32Array(keys.length);
      let kept = 0;
      for (let i = 0; i < keys.length; i++) {
        const row = rowOf[addedRows[i] ?? 0] ?? NO_ROW;
        if (row === NO_ROW) continue;
        keptKeys[kept] = keys[i] ?? 0;
        keptRows[kept++] = row;
      }
      return sortByKey(keptKeys.subarray(0, kept), keptRows.subarray(0, kept));
    },
  };
};

/** The rows with a number that starts with `digits`. */
export const rowsOfDigits = (column: DigitColumn, digits: string): RowList =>
  digits.length > DIGITS_MAX
    ? { rows: column.rows, from: 0, to: 0 }
    : rowsBetween(column, keyOf(digits), keyOf(digits) + BASE ** (DIGITS_MAX - digits.length));

/** The rows with exactly this number. */
export const rowsOfWholeDigits = (column: DigitColumn, digits: string): RowList =>
  digits.length > DIGITS_MAX
    ? { rows: column.rows, from: 0, to: 0 }
    : rowsBetween(column, keyOf(digits), keyOf(digits) + 1);

/** Returns a function that decodes a row's numbers, for the first `rowCount` rows. */
export const digitsByRow = (
  { keys, rows }: DigitColumn,
  rowCount: number,
): ((row: number) => readonly string[]) => {
  /**
   * Linked lists of entries, all plus one: the last entry of each row, and the previous entry of
   * each entry.
   */
  const lasts = new Uint32Array(rowCount);
  const befores = new Uint32Array(rows.length);
  for (const [entry, row] of rows.entries()) {
    befores[entry] = lasts[row] ?? 0;
    lasts[row] = entry + 1;
  }
  return (row) => {
    const digits: string[] = [];
    for (let link = lasts[row] ?? 0; link > 0; link = befores[link - 1] ?? 0) {
      digits.push(digitsOf(keys[link - 1] ?? 0));
    }
    return digits;
  };
};

/** Every digit string that is one typo away from `digits`, some more than once. */
export const digitsWithOneTypo = (digits: string): readonly string[] => {
  const others: string[] = [];
  for (let at = 0; at <= digits.length; at++) {
    const before = digits.slice(0, at);
    for (let digit = 0; digit < 10; digit++) {
      others.push(`${before}${digit}${digits.slice(at)}`);
      if (at < digits.length) others.push(`${before}${digit}${digits.slice(at + 1)}`);
    }
    if (at < digits.length) others.push(`${before}${digits.slice(at + 1)}`);
    if (at + 1 < digits.length) {
      others.push(`${before}${digits.charAt(at + 1)}${digits.charAt(at)}${digits.slice(at + 2)}`);
    }
  }
  return others.filter((other) => other !== digits);
};

const keyOf = (digits: string): number => {
  let key = 0;
  for (let i = 0; i < DIGITS_MAX; i++) {
    key = key * BASE + (i < digits.length ? digits.charCodeAt(i) - ZERO + 1 : 0);
  }
  return key;
};

const keyOfReversed = (digits: string): number => {
  let key = 0;
  for (let i = 0; i < DIGITS_MAX; i++) {
    const at = digits.length - 1 - i;
    key = key * BASE + (at >= 0 ? digits.charCodeAt(at) - ZERO + 1 : 0);
  }
  return key;
};

const ZERO = "0".charCodeAt(0);

const digitsOf = (key: number): string => {
  let digits = "";
  for (let rest = key; rest > 0; rest = Math.floor(rest / BASE)) {
    if (rest % BASE > 0) digits = `${(rest % BASE) - 1}${digits}`;
  }
  return digits;
};

const rowsBetween = ({ keys, rows }: DigitColumn, fromKey: number, toKey: number): RowList => ({
  rows,
  from: firstFrom(keys, fromKey),
  to: firstFrom(keys, toKey),
});

const firstFrom = (keys: Float64Array, key: number): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Sorts keys together with their rows. */
const sortByKey = (keys: Float64Array, rows: Uint32Array): DigitColumn => {
  const order =
    keys.length < BUCKETS_WORTHWHILE
      ? inOrder(keys.length).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
      : orderByBuckets(keys);
  return {
    keys: new Float64Array(keys.length).map((_, i) => keys[order[i] ?? 0] ?? 0),
    rows: order.map((entry) => rows[entry] ?? 0),
  };
};

const inOrder = (count: number): Uint32Array => new Uint32Array(count).map((_, i) => i);

/**
 * A radix sort, least significant bits first. A key is split into two integers, because a float's
 * bits can't be shifted.
 */
const orderByBuckets = (keys: Float64Array): Uint32Array => {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    const upper = Math.floor(key / HALF);
    high[i] = upper;
    low[i] = key - upper * HALF;
  }
  let order = inOrder(keys.length);
  for (const half of [low, high]) {
    for (const shift of [0, PASS_BITS]) order = bucketPass(order, half, shift);
  }
  return order;
};

const bucketPass = (order: Uint32Array, half: Uint32Array, shift: number): Uint32Array => {
  const next = new Uint32Array(PASS_MASK + 2);
  for (let i = 0; i < half.length; i++) {
    const after = (((half[i] ?? 0) >>> shift) & PASS_MASK) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let i = 0; i < PASS_MASK; i++) next[i + 1] = (next[i + 1] ?? 0) + (next[i] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const entry = order[i] ?? 0;
    const bucket = ((half[entry] ?? 0) >>> shift) & PASS_MASK;
    const at = next[bucket] ?? 0;
    sorted[at] = entry;
    next[bucket] = at + 1;
  }
  return sorted;
};
