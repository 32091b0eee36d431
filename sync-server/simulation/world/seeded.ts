import { v7 } from "uuid";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { createRandom, type Random } from "#sync-server/demo/random.ts";

/** All that happens by chance in a simulation. One seed and one name give one stream, for ever. */
export type Seeded = Random & {
  /** A UUIDv7 of this moment, as devices and the server make them. */
  readonly uuid7: (at: Instant) => string;
  /** How long something takes that takes `meanMs` on average: mostly less, now and then much more. */
  readonly waitMs: (meanMs: number) => number;
};

/** Each part of the world draws from a stream of its own, so that one more draw here shifts nothing there. */
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
