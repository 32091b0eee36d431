import type { Selectable } from "kysely";
import type { Staff } from "#shared/clienteling/staff.ts";
import {
  type LocationId,
  locationIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** A member of staff with the moments of its record. */
export type StaffRecord = Staff & { readonly createdAt: Instant; readonly updatedAt: Instant };

/** The members of staff of these ids that exist. */
export const readStaffRecords = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly StaffRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("staff")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return staffOfRows(deps, rows);
};

/** The members of staff as devices hold them, for the feed. */
export const readStaff = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly Staff[]> =>
  (await readStaffRecords(deps, ids)).map(({ createdAt: _c, updatedAt: _u, ...staff }) => staff);

/** One member of staff; null when there is none. */
export const findStaff = async (deps: ReadDeps, id: StaffId): Promise<StaffRecord | null> =>
  (await readStaffRecords(deps, [id]))[0] ?? null;

/** The member of staff with this number; null when nobody has it. */
export const findStaffByNumber = async (
  deps: ReadDeps,
  staffNumber: string,
): Promise<StaffRecord | null> => {
  const row = await deps.sql
    .selectFrom("staff")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("staff_number", "=", staffNumber)
    .executeTakeFirst();
  return row ? ((await staffOfRows(deps, [row]))[0] ?? null) : null;
};

/** A page of the staff by number, and how many there are. */
export const listStaff = async (
  deps: ReadDeps,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly staff: readonly StaffRecord[]; readonly total: number }> => {
  const query = deps.sql.selectFrom("staff").where("tenant_id", "=", deps.tenantId);
  const rows = await query
    .selectAll()
    .orderBy("staff_number")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await query
    .select((builder) => builder.fn.countAll().as("total"))
    .executeTakeFirstOrThrow();
  return { staff: await staffOfRows(deps, rows), total: Number(count.total) };
};

/** Writes a member of staff with the locations, new or over what was. */
export const upsertStaff = async (deps: WriteDeps, staff: Staff): Promise<void> => {
  const fields = {
    name: staff.name,
    staff_number: staff.staffNumber,
    is_active: Number(staff.isActive),
    pin_hash: staff.pinHash,
    updated_at: deps.now,
  };
  await deps.sql
    .insertInto("staff")
    .values({ id: staff.id, tenant_id: deps.tenantId, ...fields, created_at: deps.now })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doUpdateSet(fields))
    .execute();
  await replaceLocations(deps, staff.id, staff.locationIds);
};

const replaceLocations = async (
  deps: WriteDeps,
  staffId: StaffId,
  locationIds: readonly LocationId[],
): Promise<void> => {
  await deps.sql
    .deleteFrom("staff_locations")
    .where("tenant_id", "=", deps.tenantId)
    .where("staff_id", "=", staffId)
    .execute();
  if (locationIds.length === 0) return;
  await deps.sql
    .insertInto("staff_locations")
    .values(
      [...new Set(locationIds)].map((locationId) => ({
        tenant_id: deps.tenantId,
        staff_id: staffId,
        location_id: locationId,
      })),
    )
    .execute();
};

const staffOfRows = async (
  deps: ReadDeps,
  rows: readonly Selectable<Tables["staff"]>[],
): Promise<readonly StaffRecord[]> => {
  if (rows.length === 0) return [];
  const assignments = await deps.sql
    .selectFrom("staff_locations")
    .select(["staff_id", "location_id"])
    .where("tenant_id", "=", deps.tenantId)
    .where(
      "staff_id",
      "in",
      rows.map((row) => row.id),
    )
    .orderBy("location_id")
    .execute();
  return rows.map((row) => ({
    id: staffIdSchema.parse(row.id),
    name: row.name,
    staffNumber: row.staff_number,
    locationIds: assignments
      .filter((assignment) => assignment.staff_id === row.id)
      .map((assignment) => locationIdSchema.parse(assignment.location_id)),
    isActive: row.is_active === 1,
    pinHash: row.pin_hash,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  }));
};
