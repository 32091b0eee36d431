import { mayMove } from "#shared/clienteling/book.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import type { EditProfileCommand } from "#shared/sync/command.ts";
import { decideProfileEdit, type ProfileEdit } from "#shared/sync/profile-edit.ts";
import type { ProfileRefusal } from "#sync-server/profile/profile-refusal.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { updateProfileRecord } from "#sync-server/profile/update-profile.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { readAttributes } from "#sync-server/storage/profile/attribute-store.ts";
import {
  overruledEditStore,
  readOverruledOf,
} from "#sync-server/storage/profile/overruled-edit-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** The role of the staff member may not do it ([X31]). */
type BeyondRole = { readonly reason: "beyond_role" };

/**
 * Merges an edit of a device into the profile, field by field ([S25]), and keeps what it overrules
 * until somebody decides. Says whether it overrules anything.
 */
export const applyEditCommand = async (
  deps: WriteDeps,
  command: EditProfileCommand,
  {
    profileId,
    role,
    at,
  }: { readonly profileId: ProfileId; readonly role: StaffRole; readonly at: Instant },
): Promise<Result<{ readonly isOverruling: boolean }, ProfileRefusal | BeyondRole>> => {
  const before = await lockProfileRecord(deps, profileId);
  if (!before) return err({ reason: "profile_unknown" });
  if (command.changes.associateId !== undefined && before.associateId !== null) {
    const associate = await findStaff(deps, before.associateId);
    if (!mayMove({ id: command.staffId, role }, associate)) return err({ reason: "beyond_role" });
  }
  const held = command.consent.length > 0 ? await readAttributes(deps, [profileId]) : [];
  const comms = held.find(({ kind }) => kind === "comms")?.body ?? {};
  const edit = decideProfileEdit({ details: before, comms }, command);
  const { associateId, ...changes } = edit.changes;
  const updated = await updateProfileRecord(deps, {
    profileId,
    changes: definedFields(changes),
    ...definedFields({ associateId }),
    ...(command.consent.length > 0 ? { attributes: { comms: edit.consent } } : {}),
  });
  if (!updated.ok) return updated;
  await settle(deps, profileId, edit);
  for (const { field, value } of edit.overruled) {
    const { commandId, staffId } = command;
    const { id } = await overruledEditStore.append(deps, {
      ...{ profileId, field, value, commandId, staffId, occurredAt: at },
    });
    await touchClienteling(deps, { profileId, kind: "overruled", id });
  }
  return ok({ isOverruling: edit.overruled.length > 0 });
};

/** Whoever edits a field knowing what it is has decided about it. */
const settle = async (
  deps: WriteDeps,
  profileId: ProfileId,
  { settled }: ProfileEdit,
): Promise<void> => {
  for (const { id, field } of await readOverruledOf(deps, profileId)) {
    if (!settled.includes(field)) continue;
    await overruledEditStore.remove(deps, id);
    await touchClienteling(deps, { profileId, kind: "overruled", id, isDeleted: true });
  }
};
