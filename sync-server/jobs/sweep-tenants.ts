import type { TenantId } from "#shared/kernel/ids.ts";
import { type ClaimedDue, readTenantsWithDue } from "#sync-server/storage/due-store.ts";
import type { Store } from "#sync-server/store.ts";
import { type Swept, sweepDue } from "./sweep-due.ts";

/**
 * Does what has fallen due for every tenant of the database, whichever of them this server serves:
 * what is due must not wait for another server to start ([D2]).
 */
export const sweepTenants = async (deps: {
  readonly store: Pick<Store, "read" | "write">;
  /** The server's own. */
  readonly tenantId: TenantId;
  readonly onFailure: (due: ClaimedDue, error: unknown) => void;
}): Promise<Swept> => {
  const { store, onFailure } = deps;
  let handled = 0;
  let failed = 0;
  for (const tenantId of await readTenantsWithDue(store.read(deps.tenantId))) {
    const swept = await sweepDue({ store, tenantId, onFailure });
    handled += swept.handled;
    failed += swept.failed;
  }
  return { handled, failed };
};
