import { sql } from "kysely";
import type { BatchId } from "#shared/kernel/ids.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { insertRecord, readRecords } from "#sync-server/storage/table-queries.ts";
import {
  type BatchRecord,
  type BatchRowRecord,
  batchRowTable,
  batchTable,
  type NewBatchRowRecord,
} from "./batch-table.ts";

export const batchStore = recordStore(batchTable);
export const batchRowStore = recordStore(batchRowTable, ["batchId", "place"]);

/** Adds a row to a batch. */
export const appendBatchRow = (deps: WriteDeps, row: NewBatchRowRecord): Promise<BatchRowRecord> =>
  insertRecord(deps, batchRowTable, row);

/** The first batch that isn't done and that no server is at, locked; null if there is none. */
export const lockBatchToDo = async (deps: WriteDeps): Promise<BatchRecord | null> => {
  const toDo = sql`is_done = 0 and claimed_until <= ${deps.now}`;
  const { forUpdateSkipLocked } = dialectOf(deps.dialect);
  const first = sql`order by id limit 1 ${sql.raw(forUpdateSkipLocked)}`;
  return (await readRecords(deps, batchTable, toDo, first))[0] ?? null;
};

/** The rows of a batch in their order; at most `limit` of those that are still to do, if asked. */
export const readBatchRows = (
  deps: ReadDeps,
  batchId: BatchId,
  { toDo }: { readonly toDo?: number } = {},
): Promise<readonly BatchRowRecord[]> =>
  readRecords(
    deps,
    batchRowTable,
    toDo === undefined
      ? sql`batch_id = ${batchId}`
      : sql`batch_id = ${batchId} and body is not null`,
    toDo === undefined ? sql`order by place` : sql`order by place limit ${toDo}`,
  );
