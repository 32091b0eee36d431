import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Profile } from "#shared/profile/profile.ts";
import type {
  AccountFact,
  CollectionName,
  ConfigFact,
  TimelineFact,
  TransactionFact,
} from "#shared/sync/collections.ts";
import type { Command } from "#shared/sync/command.ts";
import type { Verdict } from "#shared/sync/verdict.ts";

/** A command on this device and what has become of it. The command itself never changes ([S3]). */
export type OutboxEntry = {
  readonly command: Command;
  /** `settling`: answered, but the facts that follow from it may not be here yet. */
  readonly state: "pending" | "settling" | "done";
  /** Written down before the first try ([S4]). */
  readonly wasSent: boolean;
  readonly verdict: Verdict | null;
};

/** The act stands on top of the facts that are here. */
export const isOnTop = ({ state, verdict }: OutboxEntry): boolean =>
  state === "pending" || (state === "settling" && verdict !== null && hasEffect(verdict));

export const hasEffect = ({ status }: Verdict): boolean =>
  status === "accepted" || status === "accepted_short";

/** What the device knows of the server across restarts. */
export type Contact = {
  /** By the device's clock. */
  readonly heardAt: Instant;
  readonly serverTime: Instant;
  /** By the device's clock: when the last whole pull of accounts began. */
  readonly factsAt: Instant | null;
  /** The latest moment that the device's clock has ever shown. */
  readonly highWaterAt: Instant;
};

/** The facts that a device holds, as pulled, and how far it is. */
export type Cache = {
  readonly documents: Record<CollectionName, Map<string, Fact>>;
  readonly checkpoints: Map<CollectionName, string>;
};

export type Fact =
  | { readonly collection: "profiles"; readonly fact: Profile }
  | { readonly collection: "accounts"; readonly fact: AccountFact }
  | { readonly collection: "config"; readonly fact: ConfigFact }
  | { readonly collection: "timeline"; readonly fact: TimelineFact }
  | { readonly collection: "transactions"; readonly fact: TransactionFact }
  | { readonly collection: "verdicts"; readonly fact: Verdict };

/** What survives a restart. Each field is written in one piece, before anybody is told. */
export type Durable = {
  readonly deviceEpoch: number;
  nextSeq: number;
  readonly outbox: Map<CommandId, OutboxEntry>;
  contact: Contact | null;
  cache: Cache;
  /** The cache as it is known to be on the disk: what a power cut leaves of it. */
  cacheOnDisk: Cache;
};

export const emptyCache = (): Cache => ({
  documents: {
    config: new Map(),
    profiles: new Map(),
    accounts: new Map(),
    transactions: new Map(),
    timeline: new Map(),
    verdicts: new Map(),
  },
  checkpoints: new Map(),
});

/** A copy that later writes do not reach. Facts are never changed in place. */
export const copyCache = ({ documents, checkpoints }: Cache): Cache => ({
  documents: {
    config: new Map(documents.config),
    profiles: new Map(documents.profiles),
    accounts: new Map(documents.accounts),
    transactions: new Map(documents.transactions),
    timeline: new Map(documents.timeline),
    verdicts: new Map(documents.verdicts),
  },
  checkpoints: new Map(checkpoints),
});

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

export const pendingOf = (durable: Durable): readonly OutboxEntry[] =>
  entriesOf(durable).filter(({ state }) => state === "pending");

export const profileOf = ({ cache }: Durable, id: ProfileId): Profile | null => {
  const held = cache.documents.profiles.get(id);
  return held?.collection === "profiles" ? held.fact : null;
};

export const accountOf = ({ cache }: Durable, id: ProfileId): AccountFact | null => {
  const held = cache.documents.accounts.get(id);
  return held?.collection === "accounts" ? held.fact : null;
};

export const knownProfilesOfCache = ({ documents }: Cache): readonly ProfileId[] =>
  [...documents.profiles.values()].flatMap((held) =>
    held.collection === "profiles" ? [held.fact.id] : [],
  );
