import type { JournalRecord } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { commandEnvelopeSchema } from "#shared/sync/command.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";
import { entryOf, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { isWithdrawn, withdrawnOf } from "./withdraw.ts";

/**
 * Restores to the outbox what only the journal has ([S16]): after a kill between the two writes, or
 * when the browser has lost its database. A restored command counts as sent, because nobody knows.
 * Returns whether the journal could be read.
 */
export const replayJournal = async ({
  entries,
  journal,
  clock,
}: OutboxParts): Promise<{ readonly isReadable: boolean }> => {
  const read = await journal.read();
  if (!read.ok) return { isReadable: false };
  const inJournal = entriesOf(read.value.records);
  const inOutbox = new Map(
    (await entries.readByIds([...inJournal.keys()])).map((entry) => [entry.commandId, entry]),
  );
  const firstSentAt = clock.now();
  for (const [commandId, entry] of inJournal) {
    const known = inOutbox.get(commandId);
    if (!known) {
      await entries.insert({ ...entry, firstSentAt });
    } else if (isWithdrawn(entry) && isUnanswered(known) && !isWithdrawn(known)) {
      await entries.update([withdrawnOf(known)]);
    }
  }
  return { isReadable: true };
};

/** Each command as its last record leaves it. */
const entriesOf = (records: readonly JournalRecord[]): ReadonlyMap<CommandId, OutboxEntry> => {
  const entries = new Map<CommandId, OutboxEntry>();
  for (const record of records) {
    if (record.type === "command") {
      const body = commandEnvelopeSchema.safeParse(record.command);
      if (body.success) entries.set(body.data.commandId, entryOf(body.data));
      continue;
    }
    const entry = entries.get(record.commandId);
    if (entry && record.type === "withdrawn") entries.set(record.commandId, withdrawnOf(entry));
  }
  return entries;
};
