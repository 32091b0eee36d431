import { eventContexts, type NewEvent } from "#shared/reaction/event.ts";
import type { WriteContext } from "#sync-server/storage/sql.ts";
import { placeholders, writeRows } from "#sync-server/storage/statement.ts";

/**
 * Inserts events in the caller's transaction, in order ([E1]). Each context is reduced to the
 * fields of its kind, so that passing a whole record stores nothing else of it ([E2]).
 */
export const insertEvents = async (
  deps: WriteContext,
  events: readonly NewEvent[],
): Promise<void> => {
  const rows = events.map((event) => [
    deps.tenantId,
    event.kind,
    event.profileId,
    event.commandId ?? null,
    deps.actor,
    event.occurredAt ?? deps.now,
    deps.now,
    JSON.stringify(eventContexts[event.kind].parse(event.context)),
  ]);
  await insert(deps, rows);
};

const insert = writeRows((rows, { currentTransaction }) => {
  const row = `(${placeholders(8)}, ${currentTransaction})`;
  return `insert into events (tenant_id, kind, profile_id, command_id, actor, occurred_at,
      recorded_at, context, tx)
    values ${Array(rows).fill(row).join(", ")}`;
});
