import type { UndoRefusal } from "#renderer/data/refusal.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { commandEnvelopeSchema, withdrawnCommandSchema } from "#shared/sync/command.ts";
import { tellsOfPerson } from "#shared/sync/command-kind.ts";
import { createdProfileOf, dependentsOf } from "#shared/sync/dependents.ts";
import { COMMAND_STATES } from "#shared/sync/on-top.ts";
import { entryOf, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";

/**
 * Undoes a command that was never sent, and the commands that depend on it. Their places are sent
 * as `withdrawn` ([S4]). Refused unless `agreed` has every dependent, so that staff have seen what
 * else goes. Returns the profile that no longer exists, if the command created one.
 */
export const withdraw = async (
  parts: OutboxParts,
  commandId: CommandId,
  agreed: readonly CommandId[],
): Promise<Result<ProfileId | null, UndoRefusal>> => {
  const entry = parts.entries.find(commandId);
  if (!entry || isWithdrawn(entry)) return err({ reason: "unknown" });
  const dependents = dependentEntries(parts, entry);
  if ([entry, ...dependents].some(wasSent)) return err({ reason: "already_sent" });
  if (dependents.some((dependent) => !agreed.includes(dependent.commandId))) {
    const commandIds = dependents.map((dependent) => dependent.commandId);
    return err({ reason: "others_depend", commandIds });
  }
  // The latest first: if the device stops halfway, nothing is left without what it depends on.
  for (const each of [...dependents.toReversed(), entry]) {
    const withdrawn = await withdrawOne(parts, each);
    if (!withdrawn.ok) return withdrawn;
  }
  return ok(entry.command && createdProfileOf(entry.command));
};

/** Withdraws a command that says something of a person, if it was never sent ([I17]). */
export const withdrawUnsent = async (parts: OutboxParts, entry: OutboxEntry): Promise<void> => {
  const isText = entry.command !== null && tellsOfPerson(entry.command);
  if (isText && !wasSent(entry)) await withdrawOne(parts, entry);
};

const withdrawOne = async (
  { entries, journal }: OutboxParts,
  entry: OutboxEntry,
): Promise<Result<null, UndoRefusal>> => {
  const { commandId } = entry;
  const journaled = await journal.append({ v: 1, type: "withdrawn", commandId });
  if (!journaled.ok) return err({ reason: "not_durable", cause: "io_error" });
  try {
    await entries.update([withdrawnOf(entry)]);
  } catch {
    entries.keepInMemory(withdrawnOf(entry));
  }
  return ok(null);
};

const dependentEntries = (
  { entries }: OutboxParts,
  { command }: OutboxEntry,
): readonly OutboxEntry[] => {
  if (!command) return [];
  const unanswered = entries.open$.value.filter(({ state }) => COMMAND_STATES[state].isUnanswered);
  const commands = unanswered.flatMap((entry) => entry.command ?? []);
  const ids = new Set(dependentsOf(command, commands).map((dependent) => dependent.commandId));
  return unanswered.filter((entry) => ids.has(entry.commandId));
};

const wasSent = ({ state, firstSentAt }: OutboxEntry): boolean =>
  !COMMAND_STATES[state].isUnanswered || firstSentAt !== null;

/** Whether a command was undone, so that only its place in the order is left. */
export const isWithdrawn = ({ command }: Pick<OutboxEntry, "command">): boolean =>
  command?.kind === "withdrawn";

/** The entry reduced to its id and its place. */
export const withdrawnOf = (entry: OutboxEntry): OutboxEntry => {
  const withdrawn = withdrawnCommandSchema.safeParse({ ...entry.body, kind: "withdrawn" });
  return withdrawn.success ? entryOf(commandEnvelopeSchema.parse(withdrawn.data)) : entry;
};
