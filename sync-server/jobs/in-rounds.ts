/**
 * Does something in several short writes, so that others get their turn in between, until nothing
 * is left to do, and returns how much it was.
 */
export const inRounds = async (
  /** How much one write does: few enough to hold up no other write. */
  max: number,
  /** Does at most `max`, and returns how many. */
  round: (max: number) => Promise<number>,
): Promise<number> => {
  let done = 0;
  while (done < DONE_MAX) {
    const some = await round(max);
    done += some;
    if (some < max) break;
  }
  return done;
};

/** The limit of one run; the next one continues. */
const DONE_MAX = 100_000;
