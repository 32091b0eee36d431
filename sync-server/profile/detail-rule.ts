import { UTC } from "#shared/kernel/time.ts";
import type { DetailRule } from "#shared/profile/check-details.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import type { Belonging } from "./profile-region.ts";

/** What the details of a profile that belongs there are checked against. */
export const detailRuleOf = async (
  deps: ReadDeps & Pick<WriteDeps, "now">,
  belonging: Belonging,
  needsContact: boolean,
): Promise<DetailRule> => {
  const tenant = await readTenant(deps);
  return {
    country: belonging.country ?? tenant?.country ?? "",
    needsContact,
    now: deps.now,
    timezone: tenant?.timezone ?? UTC,
  };
};
