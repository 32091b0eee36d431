import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import { type BudgetPlace, findWrongBudgets } from "#sync-server/incentive/compare-budgets.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import type { Store } from "#sync-server/store.ts";

/** Profiles per transaction: few enough not to hold up a server that is running. */
const PROFILES_AT_ONCE = 50;

/** Rebuilds every account of a tenant in batches, and reports each difference as it's corrected. */
export const rebuildAll = async (
  store: Pick<Store, "write" | "snapshot">,
  tenantId: TenantId,
  onDifferences: (differences: readonly Difference[]) => void,
): Promise<{
  readonly profiles: number;
  readonly differences: number;
  /** Parked due rows that were queued again. */
  readonly requeued: number;
}> => {
  // Budgets are counted over the whole ledger: outside of any write, unless one of them is wrong.
  const wrongBudgets = await store.snapshot(tenantId, findWrongBudgets);
  let profiles = 0;
  let differences = 0;
  let requeued = 0;
  let afterProfileId: ProfileId | null = null;
  let isDone = false;
  while (!isDone) {
    const step = await rebuildStep(store, tenantId, { afterProfileId, wrongBudgets });
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
  from: {
    readonly afterProfileId: ProfileId | null;
    readonly wrongBudgets: readonly BudgetPlace[];
  },
) => store.write("rebuildAccounts", tenantId, { ...from, profilesMax: PROFILES_AT_ONCE });
