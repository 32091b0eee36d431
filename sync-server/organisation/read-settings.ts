import { type Instant, instant } from "#shared/kernel/time.ts";
import type { SettingType } from "#shared/organisation/setting-type.ts";
import {
  POLICY_HANDLE,
  PROFILE_RULES_HANDLE,
  readPolicy,
  readProfileRules,
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
 * All settings (DOMAIN §2.2), always in the same order: the redemption policy in force, the
 * tenant's own, and its rules about profiles.
 */
export const readSettings = async (deps: ReadDeps): Promise<readonly Setting[]> => {
  const [tenant, policy, stored, rules, storedRules] = await Promise.all([
    readTenant(deps),
    readPolicy(deps),
    readSetting(deps, POLICY_HANDLE),
    readProfileRules(deps),
    readSetting(deps, PROFILE_RULES_HANDLE),
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
    {
      ...{ handle: PROFILE_RULES_HANDLE, value: JSON.stringify(rules), type: "json", createdAt },
      updatedAt: storedRules?.updatedAt ?? createdAt,
    },
  ];
};

const OF_TENANT = ["currency", "locale", "country", "timezone"] as const;
