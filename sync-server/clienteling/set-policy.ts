import type { RedemptionPolicy } from "#shared/redemption/policy.ts";
import { ONLY, touchConfig } from "#sync-server/storage/config-feed.ts";
import { POLICY_HANDLE, readPolicy, upsertSetting } from "#sync-server/storage/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockTenant } from "#sync-server/storage/tenant-store.ts";

/**
 * Sets the redemption policy with its floor limits as its next version, and says so to every device.
 * Commands name the version that their device decided by.
 */
export const setPolicy = async (
  deps: WriteDeps,
  input: Omit<RedemptionPolicy, "version">,
): Promise<RedemptionPolicy> => {
  // There may be no setting yet whose row could be held.
  await lockTenant(deps);
  const { version } = await readPolicy(deps);
  const policy = { ...input, version: version + 1 };
  await upsertSetting(deps, { handle: POLICY_HANDLE, value: JSON.stringify(policy) });
  await touchConfig(deps, { kind: "policy", key: ONLY });
  deps.happened({
    kind: "setting.updated",
    profileId: null,
    context: { handle: POLICY_HANDLE, version: policy.version },
  });
  return policy;
};
