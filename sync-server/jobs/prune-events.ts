import type { TenantId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { deleteEventsBefore } from "#sync-server/storage/event-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";

const DAY_MS = 86_400_000;

/** Few enough to hold up no other write. */
const EVENTS_AT_ONCE = 500;

/** The limit of one run; the next one continues. */
const ROUNDS_MAX = 200;

type PruneInput = { readonly keepDays: number; readonly max: number };

/**
 * Deletes at most `max` events that are older than `keepDays` days, of every tenant, and returns how
 * many ([E6]).
 */
export const pruneEvents = (deps: WriteDeps, { keepDays, max }: PruneInput): Promise<number> =>
  deleteEventsBefore(deps, addMs(deps.now, -keepDays * DAY_MS), max);

/** Deletes the events that are too old, in several short writes, and returns how many. */
export const pruneAllEvents = async (deps: {
  readonly store: Pick<Store, "write">;
  /** The server's own. */
  readonly tenantId: TenantId;
  readonly keepDays: number;
}): Promise<number> => {
  const input = { keepDays: deps.keepDays, max: EVENTS_AT_ONCE };
  let pruned = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const some = await deps.store.write("pruneEvents", deps.tenantId, input, "job:prune_events");
    pruned += some;
    if (some < EVENTS_AT_ONCE) break;
  }
  return pruned;
};
