import { sql } from "kysely";
import { type LocationId, locationIdSchema, type StaffId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Staff } from "#shared/organisation/staff.ts";
import type { ListedField, RecordOf } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockStatement } from "#sync-server/storage/statement.ts";
import {
  readPage,
  readRecords,
  readRecordsByKey,
  upsertRecord,
} from "#sync-server/storage/table-queries.ts";
import { staffTable } from "./staff-table.ts";

/** A staff member with the times of creation and last change. */
export type StaffRecord = Staff & { readonly createdAt: Instant; readonly updatedAt: Instant };

/** The staff with these ids; missing ones are left out. */
export const readStaffRecords = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly StaffRecord[]> =>
  withLocations(deps, await readRecordsByKey(deps, staffTable, ids));

/** The staff as devices hold them, for the feed. */
export const readStaff = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly Staff[]> =>
  (await readStaffRecords(deps, ids)).map(({ createdAt: _c, updatedAt: _u, ...staff }) => staff);

/** One staff member; null if there is none. */
export const findStaff = async (deps: ReadDeps, id: StaffId): Promise<StaffRecord | null> =>
  (await readStaffRecords(deps, [id]))[0] ?? null;

/** Locks a staff member for this transaction, so that what is read after it stays true. */
export const lockStaff = async (deps: WriteDeps, id: StaffId): Promise<void> => {
  await lock(deps, [deps.tenantId, id]);
};

const lock = lockStatement(
  ({ forUpdate }) => `select id from staff where tenant_id = ? and id = ? ${forUpdate}`,
);

/** The staff member with this number; null if nobody has it. */
export const findStaffByNumber = async (
  deps: ReadDeps,
  staffNumber: string,
): Promise<StaffRecord | null> => {
  const records = await readRecords(deps, staffTable, sql`staff_number = ${staffNumber}`);
  return (await withLocations(deps, records))[0] ?? null;
};

/** A page of the staff, by number unless it is sorted. */
export const listStaff = async (
  deps: ReadDeps,
  query: ListQuery<ListedField<typeof staffTable>>,
): Promise<Page<StaffRecord>> => {
  const sort = query.sort.length > 0 ? query.sort : BY_NUMBER;
  const page = await readPage(deps, staffTable, { ...query, sort });
  return { ...page, rows: await withLocations(deps, page.rows) };
};

const BY_NUMBER = [{ field: "staff_number", isDescending: false }] as const;

/** Inserts or replaces a staff member and their locations. */
export const upsertStaff = async (deps: WriteDeps, staff: Staff): Promise<void> => {
  const { locationIds, ...fields } = staff;
  await upsertRecord(deps, staffTable, fields);
  await replaceLocations(deps, staff.id, locationIds);
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

const withLocations = async (
  deps: ReadDeps,
  records: readonly RecordOf<typeof staffTable>[],
): Promise<readonly StaffRecord[]> => {
  if (records.length === 0) return [];
  const assignments = await deps.sql
    .selectFrom("staff_locations")
    .select(["staff_id", "location_id"])
    .where("tenant_id", "=", deps.tenantId)
    .where(
      "staff_id",
      "in",
      records.map((record) => record.id),
    )
    .orderBy("location_id")
    .execute();
  return records.map((record) => ({
    ...record,
    locationIds: assignments
      .filter((assignment) => assignment.staff_id === record.id)
      .map((assignment) => locationIdSchema.parse(assignment.location_id)),
  }));
};
