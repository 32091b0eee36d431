import type { StaffId } from "#shared/kernel/ids.ts";
import { mayDo, type StaffRole } from "#shared/organisation/powers.ts";
import type { Staff } from "#shared/organisation/staff.ts";

/** The staff member who asks. */
type Mover = { readonly id: StaffId; readonly role: StaffRole };

/**
 * Whether somebody may move the customers of an associate, one or all of them ([X31]): those that
 * nobody looks after, their own, and those of somebody who has left are anybody's to move; others
 * only a manager's. Somebody whom a device doesn't know works elsewhere, and counts as another.
 */
export const mayMove = (mover: Mover, associate: Pick<Staff, "id" | "isActive"> | null): boolean =>
  associate === null ||
  associate.id === mover.id ||
  !associate.isActive ||
  mayDo(mover.role, "move_any_book");
