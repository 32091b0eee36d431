import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type GivenStatus,
  isOverAt,
  statusesEverOf,
  statusPeriodOf,
} from "#shared/profile/status.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";

type StatusUnknown = Extract<ProfileRefusal, { reason: "status_unknown" }>;
type Statuses = Pick<ProfileRecord, "statuses" | "statusesEver">;

/** Those of a new profile. */
export const NO_STATUSES: Statuses = { statuses: [], statusesEver: [] };

/**
 * What a profile has of statuses once it is given those with these handles, instead of the ones
 * before (DOMAIN §3.7). One that it has already ends when it did; a new one lasts as head office
 * has declared. Refuses a new one that isn't declared, if any is. What they have ever had is kept,
 * for `top_historic_status`.
 */
export const giveStatuses = async (
  deps: WriteDeps,
  { statuses: given, statusesEver }: Statuses,
  handles: readonly string[] | undefined,
): Promise<Result<Statuses, StatusUnknown>> => {
  if (handles === undefined) return ok({ statuses: given, statusesEver });
  const declared = await readTerms(deps, "status");
  const zone = await readTenantZone(deps);
  const statuses: GivenStatus[] = [];
  for (const [index, handle] of handles.entries()) {
    const known = given.find((each) => each.handle === handle);
    if (known && !isOverAt(known, deps.now)) {
      statuses.push(known);
      continue;
    }
    const status = declared.find((each) => each.handle === handle);
    if (!status && declared.length > 0) return err({ reason: "status_unknown", index });
    const { timezone, ...period } = statusPeriodOf(status?.body ?? {});
    statuses.push({ handle, startsAt: null, endsAt: expiryOf(deps.now, timezone ?? zone, period) });
  }
  const isDeclared = (handle: string) => declared.some((each) => each.handle === handle);
  const before = statusesEverOf({ statuses: given, statusesEver });
  const ever = statusesEverOf({ statuses, statusesEver: before });
  return ok({ statuses, statusesEver: ever.filter(isDeclared) });
};
