import type { UndoRefusal } from "#renderer/data/refusal.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { commandEnvelopeSchema, withdrawnCommandSchema } from "#shared/sync/command.ts";
import { entryOf, isUnsent, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";

/** Undoes a command that was never sent. Its place is sent as `withdrawn` ([S4]). */
export const withdraw = async (
  { entries, journal }: OutboxParts,
  commandId: CommandId,
): Promise<Result<null, UndoRefusal>> => {
  const entry = entries.find(commandId);
  if (!entry || isWithdrawn(entry)) return err({ reason: "unknown" });
  if (!isUnsent(entry)) {
    return err({ reason: "already_sent" });
  }
  const journaled = await journal.append({ v: 1, type: "withdrawn", commandId });
  if (!journaled.ok) return err({ reason: "not_durable", cause: "io_error" });
  try {
    await entries.update([withdrawnOf(entry)]);
  } catch {
    entries.keepInMemory(withdrawnOf(entry));
  }
  return ok(null);
};

/** Whether a command was undone, so that only its place in the order is left. */
export const isWithdrawn = ({ command }: Pick<OutboxEntry, "command">): boolean =>
  command?.kind === "withdrawn";

/** The entry reduced to its id and its place. */
export const withdrawnOf = (entry: OutboxEntry): OutboxEntry => {
  const withdrawn = withdrawnCommandSchema.safeParse({ ...entry.body, kind: "withdrawn" });
  return withdrawn.success ? entryOf(commandEnvelopeSchema.parse(withdrawn.data)) : entry;
};
