import { type Instant, instant } from "#shared/kernel/time.ts";

/** The two clocks of a device: one that people can set, and one that only goes forward. */
export type Clock = {
  readonly now: () => Instant;
  /** Milliseconds since some moment of this session; stands still in no case that we can help. */
  readonly monotonicMs: () => number;
};

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  monotonicMs: () => performance.now(),
};
