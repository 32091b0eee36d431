import { assertDefined } from "#shared/kernel/assert.ts";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Staff } from "#shared/organisation/staff.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import {
  findStaff,
  findStaffByNumber,
  lockStaff,
  type StaffRecord,
  upsertStaff,
} from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";

/** Why a staff member is not written, in order of precedence. */
export type StaffRefusal =
  | StaffUnknown
  | { readonly reason: "staff_number_taken" }
  | { readonly reason: "location_unknown"; readonly index: number };

/** What is undefined stays. */
export type StaffChanges = Changes<Omit<Staff, "id">>;

/** Adds a staff member under a new id and puts them in the feed of every device. */
export const createStaff = async (
  deps: WriteDeps,
  staff: Staff,
): Promise<Result<StaffRecord, StaffRefusal>> => write(deps, "staff.created", staff);

/**
 * Changes a staff member and puts the change in the feed of every device. The record is read and
 * written under a lock, so that two concurrent changes don't undo each other: a late change of a
 * name must not reactivate someone.
 */
export const updateStaff = async (
  deps: WriteDeps,
  { id, changes }: { readonly id: StaffId; readonly changes: StaffChanges },
): Promise<Result<StaffRecord, StaffRefusal>> => {
  await lockStaff(deps, id);
  const before = await findStaff(deps, id);
  if (!before) return err({ reason: "staff_unknown" });
  const { createdAt: _c, updatedAt: _u, ...fields } = before;
  return write(deps, "staff.updated", { ...fields, ...definedFields(changes) });
};

const write = async (
  deps: WriteDeps,
  kind: "staff.created" | "staff.updated",
  staff: Staff,
): Promise<Result<StaffRecord, StaffRefusal>> => {
  const holder = await findStaffByNumber(deps, staff.staffNumber);
  if (holder && holder.id !== staff.id) return err({ reason: "staff_number_taken" });
  const known = await locationStore.readAll(deps, staff.locationIds);
  const knownIds = new Set(known.map((location) => location.id));
  const index = staff.locationIds.findIndex((id) => !knownIds.has(id));
  if (index >= 0) return err({ reason: "location_unknown", index });
  await upsertStaff(deps, staff);
  touchConfig(deps, { kind: "staff", key: staff.id });
  deps.happened({
    kind,
    profileId: null,
    context: { staffId: staff.id, isActive: staff.isActive },
  });
  return ok(assertDefined(await findStaff(deps, staff.id), "a staff member just written"));
};

/** A body names somebody who isn't staff. */
export type StaffUnknown = { readonly reason: "staff_unknown" };

/** The staff member with this id or staff number; null if none is named. */
export const staffNamed = async (
  deps: ReadDeps,
  staff: string | null = null,
): Promise<Result<StaffId | null, StaffUnknown>> => {
  if (staff === null) return ok(null);
  const id = staffIdSchema.safeParse(staff.toLowerCase());
  const found = id.success ? await findStaff(deps, id.data) : await findStaffByNumber(deps, staff);
  return found ? ok(found.id) : err({ reason: "staff_unknown" });
};
