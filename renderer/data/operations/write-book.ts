import type { ByStaff, HandOver } from "#renderer/data/device.ts";
import type { BookRefusal } from "#renderer/data/refusal.ts";
import { mayMove } from "#shared/clienteling/book.ts";
import type { CommandId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

type Moved = Result<{ readonly commandId: CommandId }, BookRefusal>;

/** Says who looks after a customer from now on, as far as the role allows ([X30], [X31]). */
export const moveCustomer = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly associateId: StaffId | null } & ByStaff,
): Promise<Moved> => {
  const { profileId, associateId, staffId } = request;
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  if (profile.associateId === associateId) return err({ reason: "no_changes" });
  const allowed = mayMoveFrom(deps, staffId, profile.associateId);
  if (!allowed.ok) return allowed;
  return submitCommand(deps, {
    ...commandBase(deps, staffId),
    ...{ kind: "edit_profile", profileId, consent: [] },
    ...{ changes: { associateId }, basis: {} },
  });
};

/** Hands over all customers of a staff member, once the server hears of it ([X32]). */
export const handOverBook = async (
  deps: OperationDeps,
  { fromStaffId, toStaffId, staffId }: HandOver & ByStaff,
): Promise<Moved> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  if (fromStaffId === toStaffId) return err({ reason: "no_changes" });
  const allowed = mayMoveFrom(deps, staffId, fromStaffId);
  if (!allowed.ok) return allowed;
  const base = commandBase(deps, staffId);
  return submitCommand(deps, { ...base, kind: "hand_over_book", fromStaffId, toStaffId });
};

const mayMoveFrom = (
  { config }: Pick<OperationDeps, "config">,
  staffId: StaffId,
  from: StaffId | null,
): Result<null, BookRefusal> => {
  const { staff } = config();
  const mover = staff.find(({ id }) => id === staffId);
  // Somebody who works elsewhere isn't on this device.
  const associate = from && (staff.find(({ id }) => id === from) ?? { id: from, isActive: true });
  return mover && mayMove(mover, associate) ? ok(null) : err({ reason: "beyond_role" });
};
