/** How long to wait before the next attempt: doubling from `firstMs` to `mostMs`, with jitter. */
export type BackOff = {
  /** Returns between half and all of the current step, then doubles the step. */
  readonly nextMs: () => number;
  readonly reset: () => void;
};

/**
 * Creates a back-off. Jitter keeps a hundred tills that lost the same server from coming back at
 * the same moment.
 */
export const createBackOff = (
  { firstMs, mostMs }: { readonly firstMs: number; readonly mostMs: number },
  random: () => number,
): BackOff => {
  let stepMs = firstMs;
  return {
    nextMs: () => {
      const waitMs = stepMs * (0.5 + random() / 2);
      stepMs = Math.min(stepMs * 2, mostMs);
      return waitMs;
    },
    reset: () => {
      stepMs = firstMs;
    },
  };
};
