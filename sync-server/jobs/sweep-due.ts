import type { TenantId } from "#shared/kernel/ids.ts";
import type { ClaimedDue } from "#sync-server/storage/due-store.ts";
import type { Store } from "#sync-server/store.ts";

/** Few enough to be handled long before they can be claimed again. */
const CLAIM_MAX = 50;

/** The limit of one sweep; the next one continues. */
const ROUNDS_MAX = 2_000;

/** The result of one sweep. */
export type Swept = { readonly handled: number; readonly failed: number };

/**
 * Does everything that is due, each in its own transaction, so that one that fails doesn't hold up
 * the others ([D4]). Several servers may sweep at once.
 */
export const sweepDue = async (deps: {
  readonly store: Pick<Store, "write">;
  readonly tenantId: TenantId;
  /** Called for each failure. It will be retried, unless this was the last attempt. */
  readonly onFailure: (due: ClaimedDue, error: unknown) => void;
}): Promise<Swept> => {
  const { store, tenantId, onFailure } = deps;
  let handled = 0;
  let failed = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const claimed = await store.write("claimDue", tenantId, { max: CLAIM_MAX }, "job:sweep");
    for (const due of claimed) {
      try {
        await store.write("handleDue", tenantId, due, `job:${due.kind}`);
        handled++;
      } catch (error) {
        failed++;
        onFailure(due, error);
        const noted = { due, failure: failureOf(error) };
        await store.write("noteDueFailure", tenantId, noted, "job:sweep");
      }
    }
    if (claimed.length < CLAIM_MAX) break;
  }
  return { handled, failed };
};

/** An error's name and code. Its message may quote the data that it failed on. */
const failureOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? `${error.name} ${error.code}` : error.name;
};
