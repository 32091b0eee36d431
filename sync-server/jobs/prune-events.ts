import { addMs } from "#shared/kernel/time.ts";
import { deleteEventsBefore } from "#sync-server/storage/event-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { deleteVelocityBefore } from "#sync-server/storage/velocity-store.ts";

/**
 * Deletes at most `max` events that are older than `keepDays` days, of every tenant, and returns
 * how many ([E6]); and as many of the acts that velocity limits count.
 */
export const pruneEvents = async (
  deps: WriteDeps,
  { keepDays, max }: { readonly keepDays: number; readonly max: number },
): Promise<number> => {
  const before = addMs(deps.now, -keepDays * DAY_MS);
  await deleteVelocityBefore(deps, before, max);
  return deleteEventsBefore(deps, before, max);
};

const DAY_MS = 86_400_000;
