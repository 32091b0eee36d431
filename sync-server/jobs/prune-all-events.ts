import type { TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";

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

/** Few enough to hold up no other write. */
const EVENTS_AT_ONCE = 500;

/** The limit of one run; the next one continues. */
const ROUNDS_MAX = 200;
