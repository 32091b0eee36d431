import { type Instant, instant } from "#shared/kernel/time.ts";

/** Tells the time. Given to whatever needs it, so that a test can stand still or jump. */
export type Clock = () => Instant;

/** The machine's clock; only composition roots use it. */
export const systemClock: Clock = () => instant(Date.now());
