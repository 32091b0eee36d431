import type { JournalRecord } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { commandEnvelopeSchema } from "#shared/sync/command.ts";
import type { Outbox } from "./outbox.ts";
import { entryOf, type OutboxEntry } from "./outbox-entry.ts";
import { withdrawnOf } from "./withdraw.ts";

/** What a replay found. */
export type Replay = {
  /** Commands that the database had lost. */
  readonly restored: number;
  readonly isReadable: boolean;
};

/**
 * Puts into the outbox what only the journal has ([S16]): after a kill between the two writes, or
 * when the browser has lost its database. A restored command counts as sent, because nobody knows.
 */
export const replayJournal = async (outbox: Outbox): Promise<Replay> => {
  const read = await outbox.journal.read();
  if (!read.ok) return { restored: 0, isReadable: false };
  const { records } = read.value;
  const inJournal = entriesOf(records);
  const inOutbox = new Map(
    (await outbox.stored.readByIds([...inJournal.keys()])).map((entry) => [entry.commandId, entry]),
  );
  const now = outbox.clock.now();
  let restored = 0;
  for (const [commandId, entry] of inJournal) {
    const known = inOutbox.get(commandId);
    if (!known) {
      restored += 1;
      await outbox.insert({ ...entry, firstSentAt: now });
    } else if (isTakenBack(entry) && known.state === "pending" && !isTakenBack(known)) {
      await outbox.update([withdrawnOf(known)]);
    }
  }
  return { restored, isReadable: true };
};

/** The last word of the journal on each command. */
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

const isTakenBack = ({ command }: OutboxEntry): boolean => command?.kind === "withdrawn";
