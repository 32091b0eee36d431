import { sql } from "kysely";
import type { ImportId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type BatchRecord, batchTable } from "./batch-table.ts";
import { importTable } from "./import-table.ts";

export const importStore = recordStore(importTable);

/** The batches of imports, in their order. */
export const readBatchesOf = (
  deps: ReadDeps,
  importIds: readonly ImportId[],
): Promise<readonly BatchRecord[]> =>
  importIds.length === 0
    ? Promise.resolve([])
    : readRecords(
        deps,
        batchTable,
        sql`import_id in (${sql.join(importIds)})`,
        sql`order by import_id, id`,
      );

/** A page of the batches that belong to imports. */
export const listImportJobs = (
  deps: ReadDeps,
  query: ListQuery<ListedField<typeof batchTable>>,
): Promise<Page<BatchRecord>> =>
  readPage(deps, batchTable, query, [sql`batches.import_id is not null`]);
