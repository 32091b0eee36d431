import type { Selectable } from "kysely";
import {
  type CommandId,
  commandIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { eventContexts, type NewEvent } from "#shared/reaction/event.ts";
import type { FeedPlace } from "./feed-store.ts";
import { parseExtra } from "./json-column.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { placeholders, rowsStatement, statement } from "./statement.ts";
import type { Tables } from "./tables.ts";

/** Something that happened, as it was recorded. */
export type EventRecord = {
  /** Its number; numbers are in the order of commits only together with `tx`. */
  readonly id: number;
  /** The kind's name, which a newer server may have written. */
  readonly kind: string;
  readonly profileId: ProfileId | null;
  readonly commandId: CommandId | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** As its kind says (`shared/reaction/event.ts`). */
  readonly context: ExtraFields;
};

/**
 * Records what happened in the caller's transaction ([E1]). Each context is cut down to what its kind
 * lists, so that nothing else of a record that was passed whole is kept ([E2]).
 */
export const insertEvents = async (
  deps: Omit<WriteDeps, "happened">,
  events: readonly NewEvent[],
): Promise<void> => {
  for (let start = 0; start < events.length; start += ROWS_MAX) {
    const some = events.slice(start, start + ROWS_MAX);
    const values = some.flatMap((event) => [
      deps.tenantId,
      event.kind,
      event.profileId,
      event.commandId ?? null,
      event.occurredAt ?? deps.now,
      deps.now,
      JSON.stringify(eventContexts[event.kind].parse(event.context)),
    ]);
    await insert(deps, some.length, values);
  }
};

/** Bounds the length of one statement. */
const ROWS_MAX = 200;

const insert = rowsStatement((rows, { currentTransaction }) => {
  const row = `(${placeholders(7)}, ${currentTransaction})`;
  return `insert into events (tenant_id, kind, profile_id, command_id, occurred_at, recorded_at,
      context, tx)
    values ${Array(rows).fill(row).join(", ")}`;
});

/**
 * What happened after a place, in the order of commits, at most `limit`. What a transaction that is
 * still open may yet record is held back, so that going on from the last place misses nothing ([E3]).
 */
export const readEventsAfter = async (
  deps: ReadDeps,
  after: FeedPlace,
  limit: number,
): Promise<readonly (EventRecord & { readonly place: FeedPlace })[]> => {
  const rows = await selectAfter(deps, [deps.tenantId, after.tx, after.seq, limit]);
  return rows.map((row) => ({ ...eventOfRow(row), place: { tx: row.tx, seq: row.seq } }));
};

const selectAfter = statement<Selectable<Tables["events"]>>(
  ({ isAfterPlace, isSettled }) =>
    `select cast(tx as text) as tx, seq, kind, profile_id, command_id, occurred_at, recorded_at,
       context
     from events where tenant_id = ? and ${isAfterPlace} and ${isSettled}
     order by events.tx, events.seq limit ?`,
);

/** One event; null when there is none of this number. */
export const readEvent = async (deps: ReadDeps, id: number): Promise<EventRecord | null> => {
  const [row] = await selectOne(deps, [deps.tenantId, id]);
  return row ? eventOfRow(row) : null;
};

const selectOne = statement<Selectable<Tables["events"]>>(
  "select * from events where tenant_id = ? and seq = ?",
);

/** Reads a row of `events`. */
export const eventOfRow = (row: Selectable<Tables["events"]>): EventRecord => ({
  id: row.seq,
  kind: row.kind,
  profileId: row.profile_id === null ? null : profileIdSchema.parse(row.profile_id),
  commandId: row.command_id === null ? null : commandIdSchema.parse(row.command_id),
  occurredAt: instant(row.occurred_at),
  recordedAt: instant(row.recorded_at),
  context: parseExtra(row.context),
});
