import { type ExtraFields, textsIn } from "#shared/kernel/json.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { statusEndsOf, statusesAt, statusesEver, statusPeriodOf } from "#shared/profile/status.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";

type StatusUnknown = Extract<ProfileRefusal, { reason: "status_unknown" }>;

/**
 * The fields sent for a profile, with when each status in them ends (DOMAIN §3.7). One that the
 * profile has already ends when it did; a new one lasts as head office has declared. Refuses a new
 * one that isn't declared, if any is. What they have ever had is kept, for `top_historic_status`.
 */
export const withStatusEnds = async (
  deps: WriteDeps,
  before: ExtraFields,
  sent: ExtraFields,
): Promise<Result<ExtraFields, StatusUnknown>> => {
  if (sent["statuses"] === undefined) return ok(sent);
  const held = statusesAt(before, deps.now);
  const endsBefore = statusEndsOf(before);
  const declared = await readTerms(deps, "status");
  const zone = await readTenantZone(deps);
  const ends: Record<string, number> = {};
  for (const [index, handle] of textsIn(sent, "statuses").entries()) {
    const status = declared.find((each) => each.handle === handle);
    const isHeld = held.includes(handle);
    if (!isHeld && !status && declared.length > 0) return err({ reason: "status_unknown", index });
    const endBefore = endsBefore[handle];
    if (isHeld && endBefore !== undefined) ends[handle] = endBefore;
    if (isHeld || !status) continue;
    const { timezone, ...period } = statusPeriodOf(status.body);
    const end = expiryOf(deps.now, timezone ?? zone, period);
    if (end !== null) ends[handle] = end;
  }
  const isDeclared = (handle: string) => declared.some((each) => each.handle === handle);
  const ever = statusesEver({ ...sent, statuses_ever: [...statusesEver(before)] });
  return ok({ ...sent, status_ends: ends, statuses_ever: ever.filter(isDeclared) });
};
