import { mayMove } from "#shared/clienteling/book.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import { worksAt } from "#shared/organisation/staff.ts";
import type { HandOverBookCommand } from "#shared/sync/command.ts";
import { handOverBook } from "#sync-server/clienteling/hand-over-book.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/** Hands over the customers of a staff member of the device's location ([X31], [X32]). */
export const decideHandOverCommand = async (
  deps: WriteDeps,
  { staffId, locationId, fromStaffId, toStaffId }: HandOverBookCommand,
  role: StaffRole,
): Promise<Outcome> => {
  const from = await findStaff(deps, fromStaffId);
  const to = toStaffId === null ? null : await findStaff(deps, toStaffId);
  if (!from) return refused("staff_unknown", "fromStaffId: no staff member has this id.");
  if (toStaffId !== null && !to?.isActive) {
    return refused("staff_unknown", "toStaffId: nobody who works here has this id.");
  }
  if (!worksAt(from, locationId)) {
    return refused("staff_foreign", "fromStaffId: this person works at another location.");
  }
  if (!mayMove({ id: staffId, role }, from)) {
    return refused("beyond_role", "fromStaffId: only a manager may hand over their customers.");
  }
  await handOverBook(deps, { from: fromStaffId, to: toStaffId });
  return { status: "accepted", profileId: null };
};

const refused = (
  reason: "staff_unknown" | "staff_foreign" | "beyond_role",
  detail: string,
): Outcome => ({ status: "refused", reason, detail, profileId: null });
