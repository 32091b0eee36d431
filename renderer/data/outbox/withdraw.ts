import type { UndoRefusal } from "#renderer/data/refusal.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { commandEnvelopeSchema, withdrawnCommandSchema } from "#shared/sync/command.ts";
import type { Outbox } from "./outbox.ts";
import { entryOf, type OutboxEntry } from "./outbox-entry.ts";

/** Takes back a command that was never sent. Its place is sent as `withdrawn` ([S4]). */
export const withdraw = (
  outbox: Outbox,
  commandId: CommandId,
): Promise<Result<null, UndoRefusal>> =>
  outbox.inTurn(async () => {
    const entry = outbox.find(commandId);
    if (!entry || entry.command?.kind === "withdrawn") return err({ reason: "unknown" });
    if (entry.state !== "pending" || entry.firstSentAt !== null) {
      return err({ reason: "already_sent" });
    }
    const journaled = await outbox.journal.append({ v: 1, type: "withdrawn", commandId });
    if (!journaled.ok) return err({ reason: "not_durable", cause: "io_error" });
    try {
      await outbox.update([withdrawnOf(entry)]);
    } catch {
      outbox.keepInMemory(withdrawnOf(entry));
    }
    return ok(null);
  });

/** The entry with nothing left in it but its id and its place. */
export const withdrawnOf = (entry: OutboxEntry): OutboxEntry => {
  const withdrawn = withdrawnCommandSchema.safeParse({ ...entry.body, kind: "withdrawn" });
  return withdrawn.success ? entryOf(commandEnvelopeSchema.parse(withdrawn.data)) : entry;
};
