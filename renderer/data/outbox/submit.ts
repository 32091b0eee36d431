import type { NotDurable } from "#renderer/data/refusal.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Command, commandEnvelopeSchema, commandSchema } from "#shared/sync/command.ts";
import { compactJournal } from "./compact-journal.ts";
import { entryOf } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { withdrawnOf } from "./withdraw.ts";

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without its place in the order. */
export type CommandDraft = DistributiveOmit<Command, "deviceId" | "deviceEpoch" | "deviceSeq">;

/**
 * Gives a command its place and makes it durable, first in the journal, then in the database. Only
 * then may a screen say that it is done ([S1], [S16]).
 */
export const submit = async (
  parts: OutboxParts,
  draft: CommandDraft,
): Promise<Result<Command, NotDurable>> => {
  const { entries, places, journal } = parts;
  const place = places.next();
  const command = commandSchema.parse({ ...draft, ...place });
  const entry = entryOf(commandEnvelopeSchema.parse(command));

  const journaled = await appendToJournal(parts, command);
  if (!journaled.ok) return journaled;
  places.moveTo(place.deviceSeq + 1);
  try {
    await entries.insert(entry);
    return ok(command);
  } catch {
    // The place is used and must be sent, but nothing is promised unless it is durable in both.
    const { commandId } = command;
    await journal.append({ v: 1, type: "withdrawn", commandId });
    entries.keepInMemory(withdrawnOf(entry));
    return err({ reason: "not_durable", cause: "io_error" });
  }
};

const appendToJournal = async (
  parts: OutboxParts,
  command: Command,
): Promise<Result<null, NotDurable>> => {
  const record = { v: 1, type: "command", command } as const;
  let appended = await parts.journal.append(record);
  if (!appended.ok && appended.error.reason === "full") {
    await compactJournal(parts);
    appended = await parts.journal.append(record);
  }
  if (appended.ok) return appended;
  const { reason } = appended.error;
  return err({ reason: "not_durable", cause: reason === "not_a_record" ? "io_error" : reason });
};
