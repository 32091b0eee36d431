import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import type { Difference } from "./compare-projection.ts";

/** Profiles per transaction: few enough not to hold up a server that is running. */
const PROFILES_AT_ONCE = 50;

/**
 * Rebuilds every account of a tenant, a batch at a time, and reports each difference that it fixes.
 */
export const rebuildAll = async (
  store: Pick<Store, "write">,
  tenantId: TenantId,
  onDifferences: (differences: readonly Difference[]) => void,
): Promise<{ readonly profiles: number; readonly differences: number }> => {
  let profiles = 0;
  let differences = 0;
  let afterProfileId: ProfileId | null = null;
  do {
    const step = await rebuildStep(store, tenantId, afterProfileId);
    profiles += step.profiles;
    differences += step.differences.length;
    if (step.differences.length > 0) onDifferences(step.differences);
    afterProfileId = step.lastProfileId;
  } while (afterProfileId !== null);
  return { profiles, differences };
};

const rebuildStep = (
  store: Pick<Store, "write">,
  tenantId: TenantId,
  afterProfileId: ProfileId | null,
) => store.write("rebuildAccounts", tenantId, { afterProfileId, profilesMax: PROFILES_AT_ONCE });
