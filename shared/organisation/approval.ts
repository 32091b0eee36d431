import type { LocationId } from "#shared/kernel/ids.ts";
import { mayDo, type StaffPower } from "./powers.ts";
import { type Staff, worksAt } from "./staff.ts";

/**
 * Whether somebody may approve at a location what a colleague may not do alone: they work there
 * and have the power themselves (sync/SPEC.md [S32]).
 */
export const mayApprove = (
  { isActive, role, locationIds }: Pick<Staff, "isActive" | "role" | "locationIds">,
  power: StaffPower,
  locationId: LocationId,
): boolean => isActive && worksAt({ locationIds }, locationId) && mayDo(role, power);
