import { ONLY, touchConfig } from "#sync-server/storage/config-feed.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant, type Tenant, upsertTenant } from "#sync-server/storage/tenant-store.ts";

/** Makes a tenant, or leaves the one that is there as it is; true when it was made. */
export const createTenant = async (
  deps: WriteDeps,
  tenant: Omit<Tenant, "id">,
): Promise<boolean> => {
  if (await readTenant(deps)) return false;
  await upsertTenant(deps, { ...tenant, id: deps.tenantId });
  await touchConfig(deps, { kind: "tenant", key: ONLY });
  // The policy that every tenant starts with is a fact as well, before head office sets its own.
  await touchConfig(deps, { kind: "policy", key: ONLY });
  return true;
};
