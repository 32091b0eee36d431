import { type SqlBool, sql } from "kysely";
import type { LocationId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage } from "#sync-server/storage/table-queries.ts";
import { type AssignmentRecord, assignmentTable } from "./assignment-table.ts";

export const assignmentStore = recordStore(assignmentTable);

/** A page of the assignments to a location, each active or not as it is at an instant. */
export const listAssignments = (
  deps: ReadDeps,
  { locationId, at }: { readonly locationId: LocationId; readonly at: Instant },
  query: ListQuery<ListedField<typeof assignmentTable>>,
): Promise<Page<AssignmentRecord>> =>
  readPage(
    deps,
    assignmentTable,
    query,
    [sql<SqlBool>`location_profiles.location_id = ${locationId}`],
    {
      is_active: {
        column: sql`case when location_profiles.is_active = 1
          and (location_profiles.starts_at is null or location_profiles.starts_at <= ${at})
          and (location_profiles.ends_at is null or location_profiles.ends_at >= ${at})
          then 1 else 0 end`,
      },
    },
  );
