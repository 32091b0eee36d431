import { sql } from "kysely";
import type { BatchId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, statement, writeRows } from "#sync-server/storage/statement.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import { type BatchRecord, type BatchRowRecord, batchRowTable, batchTable } from "./batch-table.ts";

export const batchStore = recordStore(batchTable);
export const batchRowStore = recordStore(batchRowTable, ["batchId", "place"]);

/** Adds a row to a batch. */
/** Adds the rows of a batch in their order. */
export const appendBatchRows = (
  deps: WriteDeps,
  batchId: BatchId,
  bodies: readonly object[],
): Promise<void> =>
  insertRows(
    deps,
    bodies.map((body, place) => [deps.tenantId, batchId, place, JSON.stringify(body)]),
  );

const insertRows = writeRows(
  (rows) =>
    `insert into batch_rows (tenant_id, batch_id, place, body) values ${placeholderRows(rows, 4)}`,
);

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

/**
 * Deletes at most `limit` of the oldest batches, of every tenant, that were done before an instant,
 * with their rows. Returns how many batches it deleted.
 */
export const deleteBatchesBefore = async (
  deps: WriteDeps,
  before: Instant,
  limit: number,
): Promise<number> => {
  const oldest = await selectOldest(deps, [limit, before]);
  for (const { id } of oldest) {
    await deleteRows(deps, [id]);
    await deleteBatch(deps, [id]);
  }
  return oldest.length;
};

// By number, which follows the time closely enough and needs no index of its own.
const selectOldest = statement<{ readonly id: number }>(
  ({ forUpdateSkipLocked }) =>
    `select id from (select * from batches order by id limit ?) as oldest
     where is_done = 1 and updated_at < ? ${forUpdateSkipLocked}`,
);

const deleteRows = statement("delete from batch_rows where batch_id = ?");
const deleteBatch = statement("delete from batches where id = ?");
