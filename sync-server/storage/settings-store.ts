import { type Instant, instant } from "#shared/kernel/time.ts";
import {
  DEFAULT_REDEMPTION_POLICY,
  type RedemptionPolicy,
  redemptionPolicySchema,
} from "#shared/redemption/policy.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";

/** The setting with the redemption policy, including floor limits, as JSON. */
export const POLICY_HANDLE = "redemption_policy";

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

/** Inserts or replaces a setting. */
export const upsertSetting = async (
  deps: WriteDeps,
  setting: { readonly handle: string; readonly value: string },
): Promise<void> => {
  const { handle, value } = setting;
  await deps.sql
    .insertInto("settings")
    .values({ tenant_id: deps.tenantId, handle, value, updated_at: deps.now })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "handle"]).doUpdateSet({ value, updated_at: deps.now }),
    )
    .execute();
};

/** The redemption policy in force: the default until head office sets its own. */
export const readPolicy = async (deps: ReadDeps): Promise<RedemptionPolicy> => {
  const setting = await readSetting(deps, POLICY_HANDLE);
  return setting
    ? redemptionPolicySchema.parse(JSON.parse(setting.value))
    : DEFAULT_REDEMPTION_POLICY;
};
