import { BehaviorSubject, Subject } from "rxjs";
import { z } from "zod";
import type { Clock } from "#renderer/data/clock.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import { createTurns, type Turns } from "#renderer/data/turns.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { compareEntries, type OutboxEntry } from "./outbox-entry.ts";
import type { StoredEntries } from "./stored-entries.ts";

/**
 * The commands of this device. All that is open is in memory as well, so that a decision costs no
 * read. Whatever changes it does so in a turn of `inTurn`, and is durable before the memory says it.
 */
export type Outbox = {
  /** All but those that are done, in their order. */
  readonly entries$: BehaviorSubject<readonly OutboxEntry[]>;
  /** Each verdict, when it is durable. */
  readonly answered$: Subject<Verdict>;
  readonly inTurn: Turns;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly stored: StoredEntries;
  readonly find: (commandId: CommandId) => OutboxEntry | undefined;
  /** Writes a new entry. */
  readonly insert: (entry: OutboxEntry) => Promise<void>;
  /** Writes entries over what there was of them. */
  readonly update: (entries: readonly OutboxEntry[]) => Promise<void>;
  /** Shows an entry that the disk did not take; the journal has it. */
  readonly keepInMemory: (entry: OutboxEntry) => void;
  /** Whose places are given; null before the device is enrolled. */
  readonly enrolment: () => Enrolment | null;
  readonly setEnrolment: (enrolment: Enrolment) => Promise<void>;
  /** The next free place of this enrolment. */
  readonly nextSeq: () => number;
  readonly setNextSeq: (seq: number) => void;
  /** Remembers the next free place for when no entry shows it any more. */
  readonly saveNextSeq: () => Promise<void>;
  /** False while the database has no memory of this enrolment's places: ask the server first. */
  readonly isSequenceKnown: () => boolean;
};

const KEY = "sequence";
const sequenceSchema = z.object({
  deviceId: z.string(),
  deviceEpoch: z.int().positive(),
  nextSeq: z.int().positive(),
});

export const openOutbox = async (deps: {
  readonly stored: StoredEntries;
  readonly values: DeviceValues;
  readonly journal: Journal;
  readonly clock: Clock;
}): Promise<Outbox> => {
  const { stored, values, journal, clock } = deps;
  const open = await Promise.all([
    stored.readByState("pending"),
    stored.readByState("settling"),
    stored.readByState("notable"),
  ]);
  const entries = new Map(open.flat().map((entry) => [entry.commandId, entry]));
  const sorted = () => [...entries.values()].sort(compareEntries);
  const entries$ = new BehaviorSubject<readonly OutboxEntry[]>(sorted());
  let enrolment: Enrolment | null = null;
  let nextSeq = 1;
  let isKnown = false;

  const remember = (changed: readonly OutboxEntry[]) => {
    for (const entry of changed) {
      if (entry.state === "done") entries.delete(entry.commandId);
      else entries.set(entry.commandId, entry);
    }
    entries$.next(sorted());
  };

  return {
    entries$,
    answered$: new Subject(),
    inTurn: createTurns(),
    journal,
    clock,
    stored,
    find: (commandId) => entries.get(commandId),
    insert: async (entry) => {
      await stored.insert(entry);
      remember([entry]);
    },
    update: async (changed) => {
      await stored.update(changed);
      remember(changed);
    },
    keepInMemory: (entry) => remember([entry]),
    enrolment: () => enrolment,
    setEnrolment: async (next) => {
      enrolment = next;
      const saved = await values.read(KEY, sequenceSchema);
      isKnown = saved?.deviceId === next.deviceId && saved.deviceEpoch === next.deviceEpoch;
      const places = sorted()
        .filter(({ body }) => isOf(body, next))
        .map(({ body }) => body.deviceSeq + 1);
      nextSeq = Math.max(1, saved && isKnown ? saved.nextSeq : 1, ...places);
    },
    nextSeq: () => nextSeq,
    setNextSeq: (seq) => {
      nextSeq = seq;
    },
    saveNextSeq: async () => {
      if (!enrolment) return;
      const { deviceId, deviceEpoch } = enrolment;
      await values.write(KEY, { deviceId, deviceEpoch, nextSeq });
      isKnown = true;
    },
    isSequenceKnown: () => isKnown,
  };
};

/** Whether a command has its place in the order of this enrolment. */
export const isOf = (
  body: OutboxEntry["body"],
  { deviceId, deviceEpoch }: Pick<Enrolment, "deviceId" | "deviceEpoch">,
): boolean => body["deviceId"] === deviceId && body.deviceEpoch === deviceEpoch;
