/** Reads both clocks of the device, for `idleMs`. */
export const readClocks = () => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/**
 * How long ago the clocks were read, in ms, with time asleep, in which the monotonic one may stop.
 * The other one can be set back, which must neither give anybody more time nor take any.
 */
export const idleMs = (since: ReturnType<typeof readClocks>): number => {
  const now = readClocks();
  return Math.max(now.wallMs - since.wallMs, now.monotonicMs - since.monotonicMs);
};
