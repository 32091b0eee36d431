import type { CommandId } from "#shared/kernel/ids.ts";
import { type CaughtUpMs, isSettled } from "#shared/sync/settled.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { compactOutboxJournal } from "./compact.ts";
import type { Outbox } from "./outbox.ts";
import { isNotable, type OutboxEntry } from "./outbox-entry.ts";

/** How many answers come before the journal is compacted. */
const COMPACT_EVERY = 100;

/** Takes verdicts, from a push or from the feed, and keeps them with their commands. */
export const createAnswers = (outbox: Outbox) => {
  /** When each was answered in this session, by the monotonic clock. */
  const answeredMs = new Map<CommandId, number>();
  let sinceCompaction = 0;

  const answer = (verdicts: readonly Verdict[]): Promise<void> =>
    outbox.inTurn(async () => {
      const fresh = verdicts.filter(
        // A taken place leaves the command as it is: it is sent again from another place ([S15]).
        ({ commandId, reason }) =>
          outbox.find(commandId)?.state === "pending" && reason !== "sequence_taken",
      );
      if (fresh.length === 0) return;
      const now = outbox.clock.now();
      await outbox.update(
        fresh.flatMap((verdict): readonly OutboxEntry[] => {
          const entry = outbox.find(verdict.commandId);
          return entry ? [{ ...entry, state: "settling", verdict, answeredAt: now }] : [];
        }),
      );
      await outbox.saveNextSeq();
      for (const verdict of fresh) {
        answeredMs.set(verdict.commandId, outbox.clock.monotonicMs());
        outbox.answered$.next(verdict);
      }
      sinceCompaction += fresh.length;
      if (sinceCompaction >= COMPACT_EVERY) {
        sinceCompaction = 0;
        await compactOutboxJournal(outbox);
      }
    });

  /** Moves on the answered commands whose effects are in the facts on this device. */
  const settle = (caughtUpMs: CaughtUpMs): Promise<void> =>
    outbox.inTurn(async () => {
      const settled = outbox.entries$.value.filter(
        ({ state, commandId, command }) =>
          state === "settling" && isSettled(command, answeredMs.get(commandId) ?? null, caughtUpMs),
      );
      await outbox.update(
        settled.map((entry) => ({
          ...entry,
          state: entry.verdict && isNotable(entry.verdict) ? "notable" : "done",
        })),
      );
      for (const { commandId } of settled) answeredMs.delete(commandId);
    });

  const markSeen = (commandIds: readonly CommandId[]): Promise<void> =>
    outbox.inTurn(async () => {
      const unseen = commandIds.flatMap((id) => {
        const entry = outbox.find(id);
        return entry?.verdict && !entry.isSeen ? [{ ...entry, isSeen: true }] : [];
      });
      await outbox.update(unseen);
    });

  return { answer, settle, markSeen };
};
export type Answers = ReturnType<typeof createAnswers>;
