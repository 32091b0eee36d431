import type { CollectionName } from "./collections.ts";
import type { Command } from "./command.ts";
import { collectionsShowing } from "./pending.ts";

/** When the last pull of each collection began that brought all there was, by a monotonic clock. */
export type CaughtUpMs = ReadonlyMap<CollectionName, number>;

/**
 * Whether the facts on a device hold what an answered command did, so that it need not be shown on top
 * any longer ([S6]): all collections that show its kind have caught up since. `answeredMs` is by the
 * same clock; null when an earlier session got the answer.
 */
export const isSettled = (
  command: Command | null,
  answeredMs: number | null,
  caughtUpMs: CaughtUpMs,
): boolean =>
  collectionsShowing(command).every((name) => {
    const askedMs = caughtUpMs.get(name);
    return askedMs !== undefined && (answeredMs === null || askedMs > answeredMs);
  });
