import type { StaffId } from "#shared/kernel/ids.ts";
import { mayApprove } from "#shared/organisation/approval.ts";
import type { StaffPower, StaffRole } from "#shared/organisation/powers.ts";
import type { OperationDeps } from "./operation-deps.ts";

/**
 * The role with which something is done on this device: that of the manager who approved it, or
 * else of who is signed in. Null if the one who approved couldn't ([S32]).
 */
export const actingRole = (
  { config, outbox }: Pick<OperationDeps, "config" | "outbox">,
  by: { readonly staffId: StaffId; readonly approvedBy: StaffId | null },
  power: StaffPower,
): StaffRole | null => {
  const { staff } = config();
  const found = (id: StaffId) => staff.find((each) => each.id === id);
  if (by.approvedBy === null) return found(by.staffId)?.role ?? null;
  const approver = found(by.approvedBy);
  const locationId = outbox.enrolment()?.locationId;
  return approver && locationId && mayApprove(approver, power, locationId) ? approver.role : null;
};
