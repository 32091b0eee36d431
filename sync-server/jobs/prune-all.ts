/** Deletes everything that is too old, in several short writes, and returns how much it was. */
export const pruneAll = async (
  /** Deletes at most `max`, and returns how many. */
  prune: (max: number) => Promise<number>,
): Promise<number> => {
  let pruned = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const some = await prune(ROWS_AT_ONCE);
    pruned += some;
    if (some < ROWS_AT_ONCE) break;
  }
  return pruned;
};

/** Few enough to hold up no other write. */
const ROWS_AT_ONCE = 500;

/** The limit of one run; the next one continues. */
const ROUNDS_MAX = 200;
