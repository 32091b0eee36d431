import { recordCommandId } from "#shared/journal/record.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Drops from the journal what has been answered. The newest record stays: it shows how far the
 * places of this device have come if the database is ever lost. Call it inside a turn.
 */
export const compactOutboxJournal = async (outbox: Outbox): Promise<void> => {
  const read = await outbox.journal.read();
  if (!read.ok) return;
  const ids = read.value.records.flatMap((record) => recordCommandId(record) ?? []);
  const newest = ids.at(-1);
  const forget = [...new Set(ids)].filter(
    (id) => id !== newest && outbox.find(id)?.state !== "pending",
  );
  if (forget.length > 0) await outbox.journal.compact(forget);
};
