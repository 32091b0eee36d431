import type { CollectionName } from "./collections.ts";
import type { Command } from "./command.ts";
import { collectionsShowing } from "./pending.ts";

/** When the last complete pull of each collection began, by a monotonic clock. */
export type CaughtUpMs = ReadonlyMap<CollectionName, number>;

/**
 * Whether the facts on a device include the effect of an answered command, so that it needn't be
 * shown on top any more ([S6]): every collection that shows its kind has caught up since.
 * `answeredMs` is by the same clock; null if the answer came in an earlier session.
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
