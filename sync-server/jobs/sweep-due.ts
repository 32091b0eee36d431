import type { TenantId } from "#shared/kernel/ids.ts";
import type { ClaimedDue } from "#sync-server/storage/due-store.ts";
import type { Store } from "#sync-server/store.ts";

/** Few enough to be handled long before anyone may claim them again. */
const CLAIM_MAX = 50;

/** A bound on one sweep; the next one goes on. */
const ROUNDS_MAX = 2_000;

/** What one sweep did. */
export type Swept = { readonly handled: number; readonly failed: number };

/**
 * Does what has fallen due, each thing in a transaction of its own, so that one that fails holds up
 * no other ([D4]). Several servers may sweep at once.
 */
export const sweepDue = async (deps: {
  readonly store: Pick<Store, "write">;
  readonly tenantId: TenantId;
  /** Called for each thing that could not be done; it is attempted again, unless this was the last time. */
  readonly onFailure: (due: ClaimedDue, error: unknown) => void;
}): Promise<Swept> => {
  const { store, tenantId, onFailure } = deps;
  let handled = 0;
  let failed = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const claimed = await store.write("claimDue", tenantId, { max: CLAIM_MAX });
    for (const due of claimed) {
      try {
        await store.write("handleDue", tenantId, due);
        handled++;
      } catch (error) {
        failed++;
        onFailure(due, error);
        await store.write("noteDueFailure", tenantId, { due, failure: failureOf(error) });
      }
    }
    if (claimed.length < CLAIM_MAX) break;
  }
  return { handled, failed };
};

/** An error's kind and code. Its message may quote what it failed on. */
const failureOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? `${error.name} ${error.code}` : error.name;
};
