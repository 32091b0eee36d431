import { type ClaimedDue, readTenantsWithDue } from "#sync-server/storage/due-store.ts";
import type { Store } from "#sync-server/store.ts";
import { type Swept, sweepDue } from "./sweep-due.ts";

/**
 * Does what has fallen due for every tenant of the database, whichever of them this server serves:
 * what is due must not wait for another server to start ([D2]).
 */
export const sweepTenants = async ({
  store,
  onFailure,
}: {
  readonly store: Pick<Store, "readAcross" | "write">;
  readonly onFailure: (due: ClaimedDue, error: unknown) => void;
}): Promise<Swept> => {
  let handled = 0;
  let failed = 0;
  for (const tenantId of await readTenantsWithDue(store.readAcross())) {
    const swept = await sweepDue({ store, tenantId, onFailure });
    handled += swept.handled;
    failed += swept.failed;
  }
  return { handled, failed };
};
