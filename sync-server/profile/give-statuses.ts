import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  type GivenStatus,
  isOverAt,
  type KnownStatuses,
  statusPeriodOf,
  withStatuses,
} from "#shared/profile/status.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";

type StatusUnknown = Extract<ProfileRefusal, { reason: "status_unknown" }>;

/** Those of a new profile. */
export const NO_STATUSES: KnownStatuses = { statuses: [], statusesPast: [] };

/**
 * What a profile has of statuses once it is given those with these handles, instead of the ones
 * before (DOMAIN §3.7). One that it has already ends when it did; a new one lasts as head office
 * has declared, from `startsAt`. Refuses a new one that isn't declared, if any is. What is taken
 * was had until now ([Q11]).
 */
export const giveStatuses = async (
  deps: WriteDeps,
  before: KnownStatuses,
  handles: readonly string[] | undefined,
  startsAt: Instant | null,
): Promise<Result<KnownStatuses, StatusUnknown>> => {
  const { statuses: given, statusesPast } = before;
  if (handles === undefined) return ok({ statuses: given, statusesPast });
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
    statuses.push({ handle, startsAt, endsAt: expiryOf(deps.now, timezone ?? zone, period) });
  }
  return ok(withStatuses(before, statuses, deps.now));
};
