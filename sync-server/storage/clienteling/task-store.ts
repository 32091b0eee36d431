import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type TaskRecord, taskTable } from "./task-table.ts";

export const taskStore = recordStore(taskTable);

/** All tasks for a profile. */
export const readTasksOf = (deps: ReadDeps, id: ProfileId): Promise<readonly TaskRecord[]> =>
  readRecords(deps, taskTable, sql`profile_id = ${id}`);

/** A page of them. */
export const listTasksOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof taskTable>>,
): Promise<Page<TaskRecord>> =>
  readPage(deps, taskTable, query, [sql`tasks.profile_id = ${profileId}`]);
