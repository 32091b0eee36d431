import { BehaviorSubject } from "rxjs";
import type { CommandId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { lastRedemptions } from "#shared/sync/last-redemptions.ts";
import { COMMAND_STATES, commandStateSchema } from "#shared/sync/on-top.ts";
import { compareEntries, type OutboxEntry } from "./outbox-entry.ts";
import type { StoredEntries } from "./stored-entries.ts";

/**
 * This device's commands: all of them on disk, and what decisions need also in memory: the open
 * ones and the last redemptions. A change is durable before it shows in memory.
 */
export type Entries = {
  /** All entries that aren't done, in order. */
  readonly open$: BehaviorSubject<readonly OutboxEntry[]>;
  /** The last redemptions that are done, in order. They change only when `open$` does. */
  readonly redeemed: () => readonly OutboxEntry[];
  /** An open entry. */
  readonly find: (commandId: CommandId) => OutboxEntry | undefined;
  readonly readDone: () => Promise<readonly OutboxEntry[]>;
  readonly readByIds: StoredEntries["readByIds"];
  readonly insert: (entry: OutboxEntry) => Promise<void>;
  /** Writes new versions of entries. */
  readonly update: (entries: readonly OutboxEntry[]) => Promise<void>;
  /** Deletes entries for good. */
  readonly remove: (entries: readonly OutboxEntry[]) => Promise<void>;
  /** Shows an entry that couldn't be written to disk. The journal has it. */
  readonly keepInMemory: (entry: OutboxEntry) => void;
};

/**
 * Decisions and notes look back an hour at most ([H5]). The rest is for a clock that was set back
 * meanwhile.
 */
const REDEEMED_SINCE_MS = 2 * DAY_MS;

/** Reads the open entries, and of the others those that decisions still look at. */
export const openEntries = async (stored: StoredEntries, now: Instant): Promise<Entries> => {
  const readAll = async (isOpen: boolean, since?: Instant): Promise<readonly OutboxEntry[]> => {
    const states = commandStateSchema.options.filter((s) => COMMAND_STATES[s].isOpen === isOpen);
    return (await Promise.all(states.map((state) => stored.readByState(state, since)))).flat();
  };
  // A device may keep tens of thousands that are done, and shows nothing before it has these.
  const done = await readAll(false, addMs(now, -REDEEMED_SINCE_MS));
  let redeemed = lastRedemptions(done.toSorted(compareEntries));
  const open = new Map((await readAll(true)).map((entry) => [entry.commandId, entry]));
  const sorted = () => [...open.values()].sort(compareEntries);
  const open$ = new BehaviorSubject<readonly OutboxEntry[]>(sorted());

  const forget = (entries: readonly OutboxEntry[]) => {
    const ids = new Set(entries.map(({ commandId }) => commandId));
    for (const id of ids) open.delete(id);
    redeemed = redeemed.filter(({ commandId }) => !ids.has(commandId));
  };
  const remember = (changed: readonly OutboxEntry[]) => {
    forget(changed);
    for (const entry of changed) {
      if (COMMAND_STATES[entry.state].isOpen) open.set(entry.commandId, entry);
    }
    redeemed = lastRedemptions([...redeemed, ...changed].sort(compareEntries));
    open$.next(sorted());
  };

  return {
    open$,
    redeemed: () => redeemed,
    find: (commandId) => open.get(commandId),
    readDone: () => readAll(false),
    readByIds: stored.readByIds,
    insert: async (entry) => {
      await stored.insert(entry);
      remember([entry]);
    },
    update: async (changed) => {
      await stored.update(changed);
      remember(changed);
    },
    remove: async (entries) => {
      const done = entries.map((entry) => ({ ...entry, state: "done" as const }));
      await stored.update(done);
      forget(done);
      open$.next(sorted());
      await stored.remove(done.map(({ commandId }) => commandId));
    },
    keepInMemory: (entry) => remember([entry]),
  };
};
