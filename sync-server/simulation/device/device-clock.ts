import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";

/** The two clocks of a device: one that is wrong and jumps, and one that only moves forward. */
export type DeviceClock = {
  readonly now: () => Instant;
  /**
   * True time since the start of the simulation; a session must not compare it with an earlier
   * session's.
   */
  readonly monotonicMs: () => number;
  readonly jump: (ms: number) => void;
};

const DRIFT_PPM_MAX = 200;

/** A clock that is wrong by up to `offMs` either way and drifts by up to 200 ppm. */
export const createDeviceClock = (
  schedule: Schedule,
  random: Seeded,
  offMs: number,
): DeviceClock => {
  const start = schedule.now();
  const driftPpm = random.between(-DRIFT_PPM_MAX, DRIFT_PPM_MAX);
  let off = random.between(-offMs, offMs);
  const monotonicMs = (): number => schedule.now() - start;
  return {
    now: () => addMs(schedule.now(), off + Math.round((monotonicMs() * driftPpm) / 1_000_000)),
    monotonicMs,
    jump: (ms) => {
      off += ms;
    },
  };
};
