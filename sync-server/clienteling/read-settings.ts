import { type SettingView, settingViews } from "#shared/api/setting.ts";
import { instant } from "#shared/kernel/time.ts";
import { POLICY_HANDLE, readPolicy, readSetting } from "#sync-server/storage/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** All settings (DOMAIN §2.2): the tenant's own, and the redemption policy in force. */
export const readSettings = async (deps: ReadDeps): Promise<readonly SettingView[]> => {
  const [tenant, policy, stored] = await Promise.all([
    readTenant(deps),
    readPolicy(deps),
    readSetting(deps, POLICY_HANDLE),
  ]);
  const updatedAt = stored?.updatedAt ?? instant(0);
  return settingViews(POLICY_HANDLE, { value: policy, updatedAt }, tenant);
};

/** The setting with this handle; null if there is none. */
export const findSetting = async (deps: ReadDeps, handle: string): Promise<SettingView | null> =>
  (await readSettings(deps)).find((setting) => setting.handle === handle) ?? null;
