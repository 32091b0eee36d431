import { type Instant, instant } from "#shared/kernel/time.ts";

/** Returns the current time. Passed in wherever it is needed, so that tests can stop or move it. */
export type Clock = () => Instant;

/** The machine's clock; only composition roots use it. */
export const systemClock: Clock = () => instant(Date.now());
