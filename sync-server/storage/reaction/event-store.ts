import type { Selectable } from "kysely";
import type { Instant } from "#shared/kernel/time.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import type { FeedPlace } from "#sync-server/storage/sync/feed-store.ts";
import { readPage, readRecordsByKey } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type EventField, type EventRecord, eventTable } from "./event-table.ts";

/** An event with its place in commit order. */
export type PlacedEvent = EventRecord & { readonly place: FeedPlace };

/**
 * Events after a place, in commit order, at most `limit`. Holds back events that an open
 * transaction may still precede, so that continuing from the last place misses nothing ([E3]).
 */
export const readEventsAfter = async (
  deps: ReadDeps,
  after: FeedPlace,
  limit: number,
): Promise<readonly PlacedEvent[]> => {
  const rows = await selectAfter(deps, [deps.tenantId, after.tx, after.seq, limit]);
  return rows.map((row) => ({
    ...eventTable.recordOf(row),
    place: { tx: row.tx, seq: row.seq },
  }));
};

const selectAfter = statement<Selectable<Tables["events"]>>(
  ({ isAfterEvent, eventOrder, eventsInOrder, isSettled }) =>
    `select cast(tx as text) as tx, seq, kind, profile_id, command_id, actor, occurred_at,
       recorded_at, context
     from ${eventsInOrder} where tenant_id = ? and ${isAfterEvent} and ${isSettled}
     order by ${eventOrder} limit ?`,
);

/**
 * Deletes events of every tenant that were recorded before an instant, the oldest first, at most
 * `limit`, and returns how many ([E6]). The newest event always stays: SQLite would use its number
 * again, and readers would miss the next one.
 */
export const deleteEventsBefore = async (
  deps: WriteDeps,
  before: Instant,
  limit: number,
): Promise<number> => (await deleteOldest(deps, [limit, before])).length;

// By number, which follows the time closely enough and needs no index of its own.
const deleteOldest = statement<{ readonly seq: number }>(
  ({ forUpdateSkipLocked }) =>
    `delete from events
     where seq in (select seq from events order by seq limit ? ${forUpdateSkipLocked})
       and recorded_at < ? and seq < (select max(seq) from events)
     returning seq`,
);

/** A page of events. */
export const listEvents = (
  deps: ReadDeps,
  query: ListQuery<EventField>,
): Promise<Page<EventRecord>> => readPage(deps, eventTable, query);

/** One event; null if there is none. */
export const readEvent = async (deps: ReadDeps, seq: number): Promise<EventRecord | null> =>
  (await readRecordsByKey(deps, eventTable, [seq]))[0] ?? null;
