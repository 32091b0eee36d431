/** Measures how long the main thread is blocked. */
export type StallMeter = {
  readonly reset: () => void;
  /** The longest gap since the reset, and the sum of all gaps above 50 ms. */
  readonly read: () => { readonly longestMs: number; readonly blockedMs: number };
};

const PING_MS = 5;
const STALL_MS = 50;

export const createStallMeter = (): StallMeter => {
  let last = performance.now();
  let longestMs = 0;
  let blockedMs = 0;
  const ping = () => {
    const now = performance.now();
    const gapMs = now - last - PING_MS;
    last = now;
    longestMs = Math.max(longestMs, gapMs);
    if (gapMs > STALL_MS) blockedMs += gapMs;
    setTimeout(ping, PING_MS);
  };
  ping();
  return {
    reset: () => {
      last = performance.now();
      longestMs = 0;
      blockedMs = 0;
    },
    read: () => ({ longestMs, blockedMs }),
  };
};
