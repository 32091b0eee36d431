import { type Instant, instant } from "#shared/kernel/time.ts";
import {
  DEFAULT_PROFILE_RULES,
  type ProfileRules,
  profileRulesSchema,
} from "#shared/profile/profile-rules.ts";
import {
  DEFAULT_REDEMPTION_POLICY,
  type RedemptionPolicy,
  redemptionPolicySchema,
} from "#shared/redemption/policy.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** The setting with the redemption policy, including floor limits, as JSON. */
export const POLICY_HANDLE = "redemption_policy";

/** The setting with what a tenant has decided about profiles, as JSON. */
export const PROFILE_RULES_HANDLE = "profile_rules";

/** One setting of a tenant; its value is JSON. */
export type Setting = {
  readonly handle: string;
  readonly value: string;
  readonly updatedAt: Instant;
};

/** The setting with this handle; null if it was never set. */
export const readSetting = async (deps: ReadDeps, handle: string): Promise<Setting | null> => {
  const row = await deps.sql
    .selectFrom("settings")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("handle", "=", handle)
    .executeTakeFirst();
  return row ? { handle: row.handle, value: row.value, updatedAt: instant(row.updated_at) } : null;
};

/** Inserts or replaces a setting. Returns its version: how often it has been set. */
export const upsertSetting = async (
  deps: WriteDeps,
  setting: { readonly handle: string; readonly value: string },
): Promise<number> => {
  const { handle, value } = setting;
  const { version } = await deps.sql
    .insertInto("settings")
    .values({ tenant_id: deps.tenantId, handle, value, version: 1, updated_at: deps.now })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "handle"]).doUpdateSet((excluded) => ({
        value,
        version: excluded("settings.version", "+", 1),
        updated_at: deps.now,
      })),
    )
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
};

/**
 * Keeps a version of the policy: devices that are offline act by the last one that they have seen.
 */
export const appendPolicyVersion = async (
  deps: WriteDeps,
  policy: RedemptionPolicy,
): Promise<void> => {
  await deps.sql
    .insertInto("policy_versions")
    .values({
      tenant_id: deps.tenantId,
      version: policy.version,
      value: JSON.stringify(policy),
      recorded_at: deps.now,
    })
    .execute();
};

/**
 * The version of the policy that a device says it used, if that was still in force at `at`;
 * otherwise the one in force now.
 */
export const readPolicyUsed = async (
  deps: ReadDeps,
  version: number,
  at: Instant,
): Promise<RedemptionPolicy> => {
  const current = await readPolicy(deps);
  if (version < 1 || version >= current.version) return current;
  const rows = await deps.sql
    .selectFrom("policy_versions")
    .select(["version", "value", "recorded_at"])
    .where("tenant_id", "=", deps.tenantId)
    .where("version", "in", [version, version + 1])
    .execute();
  const replacedAt = rows.find((row) => row.version === version + 1)?.recorded_at;
  if (replacedAt === undefined || replacedAt < at) return current;
  const used = rows.find((row) => row.version === version);
  return used ? redemptionPolicySchema.parse(JSON.parse(used.value)) : DEFAULT_REDEMPTION_POLICY;
};

/** The redemption policy in force: the default until head office sets its own. */
export const readPolicy = async (deps: ReadDeps): Promise<RedemptionPolicy> => {
  const setting = await readSetting(deps, POLICY_HANDLE);
  return setting
    ? redemptionPolicySchema.parse(JSON.parse(setting.value))
    : DEFAULT_REDEMPTION_POLICY;
};

/** What the tenant has decided about profiles (DOMAIN §3.3). */
export const readProfileRules = async (deps: ReadDeps): Promise<ProfileRules> => {
  const setting = await readSetting(deps, PROFILE_RULES_HANDLE);
  return setting ? profileRulesSchema.parse(JSON.parse(setting.value)) : DEFAULT_PROFILE_RULES;
};
