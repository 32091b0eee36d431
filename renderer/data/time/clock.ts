import { type Instant, instant } from "#shared/kernel/time.ts";

/** A device's two clocks: one that people can set, and one that only moves forward. */
export type Clock = {
  readonly now: () => Instant;
  /** Milliseconds since some point in this session. It should never stop. */
  readonly monotonicMs: () => number;
};

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  monotonicMs: () => performance.now(),
};
