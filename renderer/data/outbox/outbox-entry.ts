import { z } from "zod";
import type { StoredRow } from "#renderer/data/database/outbox-schema.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";
import { commandEnvelopeSchema, commandSchema } from "#shared/sync/command.ts";
import { commandStateSchema, type HeldCommand, isUnanswered } from "#shared/sync/on-top.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";

/** A command on this device and its state. The command itself never changes ([S3]). */
export type OutboxEntry = HeldCommand & {
  readonly commandId: CommandId;
  /** The command as it was stored, which is what is sent. */
  readonly body: z.infer<typeof commandEnvelopeSchema>;
  /**
   * Set before the first attempt, so that a command that may have arrived is never undone ([S4]).
   */
  readonly firstSentAt: Instant | null;
  readonly answeredAt: Instant | null;
  /** Staff have seen the verdict. */
  readonly isSeen: boolean;
};

/** Whether an entry was never sent, so that the server can't have it. */
export const isUnsent = (entry: OutboxEntry): boolean =>
  isUnanswered(entry) && entry.firstSentAt === null;

const bodySchema = z.object({
  command: commandEnvelopeSchema,
  firstSentAt: instantSchema.nullable(),
  verdict: verdictSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  isSeen: z.boolean(),
});

/** A new, unsent command as an entry. */
export const entryOf = (body: OutboxEntry["body"]): OutboxEntry => ({
  commandId: body.commandId,
  state: "pending",
  body,
  command: commandSchema.safeParse(body).data ?? null,
  firstSentAt: null,
  verdict: null,
  answeredAt: null,
  isSeen: false,
});

/** Parses a row of the outbox; null if it lacks even an id and a place. */
export const entryOfRow = (row: StoredRow): OutboxEntry | null => {
  const body = bodySchema.safeParse(row.body);
  const state = commandStateSchema.safeParse(row.state);
  if (!body.success || !state.success) return null;
  const { command, ...rest } = body.data;
  return { ...entryOf(command), ...rest, state: state.data };
};

/** An entry as it is stored. */
export const rowOfEntry = (entry: OutboxEntry): StoredRow => ({
  id: entry.commandId,
  state: entry.state,
  body: {
    command: entry.body,
    firstSentAt: entry.firstSentAt,
    verdict: entry.verdict,
    answeredAt: entry.answeredAt,
    isSeen: entry.isSeen,
  },
});

/** Oldest first, the order in which the server takes them ([S2]). */
export const compareEntries = (a: OutboxEntry, b: OutboxEntry): number =>
  a.body.deviceEpoch - b.body.deviceEpoch || a.body.deviceSeq - b.body.deviceSeq;
