import { addMs, type Instant, later } from "#shared/kernel/time.ts";

/** What a device's two clocks show at one moment. */
export type ClockReading = {
  /** The clock that people can set. */
  readonly wall: Instant;
  /** A clock that only moves forward, but starts again with the app and may stop during sleep. */
  readonly monotonicMs: number;
};

/** A moment at which the device knew the time, and what its clocks showed then. */
export type TimeAnchor = {
  /** The time by the server's clock. */
  readonly at: Instant;
  readonly wall: Instant;
  /** Null if the app has started again since. */
  readonly monotonicMs: number | null;
};

/** The time on a device, as far as it can know. */
export type DeviceTime = {
  readonly at: Instant;
  /**
   * The wall clock was set back, and not to the right time: nobody knows how much time has passed.
   */
  readonly didClockGoBack: boolean;
  /** The clocks disagree about the time passed: anchor again, so that this is noticed once. */
  readonly didClocksPart: boolean;
};

/** Clocks are often corrected by small steps. Less than this isn't suspicious. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** The anchor of a contact: the server has just told the device its time. */
export const anchorAt = (at: Instant, { wall, monotonicMs }: ClockReading): TimeAnchor => ({
  at,
  wall,
  monotonicMs,
});

/**
 * The time on a device: what the server last said, plus the time that has passed since ([S18]). A
 * clock that is wrong but runs does no harm, and nor does one that is corrected. Time passed is the
 * larger of what the two clocks say, because the monotonic one may stop during sleep.
 */
export const deviceTime = (anchor: TimeAnchor, { wall, monotonicMs }: ClockReading): DeviceTime => {
  const wallMs = wall - anchor.wall;
  const runMs = anchor.monotonicMs === null ? 0 : Math.max(0, monotonicMs - anchor.monotonicMs);
  const atLeast = addMs(anchor.at, runMs);
  const didClocksPart = Math.abs(wallMs - runMs) > CLOCK_TOLERANCE_MS;
  if (wasCorrected(anchor, wall, atLeast)) {
    const at = anchor.monotonicMs === null ? later(wall, atLeast) : atLeast;
    return { at, didClockGoBack: false, didClocksPart };
  }
  const at = later(atLeast, addMs(anchor.at, wallMs));
  return { at, didClockGoBack: wallMs < -CLOCK_TOLERANCE_MS, didClocksPart };
};

/**
 * Whether a clock that was wrong has been set right, so that its jump says nothing about the time
 * passed. While the app wasn't running, any time from the anchor on may be right.
 */
const wasCorrected = (anchor: TimeAnchor, wall: Instant, atLeast: Instant): boolean => {
  const aheadMs = wall - atLeast;
  if (anchor.monotonicMs !== null) return Math.abs(aheadMs) <= CLOCK_TOLERANCE_MS;
  return wall < addMs(anchor.wall, -CLOCK_TOLERANCE_MS) && aheadMs >= -CLOCK_TOLERANCE_MS;
};
