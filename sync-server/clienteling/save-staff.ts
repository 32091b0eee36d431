import type { Staff } from "#shared/clienteling/staff.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { touchConfig } from "#sync-server/storage/config-feed.ts";
import { readLocationRecords } from "#sync-server/storage/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { findStaff, findStaffByNumber, upsertStaff } from "#sync-server/storage/staff-store.ts";

/** Why a staff member can't be saved, in order of precedence. */
export type StaffRefusal =
  | { readonly reason: "staff_number_taken" }
  | { readonly reason: "location_unknown"; readonly index: number };

/** Creates or replaces a staff member, and puts them in every device's feed. */
export const saveStaff = async (
  deps: WriteDeps,
  staff: Staff,
): Promise<Result<null, StaffRefusal>> => {
  const holder = await findStaffByNumber(deps, staff.staffNumber);
  if (holder && holder.id !== staff.id) return err({ reason: "staff_number_taken" });
  const known = await readLocationRecords(deps, staff.locationIds);
  const knownIds = new Set(known.map((location) => location.id));
  const index = staff.locationIds.findIndex((id) => !knownIds.has(id));
  if (index >= 0) return err({ reason: "location_unknown", index });
  const isKnown = (await findStaff(deps, staff.id)) !== null;
  await upsertStaff(deps, staff);
  await touchConfig(deps, { kind: "staff", key: staff.id });
  deps.happened({
    kind: isKnown ? "staff.updated" : "staff.created",
    profileId: null,
    context: { staffId: staff.id, isActive: staff.isActive },
  });
  return ok(null);
};
