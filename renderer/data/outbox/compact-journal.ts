import { recordCommandId } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";
import type { OutboxParts } from "./outbox-parts.ts";

/**
 * Drops answered commands from the journal. The newest record stays: if the database is ever lost,
 * it shows the last place that this device used.
 */
export const compactJournal = async ({ journal, entries }: OutboxParts): Promise<void> => {
  const read = await journal.read();
  if (!read.ok) return;
  const ids = read.value.records.flatMap((record) => recordCommandId(record) ?? []);
  const newest = ids.at(-1);
  const isFree = (id: CommandId): boolean => {
    const entry = entries.find(id);
    return id !== newest && !(entry && isUnanswered(entry));
  };
  const forget = [...new Set(ids)].filter(isFree);
  if (forget.length > 0) await journal.compact(forget);
};
