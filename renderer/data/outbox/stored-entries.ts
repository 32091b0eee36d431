import type { RowCollection, StoredRow } from "#renderer/data/database/outbox-schema.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CommandState } from "#shared/sync/on-top.ts";
import { entryOfRow, type OutboxEntry, rowOfEntry } from "./outbox-entry.ts";

/**
 * The outbox's rows on disk. Every write is durable when it resolves, and no row is ever
 * half-written.
 */
export type StoredEntries = {
  readonly insert: (entry: OutboxEntry) => Promise<void>;
  readonly update: (entries: readonly OutboxEntry[]) => Promise<void>;
  /** All in a state, or only those made since an instant by the clock that made their ids. */
  readonly readByState: (
    state: CommandState,
    madeSince?: Instant,
  ) => Promise<readonly OutboxEntry[]>;
  readonly readByIds: (ids: readonly CommandId[]) => Promise<readonly OutboxEntry[]>;
  /** Deletes these for good. */
  readonly remove: (ids: readonly CommandId[]) => Promise<void>;
};

/** More commands in one state than a device can create in the 90 days that it keeps them. */
const ROWS_MAX = 100_000;

/** The entries in a collection of rows. */
export const createStoredEntries = (rows: RowCollection): StoredEntries => ({
  insert: async (entry) => {
    await rows.insert(rowOfEntry(entry));
  },
  update: async (entries) => {
    if (entries.length === 0) return;
    const { error } = await rows.bulkUpsert(entries.map(rowOfEntry));
    if (error[0]) throw new Error(`The outbox rejected a row (status ${error[0].status}).`);
  },
  readByState: async (state, madeSince) => {
    const made = madeSince === undefined ? {} : { id: { $gte: firstIdOf(madeSince) } };
    const found = await rows.find({ selector: { state, ...made }, limit: ROWS_MAX }).exec();
    return found.flatMap((row) => readable(row.toJSON()));
  },
  readByIds: async (ids) => {
    const found = await rows.findByIds([...ids]).exec();
    return [...found.values()].flatMap((row) => readable(row.toJSON()));
  },
  remove: async (ids) => {
    await rows.bulkRemove([...ids]);
    await rows.storageInstance.cleanup(0);
  },
});

/** The ids of commands are UUIDs of version 7, which begin with the milliseconds (RFC 9562). */
const firstIdOf = (at: Instant): string => {
  const hex = at.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

const readable = (row: StoredRow): readonly OutboxEntry[] => {
  const entry = entryOfRow(row);
  return entry ? [entry] : [];
};
