import { v7 } from "uuid";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { createRandom, type Random } from "#sync-server/demo/random.ts";

/** All randomness in a simulation. One seed and one name always give the same stream. */
export type Seeded = Random & {
  /** A UUIDv7 at this time, like those of devices and the server. */
  readonly uuid7: (at: Instant) => string;
  /**
   * How long something takes that takes `meanMs` on average: usually less, occasionally much more.
   */
  readonly waitMs: (meanMs: number) => number;
};

/**
 * Each part of the world has its own stream, so that one more draw here changes nothing elsewhere.
 */
export const seeded = (seed: number, name: string): Seeded => {
  const random = createRandom(Number.parseInt(sha256Hex(`${seed}/${name}`).slice(0, 8), 16));
  return {
    ...random,
    uuid7: (at) => {
      const bytes = Uint8Array.from({ length: 16 }, () => random.between(0, 255));
      return v7({ msecs: at, random: bytes });
    },
    waitMs: (meanMs) => Math.round(-Math.log(1 - random.next()) * meanMs),
  };
};
