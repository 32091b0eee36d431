import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import type { Store } from "#sync-server/store.ts";
import type { Difference } from "./compare-projection.ts";

/** Profiles per transaction: few enough not to hold up a server that is running. */
const PROFILES_AT_ONCE = 50;

/** Rebuilds every account of a tenant in batches, and reports each difference as it's corrected. */
export const rebuildAll = async (
  store: Pick<Store, "write">,
  tenantId: TenantId,
  onDifferences: (differences: readonly Difference[]) => void,
): Promise<{
  readonly profiles: number;
  readonly differences: number;
  /** Parked due rows that were queued again. */
  readonly requeued: number;
}> => {
  let profiles = 0;
  let differences = 0;
  let requeued = 0;
  let afterProfileId: ProfileId | null = null;
  let isDone = false;
  while (!isDone) {
    const step = await rebuildStep(store, tenantId, afterProfileId);
    profiles += step.profiles;
    differences += step.differences.length;
    requeued += step.requeued;
    if (step.differences.length > 0) onDifferences(step.differences);
    afterProfileId = step.lastProfileId;
    isDone = step.isDone;
  }
  return { profiles, differences, requeued };
};

const rebuildStep = (
  store: Pick<Store, "write">,
  tenantId: TenantId,
  afterProfileId: ProfileId | null,
) => store.write("rebuildAccounts", tenantId, { afterProfileId, profilesMax: PROFILES_AT_ONCE });
