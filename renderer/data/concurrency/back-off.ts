/** How long to wait before the next try: doubling from `firstMs` to `mostMs`, with jitter. */
export type BackOff = {
  /** Half to the whole of the present step, and doubles the step. */
  readonly nextMs: () => number;
  readonly reset: () => void;
};

/** Jitter keeps a hundred tills that lost one server from coming back in one moment. */
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
