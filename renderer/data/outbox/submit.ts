import type { NotDurable } from "#renderer/data/refusal.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Command, commandEnvelopeSchema, commandSchema } from "#shared/sync/command.ts";
import { compactOutboxJournal } from "./compact.ts";
import type { Outbox } from "./outbox.ts";
import { entryOf } from "./outbox-entry.ts";
import { withdrawnOf } from "./withdraw.ts";

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without its place in the order. */
export type CommandDraft = DistributiveOmit<Command, "deviceId" | "deviceEpoch" | "deviceSeq">;

/**
 * Gives a command its place and makes it durable: first in the journal, then in the database. Only
 * then may a screen say that it is done ([S1], [S16]).
 */
export const submit = (outbox: Outbox, draft: CommandDraft): Promise<Result<Command, NotDurable>> =>
  outbox.inTurn(async () => {
    const { deviceId, deviceEpoch } = assertDefined(outbox.enrolment(), "the device is enrolled");
    const deviceSeq = outbox.nextSeq();
    const command = commandSchema.parse({ ...draft, deviceId, deviceEpoch, deviceSeq });
    const entry = entryOf(commandEnvelopeSchema.parse(command));

    const journaled = await appendToJournal(outbox, command);
    if (!journaled.ok) return journaled;
    outbox.setNextSeq(deviceSeq + 1);
    try {
      await outbox.insert(entry);
      return ok(command);
    } catch {
      // The place is taken and must be sent, but what was not durable twice is not promised.
      const { commandId } = command;
      await outbox.journal.append({ v: 1, type: "withdrawn", commandId });
      outbox.keepInMemory(withdrawnOf(entry));
      return err({ reason: "not_durable", cause: "io_error" });
    }
  });

const appendToJournal = async (
  outbox: Outbox,
  command: Command,
): Promise<Result<null, NotDurable>> => {
  const record = { v: 1, type: "command", command } as const;
  let appended = await outbox.journal.append(record);
  if (!appended.ok && appended.error.reason === "full") {
    await compactOutboxJournal(outbox);
    appended = await outbox.journal.append(record);
  }
  if (appended.ok) return appended;
  const { reason } = appended.error;
  return err({ reason: "not_durable", cause: reason === "not_a_record" ? "io_error" : reason });
};
