import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ProfileRules } from "#shared/profile/profile-rules.ts";
import { unreadableRule } from "#sync-server/profile/broken-rule.ts";
import {
  PROFILE_RULES_HANDLE,
  readSetting,
  upsertSetting,
} from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockTenant } from "#sync-server/storage/tenant-store.ts";

/** Why rules about profiles can't be saved. */
type RulesRefusal = {
  readonly reason: "rule_unreadable";
  /** Its place in the list. */
  readonly index: number;
  readonly message: string;
};

/** Saves what a tenant has decided about profiles (DOMAIN §3.3). What was written stays. */
export const setProfileRules = async (
  deps: WriteDeps,
  rules: ProfileRules,
): Promise<Result<null, RulesRefusal>> => {
  const unreadable = unreadableRule(rules.validation_rules);
  if (unreadable) return err({ reason: "rule_unreadable", ...unreadable });
  // The setting's row may not exist yet, so lock the tenant instead.
  await lockTenant(deps);
  const before = await readSetting(deps, PROFILE_RULES_HANDLE);
  await upsertSetting(deps, { handle: PROFILE_RULES_HANDLE, value: JSON.stringify(rules) });
  deps.happened({
    kind: "setting.updated",
    profileId: null,
    context: { handle: PROFILE_RULES_HANDLE, version: before === null ? 1 : 2 },
  });
  return ok(null);
};
