import type { LocationId, StaffId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { mayApprove } from "#shared/organisation/approval.ts";
import type { StaffPower, StaffRole } from "#shared/organisation/powers.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * The role with which a command acts: that of the manager who approved it, or else of the staff
 * member whose it is. Null if whoever is said to have approved it couldn't ([S32]). Somebody who
 * has left, or moved to another location, since `at` could then.
 */
export const actingRole = async (
  deps: ReadDeps,
  {
    approvedBy,
    locationId,
  }: { readonly approvedBy: StaffId | null; readonly locationId: LocationId },
  {
    role,
    power,
    at,
  }: { readonly role: StaffRole; readonly power: StaffPower; readonly at: Instant },
): Promise<StaffRole | null> => {
  if (approvedBy === null) return role;
  const approver = await findStaff(deps, approvedBy);
  if (!approver) return null;
  const then =
    approver.updatedAt > at ? { ...approver, isActive: true, locationIds: [] } : approver;
  return mayApprove(then, power, locationId) ? approver.role : null;
};
