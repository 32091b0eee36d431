import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { mapTable } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Profile } from "#shared/profile/profile.ts";
import {
  type CollectionName,
  collectionNames,
  collections,
  type FactOf,
} from "#shared/sync/collections.ts";
import type { Command } from "#shared/sync/command.ts";
import type { AccountFact } from "#shared/sync/facts.ts";
import { COMMAND_STATES, type HeldCommand, isUnanswered } from "#shared/sync/on-top.ts";
import { lotsOfSent } from "#shared/sync/sent-lots.ts";

/** A command on this device and its state. The command itself never changes ([S3]). */
export type OutboxEntry = HeldCommand & {
  readonly command: Command;
  /** Recorded before the first attempt ([S4]). */
  readonly wasSent: boolean;
};

/** What the device knows about the server across restarts, by the server's clock. */
export type Contact = {
  readonly heardAt: Instant;
  /** When the last complete pull of accounts began. */
  readonly factsAt: Instant | null;
  /** The latest known time, and what the device's own clock showed then. */
  readonly knownAt: Instant;
  readonly wallThen: Instant;
  readonly didClockGoBack: boolean;
  /** What its last pull said ([S21]). */
  readonly isOnlineOnly: boolean;
};

/** The facts that a device has pulled, and how far it has got. */
export type Cache = {
  readonly documents: Documents;
  readonly checkpoints: Map<CollectionName, string>;
};

type Documents = { readonly [N in CollectionName]: Map<string, FactOf<N>> };

/** What survives a restart. Each field is written atomically, before anything depends on it. */
export type Durable = {
  readonly deviceEpoch: number;
  nextSeq: number;
  readonly outbox: Map<CommandId, OutboxEntry>;
  contact: Contact | null;
  cache: Cache;
  /** The cache as it is on disk: what a power cut leaves. */
  cacheOnDisk: Cache;
};

export const emptyCache = (): Cache => ({
  documents: mapTable(collections, () => new Map()),
  checkpoints: new Map(),
});

/** A copy that later writes don't affect. Facts are never changed in place. */
export const copyCache = ({ documents, checkpoints }: Cache): Cache => {
  const copy = { ...emptyCache(), checkpoints: new Map(checkpoints) };
  for (const name of collectionNames) copyDocuments(name, documents, copy.documents);
  return copy;
};

const copyDocuments = <N extends CollectionName>(name: N, from: Documents, to: Documents): void => {
  for (const [id, fact] of from[name]) to[name].set(id, fact);
};

export const newDurable = (deviceEpoch: number): Durable => ({
  deviceEpoch,
  nextSeq: 1,
  outbox: new Map(),
  contact: null,
  cache: emptyCache(),
  cacheOnDisk: emptyCache(),
});

/** Entries in the order of their places. */
export const entriesOf = ({ outbox }: Durable): readonly OutboxEntry[] =>
  [...outbox.values()].sort((a, b) => a.command.deviceSeq - b.command.deviceSeq);

/** The entries that aren't done: of the others a device keeps only its redemptions in memory. */
export const openOf = (durable: Durable): readonly OutboxEntry[] =>
  entriesOf(durable).filter(({ state }) => COMMAND_STATES[state].isOpen);

export const pendingOf = (durable: Durable): readonly OutboxEntry[] =>
  entriesOf(durable).filter(isUnanswered);

export const profileOf = ({ cache }: Durable, id: ProfileId): Profile | null =>
  cache.documents.profiles.get(id) ?? null;

export const accountOf = ({ cache }: Durable, id: ProfileId): AccountFact | null => {
  const sent = cache.documents.accounts.get(id);
  return sent ? { ...sent, lots: lotsOfSent(sent.lots) } : null;
};

export const knownProfilesOfCache = ({ documents }: Cache): readonly ProfileId[] =>
  [...documents.profiles.values()].map(({ id }) => id);
