import { type Instant, instant } from "#shared/kernel/time.ts";
import type { SettingType } from "#shared/organisation/setting-type.ts";
import {
  POLICY_HANDLE,
  readPolicy,
  readSetting,
} from "#sync-server/storage/organisation/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** A setting with its value as text, which is JSON if its type says so. */
export type Setting = {
  readonly handle: string;
  readonly value: string;
  readonly type: SettingType;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/**
 * All settings (DOMAIN §2.2), always in the same order: the redemption policy in force, and the
 * tenant's own.
 */
export const readSettings = async (deps: ReadDeps): Promise<readonly Setting[]> => {
  const [tenant, policy, stored] = await Promise.all([
    readTenant(deps),
    readPolicy(deps),
    readSetting(deps, POLICY_HANDLE),
  ]);
  // Every setting has had a value since there has been a tenant.
  const createdAt = tenant?.createdAt ?? instant(0);
  const updatedAt = stored?.updatedAt ?? createdAt;
  return [
    { handle: POLICY_HANDLE, value: JSON.stringify(policy), type: "json", createdAt, updatedAt },
    ...OF_TENANT.map((handle): Setting => {
      const value = tenant?.[handle] ?? "";
      return { handle, value, type: "string", createdAt, updatedAt: createdAt };
    }),
  ];
};

const OF_TENANT = ["currency", "locale", "country", "timezone"] as const;
