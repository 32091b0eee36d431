/** The best few of many offered rows: lowest rank first, then lowest row number. */
export type BestRows = {
  /**
   * Offers a row. If a row is offered more than once, the best offer counts. Returns false when the
   * row is too late to make the list, and so would be any later row of that rank.
   */
  readonly offer: (rank: number, row: number) => boolean;
  /**
   * Whether a row of this rank could still make the list. If not, the caller can skip the worse
   * passes.
   */
  readonly hasRoomFor: (rank: number) => boolean;
  readonly count: () => number;
  readonly list: () => readonly RankedRow[];
};

export type RankedRow = { readonly rank: number; readonly row: number };

/** Packs rank and row into one number, so that most offers cost one comparison. */
const RANK_UNIT = 2 ** 32;

/** Keeps at most `capacity` rows. */
export const createBestRows = (capacity: number): BestRows => {
  const keys = new Float64Array(capacity);
  let count = 0;
  let worst = Number.POSITIVE_INFINITY;

  /** Where a row is in the list, or -1. */
  const placeOf = (row: number): number => {
    for (let i = 0; i < count; i++) if ((keys[i] ?? 0) % RANK_UNIT === row) return i;
    return -1;
  };
  /** Inserts a key in order, overwriting the one at `free`. */
  const place = (key: number, free: number): void => {
    let at = free;
    while (at > 0 && (keys[at - 1] ?? 0) > key) {
      keys[at] = keys[at - 1] ?? 0;
      at--;
    }
    keys[at] = key;
    if (count === capacity) worst = keys[capacity - 1] ?? 0;
  };

  return {
    offer: (rank, row) => {
      const key = rank * RANK_UNIT + row;
      if (key >= worst) return false;
      const known = placeOf(row);
      if (known >= 0) {
        if (key < (keys[known] ?? 0)) place(key, known);
      } else if (count < capacity) {
        count++;
        place(key, count - 1);
      } else {
        place(key, capacity - 1);
      }
      return true;
    },
    hasRoomFor: (rank) => rank * RANK_UNIT < worst,
    count: () => count,
    list: () =>
      Array.from(keys.subarray(0, count), (key) => ({
        rank: Math.floor(key / RANK_UNIT),
        row: key % RANK_UNIT,
      })),
  };
};
