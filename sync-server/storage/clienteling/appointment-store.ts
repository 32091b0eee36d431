import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type AppointmentRecord, appointmentTable } from "./appointment-table.ts";

export const appointmentStore = recordStore(appointmentTable);

/** All appointments of a profile. */
export const readAppointmentsOf = (
  deps: ReadDeps,
  id: ProfileId,
): Promise<readonly AppointmentRecord[]> =>
  readRecords(deps, appointmentTable, sql`profile_id = ${id}`);

/** A page of them. */
export const listAppointmentsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof appointmentTable>>,
): Promise<Page<AppointmentRecord>> =>
  readPage(deps, appointmentTable, query, [sql`appointments.profile_id = ${profileId}`]);
