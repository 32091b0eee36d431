import type { RedemptionPolicy } from "#shared/redemption/policy.ts";
import {
  appendPolicyVersion,
  POLICY_HANDLE,
  readPolicy,
  upsertSetting,
} from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { ONLY, touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { lockTenant } from "#sync-server/storage/tenant-store.ts";

/**
 * Saves the redemption policy, including floor limits, as its next version, and puts it in every
 * device's feed. Commands include the version that their device used.
 */
export const setPolicy = async (
  deps: WriteDeps,
  input: Omit<RedemptionPolicy, "version">,
): Promise<RedemptionPolicy> => {
  // The setting's row may not exist yet, so lock the tenant instead.
  await lockTenant(deps);
  const { version } = await readPolicy(deps);
  const policy = { ...input, version: version + 1 };
  await upsertSetting(deps, { handle: POLICY_HANDLE, value: JSON.stringify(policy) });
  await appendPolicyVersion(deps, policy);
  touchConfig(deps, { kind: "policy", key: ONLY });
  deps.happened({
    kind: "setting.updated",
    profileId: null,
    context: { handle: POLICY_HANDLE, version: policy.version },
  });
  return policy;
};
