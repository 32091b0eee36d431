import { type BehaviorSubject, Subject } from "rxjs";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import type { NotDurable, UndoRefusal } from "#renderer/data/refusal.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Command } from "#shared/sync/command.ts";
import type { CaughtUpMs } from "#shared/sync/settled.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { createAnswers } from "./answers.ts";
import { compactJournal } from "./compact-journal.ts";
import { openEntries } from "./entries.ts";
import { forgetAll, forgetBackedUp, forgetErased } from "./forget.ts";
import { compareEntries, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { createPlaces } from "./places.ts";
import { type ReadAccounts, reopenSettled } from "./reopen-settled.ts";
import { replayJournal } from "./replay-journal.ts";
import { adoptSequence, fillGap, moveToEnrolment, requeueNotBackedUp } from "./resend.ts";
import type { StoredEntries } from "./stored-entries.ts";
import { type CommandDraft, submit } from "./submit.ts";
import { takeBatch } from "./take-batch.ts";
import { withdraw } from "./withdraw.ts";

/** This device's commands. Operations run one at a time, and are durable when they resolve. */
export type Outbox = {
  /** All commands that aren't done, in order. */
  readonly entries$: BehaviorSubject<readonly OutboxEntry[]>;
  /** The last redemptions that are done, in order. They change only when `entries$` does. */
  readonly redeemed: () => readonly OutboxEntry[];
  /** Each verdict, once it is durable. */
  readonly answered$: Subject<Verdict>;
  readonly find: (commandId: CommandId) => OutboxEntry | undefined;
  /** Every command, including those that are done, in order. */
  readonly readAll: () => Promise<readonly OutboxEntry[]>;

  /** The enrolment that the commands are numbered under; null before the device is enrolled. */
  readonly enrolment: () => Enrolment | null;
  /**
   * Starts or continues the numbering of an enrolment. Commands of an earlier one move into it
   * ([S15]).
   */
  readonly setEnrolment: (enrolment: Enrolment) => Promise<void>;
  /** False while the database doesn't know the last place used. Ask the server first. */
  readonly isSequenceKnown: () => boolean;
  readonly adoptSequence: (nextDeviceSeq: number) => Promise<void>;
  /** The `deviceSeq` of the last command made under this enrolment; 0 if none. */
  readonly lastMade: () => number;

  readonly submit: (draft: CommandDraft) => Promise<Result<Command, NotDurable>>;
  readonly withdraw: (
    commandId: CommandId,
    agreed: readonly CommandId[],
  ) => Promise<Result<ProfileId | null, UndoRefusal>>;
  readonly takeBatch: (max: number) => Promise<readonly OutboxEntry[]>;
  readonly fillGap: (expected: number, newId: () => CommandId) => Promise<void>;
  readonly requeueNotBackedUp: (backedUpThrough: Instant | null) => Promise<void>;

  readonly answer: (verdicts: readonly Verdict[]) => Promise<void>;
  readonly settle: (caughtUpMs: CaughtUpMs) => Promise<void>;
  readonly markSeen: (commandIds: readonly CommandId[]) => Promise<void>;
  readonly markUnseen: (commandIds: readonly CommandId[]) => Promise<void>;
  readonly reopenSettled: (readAccounts: ReadAccounts) => Promise<void>;
  readonly forgetBackedUp: (backedUpThrough: Instant | null) => Promise<void>;
  /** Deletes what was recorded for people who were erased. */
  readonly forgetErased: (erased: ReadonlySet<ProfileId>) => Promise<void>;
  /** Deletes every command, answered or not. */
  readonly forgetAll: () => Promise<void>;

  /** Whether the journal could be read when the outbox was opened. */
  readonly isJournalReadable: boolean;
  /** Resolves when all operations have finished. */
  readonly close: () => Promise<void>;
};

/** Opens the outbox, and restores to it what only the journal has ([S16]). */
export const openOutbox = async (deps: {
  readonly stored: StoredEntries;
  readonly values: DeviceValues;
  readonly journal: Journal;
  readonly clock: Clock;
}): Promise<Outbox> => {
  const entries = await openEntries(deps.stored, deps.clock.now());
  const places = createPlaces(deps.values);
  const parts: OutboxParts = { entries, places, journal: deps.journal, clock: deps.clock };
  const answered$ = new Subject<Verdict>();
  const answers = createAnswers(parts, (verdict) => answered$.next(verdict));
  const withLock = createMutex();

  const replay = await replayJournal(parts);
  await compactJournal(parts);

  return {
    entries$: entries.open$,
    redeemed: entries.redeemed,
    answered$,
    find: entries.find,
    readAll: async () =>
      [...(await entries.readDone()), ...entries.open$.value].sort(compareEntries),

    enrolment: places.enrolment,
    setEnrolment: (enrolment) =>
      withLock(async () => {
        await places.setEnrolment(enrolment, entries.open$.value);
        await moveToEnrolment(parts, enrolment);
      }),
    isSequenceKnown: places.isKnown,
    lastMade: () => (places.enrolment() ? places.next().deviceSeq - 1 : 0),
    adoptSequence: (nextDeviceSeq) => withLock(() => adoptSequence(parts, nextDeviceSeq)),

    submit: (draft) => withLock(() => submit(parts, draft)),
    withdraw: (commandId, agreed) => withLock(() => withdraw(parts, commandId, agreed)),
    takeBatch: (max) => withLock(() => takeBatch(parts, max)),
    fillGap: (expected, newId) => withLock(() => fillGap(parts, expected, newId)),
    requeueNotBackedUp: (through) => withLock(() => requeueNotBackedUp(parts, through)),

    answer: (verdicts) => withLock(() => answers.answer(verdicts)),
    settle: (caughtUpMs) => withLock(() => answers.settle(caughtUpMs)),
    markSeen: (commandIds) => withLock(() => answers.markSeen(commandIds)),
    markUnseen: (commandIds) => withLock(() => answers.markUnseen(commandIds)),
    reopenSettled: (readAccounts) => withLock(() => reopenSettled(parts, readAccounts)),
    forgetBackedUp: (through) => withLock(() => forgetBackedUp(parts, through)),
    forgetErased: (erased) => withLock(() => forgetErased(parts, erased)),
    forgetAll: () => withLock(() => forgetAll(parts)),

    isJournalReadable: replay.isReadable,
    close: () => withLock(() => Promise.resolve()),
  };
};
