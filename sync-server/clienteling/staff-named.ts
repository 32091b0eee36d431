import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { findStaff, findStaffByNumber } from "#sync-server/storage/staff-store.ts";

export type StaffUnknown = { readonly reason: "staff_unknown" };

/** The staff member with this id or staff number; null if none is named. */
export const staffNamed = async (
  deps: ReadDeps,
  staff: string | null,
): Promise<Result<StaffId | null, StaffUnknown>> => {
  if (staff === null) return ok(null);
  const id = staffIdSchema.safeParse(staff.toLowerCase());
  const found = id.success ? await findStaff(deps, id.data) : await findStaffByNumber(deps, staff);
  return found ? ok(found.id) : err({ reason: "staff_unknown" });
};
