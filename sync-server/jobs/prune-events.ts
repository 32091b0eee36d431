import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { deleteEventsBefore } from "#sync-server/storage/reaction/event-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Deletes at most `max` events that are older than `keepDays` days, of every tenant, and returns
 * how many ([E6]).
 */
export const pruneEvents = (
  deps: WriteDeps,
  { keepDays, max }: { readonly keepDays: number; readonly max: number },
): Promise<number> => deleteEventsBefore(deps, addMs(deps.now, -keepDays * DAY_MS), max);
