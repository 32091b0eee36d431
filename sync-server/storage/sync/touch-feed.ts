import type { WriteContext } from "#sync-server/storage/sql.ts";
import { writeRows } from "#sync-server/storage/statement.ts";
import type { FeedTouch } from "./feed-touch.ts";

/** Moves facts to the end of the feed, each once per scope ([S11]). */
export const touchFeed = async (
  deps: WriteContext,
  touches: readonly FeedTouch[],
): Promise<void> => {
  // A statement may write a row only once. Sorted rows prevent deadlocks between transactions.
  const last = new Map(touches.map((touch) => [keyOf(touch), touch]));
  const rows = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, touch]) => touch);
  const values = rows.map((touch) => [
    deps.tenantId,
    touch.collection,
    touch.docId,
    touch.scope,
    touch.locationId,
    touch.isDeleted ? 1 : 0,
  ]);
  await upsert(deps, values);
};

const keyOf = ({ collection, docId, scope }: FeedTouch): string =>
  JSON.stringify([collection, docId, scope]);

const upsert = writeRows(
  (rows, { currentTransaction, nextFeedSeq }) =>
    `insert into feed (tenant_id, collection, doc_id, scope, location_id, is_deleted, tx, seq)
     values ${Array.from(
       { length: rows },
       (_, row) => `(?, ?, ?, ?, ?, ?, ${currentTransaction}, ${nextFeedSeq(row + 1)})`,
     ).join(", ")}
     on conflict (tenant_id, collection, doc_id, scope) do update set
       location_id = excluded.location_id, is_deleted = excluded.is_deleted,
       tx = excluded.tx, seq = excluded.seq`,
);
