import { assertDefined } from "#shared/kernel/assert.ts";
import type { BatchId, ProfileId } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import {
  appendBatchRow,
  batchRowStore,
  batchStore,
  lockBatchToDo,
  readBatchRows,
} from "#sync-server/storage/profile/batch-store.ts";
import type { BatchRecord, BatchRowRecord } from "#sync-server/storage/profile/batch-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** How long a server that has stopped holds up a batch. */
const CLAIMED_FOR_MS = 60_000;

const ROWS_AT_ONCE = 50;

/** Keeps a batch of rows, to be worked through later (DOMAIN §18.2). */
export const queueBatch = async (
  deps: WriteDeps,
  { matchCriteria, rows }: { readonly matchCriteria: string; readonly rows: readonly object[] },
): Promise<BatchRecord> => {
  const batch = await batchStore.append(deps, {
    ...{ matchCriteria, askedBy: deps.actor },
    ...{ total: rows.length, succeeded: 0, failed: 0, isDone: false, claimedUntil: deps.now },
  });
  for (const [place, body] of rows.entries()) {
    await appendBatchRow(deps, { batchId: batch.id, place, body });
  }
  return batch;
};

/** Rows to do, in their order, and how their profiles are found. */
export type ClaimedRows = Pick<BatchRecord, "id" | "matchCriteria" | "askedBy"> & {
  readonly rows: readonly BatchRowRecord[];
};

/** Claims the next rows of a batch that no other server is at; null if there are none. */
export const claimBatchRows = async (deps: WriteDeps): Promise<ClaimedRows | null> => {
  const batch = await lockBatchToDo(deps);
  if (batch === null) return null;
  await batchStore.update(deps, batch.id, { claimedUntil: addMs(deps.now, CLAIMED_FOR_MS) });
  const { id, matchCriteria, askedBy } = batch;
  return {
    id,
    matchCriteria,
    askedBy,
    rows: await readBatchRows(deps, id, { toDo: ROWS_AT_ONCE }),
  };
};

/** What came of a row. */
export type RowOutcome =
  | { readonly profileId: ProfileId; readonly error: null }
  | { readonly profileId: null; readonly error: string };

/**
 * Writes down what came of a row, and forgets what it asked for. Whoever comes second, because a
 * slow server was taken for one that has stopped, changes nothing.
 */
export const finishBatchRow = async (
  deps: WriteDeps,
  { batchId, place, outcome }: { batchId: BatchId; place: number; outcome: RowOutcome },
): Promise<void> => {
  const batch = assertDefined(await batchStore.lock(deps, { id: batchId }), "the batch of a row");
  const row = assertDefined(await batchRowStore.lock(deps, { batchId, place }), "a row of a batch");
  if (row.body === null) return;
  await batchRowStore.update(deps, row.id, { ...outcome, body: null });
  const succeeded = batch.succeeded + (outcome.error === null ? 1 : 0);
  const failed = batch.failed + (outcome.error === null ? 0 : 1);
  await batchStore.update(deps, batchId, {
    ...{ succeeded, failed, isDone: succeeded + failed === batch.total },
    claimedUntil: addMs(deps.now, CLAIMED_FOR_MS),
  });
};

/** Gives back a batch, whose next rows this or another server may claim. */
export const releaseBatch = (
  deps: WriteDeps,
  { batchId }: { readonly batchId: BatchId },
): Promise<void> => batchStore.update(deps, batchId, { claimedUntil: deps.now });
