import type { Instant } from "#shared/kernel/time.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import { isDiskFull } from "#sync-server/storage/is-unavailable.ts";

/** How long after a write failed for a full disk the server counts as not ready. */
const FULL_FOR_MS = 60_000;

/**
 * Remembers when a write last failed because the disk was full. A small write may still succeed
 * then, because PostgreSQL finds room for it in what it has already, so trying one isn't enough to
 * know.
 */
export const createDiskWatch = (
  clock: Clock,
  logFailure: LogFailure,
): { readonly logFailure: LogFailure; readonly wasFull: () => boolean } => {
  let fullAt: Instant | null = null;
  return {
    logFailure: (error, message, ids) => {
      if (isDiskFull(error)) fullAt = clock();
      logFailure(error, message, ids);
    },
    wasFull: () => fullAt !== null && Math.abs(clock() - fullAt) < FULL_FOR_MS,
  };
};
