import type { CommandId } from "#shared/kernel/ids.ts";
import { COMMAND_STATES, isSettling, isUnanswered, settledState } from "#shared/sync/on-top.ts";
import { type CaughtUpMs, isSettled } from "#shared/sync/settled.ts";
import { isAnswer, type Verdict, withoutCode } from "#shared/sync/verdict.ts";
import { compactJournal } from "./compact-journal.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";

/** How many answers arrive before the journal is compacted. */
const COMPACT_EVERY = 100;

/** Stores verdicts, from a push or the feed, with their commands. */
export const createAnswers = (parts: OutboxParts, onAnswered: (verdict: Verdict) => void) => {
  const { entries, places, clock } = parts;
  /** When each was answered in this session, by the monotonic clock. */
  const answeredMs = new Map<CommandId, number>();
  let sinceCompaction = 0;

  const answer = async (verdicts: readonly Verdict[]): Promise<void> => {
    const answeredAt = clock.now();
    const answered = verdicts.flatMap((verdict): readonly AnsweredEntry[] => {
      const entry = entries.find(verdict.commandId);
      return entry && isUnanswered(entry) && isAnswer(verdict)
        ? [{ ...entry, state: "settling", verdict, answeredAt }]
        : [];
    });
    if (answered.length === 0) return;
    await entries.update(answered);
    await places.save();
    for (const { verdict } of answered) {
      answeredMs.set(verdict.commandId, clock.monotonicMs());
      onAnswered(verdict);
    }
    sinceCompaction += answered.length;
    if (sinceCompaction >= COMPACT_EVERY) {
      sinceCompaction = 0;
      await compactJournal(parts);
    }
  };

  /** Settles the answered commands whose effects are in the facts on this device ([S6]). */
  const settle = async (caughtUpMs: CaughtUpMs): Promise<void> => {
    const settled = entries.open$.value.filter(
      ({ state, commandId, command }) =>
        isSettling(state) && isSettled(command, answeredMs.get(commandId) ?? null, caughtUpMs),
    );
    await entries.update(
      settled.map((entry) => ({ ...entry, state: settledState(entry.verdict) })),
    );
    for (const { commandId } of settled) answeredMs.delete(commandId);
  };

  /** Records that staff have seen these verdicts, and drops the codes in them. */
  const markSeen = async (commandIds: readonly CommandId[]): Promise<void> => {
    const unseen = commandIds.flatMap((id): readonly OutboxEntry[] => {
      const entry = entries.find(id);
      if (!entry?.verdict || entry.isSeen) return [];
      const verdict = withoutCode(entry.verdict);
      const state = COMMAND_STATES[entry.state].isSettled ? settledState(verdict) : entry.state;
      return [{ ...entry, verdict, state, isSeen: true }];
    });
    await entries.update(unseen);
  };

  /** Takes back that staff have seen these verdicts. The codes are gone. */
  const markUnseen = async (commandIds: readonly CommandId[]): Promise<void> => {
    const seen = commandIds.flatMap((id): readonly OutboxEntry[] => {
      const entry = entries.find(id);
      return entry?.isSeen ? [{ ...entry, isSeen: false }] : [];
    });
    await entries.update(seen);
  };

  return { answer, settle, markSeen, markUnseen };
};

type AnsweredEntry = OutboxEntry & { readonly verdict: Verdict };
