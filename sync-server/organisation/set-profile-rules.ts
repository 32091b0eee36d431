import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ProfileRules } from "#shared/profile/profile-rules.ts";
import { unreadableRule } from "#sync-server/profile/broken-rule.ts";
import {
  PROFILE_RULES_HANDLE,
  upsertSetting,
} from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

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
  const value = JSON.stringify(rules);
  const version = await upsertSetting(deps, { handle: PROFILE_RULES_HANDLE, value });
  deps.happened({
    kind: "setting.updated",
    profileId: null,
    context: { handle: PROFILE_RULES_HANDLE, version },
  });
  return ok(null);
};
