import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readNumbers, readPage } from "#sync-server/storage/table-queries.ts";
import { type VisitRecord, visitTable } from "./visit-table.ts";

export const visitStore = recordStore(visitTable);

/** A page of the visits of one profile. */
export const listVisitsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof visitTable>>,
): Promise<Page<VisitRecord>> =>
  readPage(deps, visitTable, query, [sql`visits.profile_id = ${profileId}`]);

/** The numbers of a profile's visits. */
export const readVisitIdsOf = (deps: ReadDeps, profileId: ProfileId): Promise<readonly number[]> =>
  readNumbers(deps, visitTable, sql`profile_id = ${profileId}`);
