import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { deleteVelocityBefore } from "#sync-server/storage/redemption/velocity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** An act counts for an hour, but a device may report one weeks later ([H2]). */
const KEPT_MS = 90 * DAY_MS;

/**
 * Deletes at most `max` acts that velocity limits have counted and no longer need, of every tenant,
 * and returns how many.
 */
export const pruneVelocity = (
  deps: WriteDeps,
  { max }: { readonly max: number },
): Promise<number> => deleteVelocityBefore(deps, addMs(deps.now, -KEPT_MS), max);
