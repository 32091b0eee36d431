import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { ONLY, touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import type { Tenant } from "#sync-server/storage/tenant.ts";
import { readTenant, upsertTenant } from "#sync-server/storage/tenant-store.ts";

/** Creates a tenant unless it exists. True if it was created. */
export const createTenant = async (
  deps: WriteDeps,
  tenant: Omit<Tenant, "id">,
): Promise<boolean> => {
  if (await readTenant(deps)) return false;
  await upsertTenant(deps, { ...tenant, id: deps.tenantId });
  touchConfig(deps, { kind: "tenant", key: ONLY });
  // Devices pull the default policy as a fact too, before head office sets its own.
  touchConfig(deps, { kind: "policy", key: ONLY });
  deps.happened({ kind: "tenant.created", profileId: null, context: tenant });
  return true;
};
