import type { Selectable } from "kysely";
import { z } from "zod";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { Tables } from "#sync-server/storage/tables.ts";

/**
 * The entries of an account, in the order in which they were recorded, as long as it had the same
 * chains (profile/SPEC.md [I3]). It begins with those that the chains already had.
 */
export type Era = {
  readonly accountId: ProfileId;
  readonly entries: readonly LedgerEntry[];
  /** How many of them were there when it began. */
  readonly inherited: number;
  /** The version of the account when it began. */
  readonly firstVersion: number;
};

/** What merges have made of profiles, by what the server said that happened. */
export type Eras = {
  readonly all: readonly Era[];
  /** In the end; nothing for a profile that was merged. */
  readonly entriesOf: (id: ProfileId) => readonly LedgerEntry[];
  /** In the end: the version of an account. */
  readonly versionOf: (id: ProfileId) => number;
  /** Whose the chain of a profile is in the end. */
  readonly ownerOf: (id: string) => string;
  /** The same for all profiles that were ever one. */
  readonly familyOf: (id: string) => string;
  /** Whether a merge of it, or of one that it was ever one with, was undone. */
  readonly wasParted: (id: string) => boolean;
  /**
   * Whether something that was written for one profile may be another's in the end: what happened
   * in between stays with the winner when a merge is undone ([I8]).
   */
  readonly mayBeOf: (id: string, ownerId: string | null) => boolean;
};

type Growing = Era & { readonly entries: LedgerEntry[] };
type Happened = {
  readonly chains: ReadonlyMap<ProfileId, readonly LedgerEntry[]>;
  readonly events: readonly Selectable<Tables["events"]>[];
  /** The order in which entries were recorded, by their ids. */
  readonly entrySeqs: ReadonlyMap<string, number>;
};

/** Goes through merges, their undoing and the entries of all chains, in order. */
export const erasIn = (happened: Happened): Eras => {
  const all: Growing[] = [];
  const owners = new Map<string, ProfileId>();
  const moved = new Map<string, readonly ProfileId[]>();
  const families = new Map<string, string>();
  const parted = new Set<string>();
  const chainIds = [...happened.chains.keys()];
  const ownerOf = (id: ProfileId): ProfileId => owners.get(id) ?? id;
  const familyOf = (id: string): string => families.get(id) ?? id;
  const current = (accountId: ProfileId): Growing =>
    all.findLast((era) => era.accountId === accountId) ?? begin(accountId, 0, []);
  const versionOf = (id: ProfileId): number => {
    const { firstVersion, entries, inherited } = current(id);
    return firstVersion + entries.length - inherited;
  };
  const begin = (
    accountId: ProfileId,
    firstVersion: number,
    entries: readonly LedgerEntry[],
  ): Growing => {
    const era = { accountId, firstVersion, inherited: entries.length, entries: [...entries] };
    all.push(era);
    return era;
  };

  const merge = (winnerId: ProfileId, loserId: ProfileId): void => {
    const chainsMoved = chainIds.filter((id) => ownerOf(id) === loserId);
    moved.set(loserId, chainsMoved);
    const version = versionOf(winnerId) + versionOf(loserId);
    const entries = [...current(winnerId).entries, ...current(loserId).entries];
    begin(winnerId, version, entries);
    for (const id of chainsMoved) owners.set(id, winnerId);
    const family = familyOf(loserId);
    for (const id of chainIds) {
      if (familyOf(id) === family) families.set(id, familyOf(winnerId));
    }
  };
  const unmerge = (winnerId: ProfileId, loserId: ProfileId): void => {
    const back = moved.get(loserId) ?? [];
    const { entries } = current(winnerId);
    const theirs = entries.filter(({ profileId }) => back.includes(profileId));
    const own = entries.filter(({ profileId }) => !back.includes(profileId));
    const since = theirs.length - current(loserId).entries.length;
    begin(loserId, versionOf(loserId) + since, theirs);
    begin(winnerId, versionOf(winnerId), own);
    for (const id of back) owners.set(id, loserId);
    parted.add(loserId);
  };

  const entries = recordedIn(happened);
  let next = 0;
  const writeUntil = (seq: number): void => {
    for (; (entries[next]?.at ?? Number.POSITIVE_INFINITY) <= seq; next++) {
      const entry = entries[next]?.entry;
      if (entry) current(ownerOf(entry.profileId)).entries.push(entry);
    }
  };
  for (const { seq, kind, context, profile_id: profileId } of happened.events) {
    if (kind !== "profile.merged" && kind !== "profile.unmerged") continue;
    writeUntil(seq);
    const { loserId } = mergeSchema.parse(JSON.parse(context));
    const winnerId = profileIdSchema.parse(profileId);
    if (kind === "profile.merged") merge(winnerId, loserId);
    else unmerge(winnerId, loserId);
  }
  writeUntil(Number.MAX_SAFE_INTEGER);

  const wasParted = (id: string): boolean =>
    [...parted].some((each) => familyOf(each) === familyOf(id));
  const last = (id: string): string => owners.get(id) ?? id;
  return {
    all,
    entriesOf: (id) => (ownerOf(id) === id ? current(id).entries : []),
    versionOf,
    ownerOf: last,
    wasParted,
    familyOf,
    mayBeOf: (id, ownerId) =>
      ownerId === last(id) ||
      (ownerId !== null && familyOf(id) === familyOf(ownerId) && wasParted(id)),
  };
};

/**
 * What an account held at a version. An undone merge takes lots away and leaves the version, so
 * there may be two.
 */
export const entriesAt = (
  { all }: Eras,
  id: ProfileId,
  version: number,
): readonly (readonly LedgerEntry[])[] =>
  all.flatMap(({ accountId, firstVersion, entries, inherited }) => {
    const length = version - firstVersion + inherited;
    const isThen = accountId === id && version >= firstVersion && length <= entries.length;
    return isThen ? [entries.slice(0, length)] : [];
  });

/** The era in which a command's entries were written to an account, and where they begin. */
export const eraOf = (
  { all }: Eras,
  commandId: string,
): { readonly era: Era; readonly first: number } | null => {
  for (const era of all) {
    const first = era.entries.findIndex(
      (entry, n) => n >= era.inherited && entry.commandId === commandId,
    );
    if (first >= 0) return { era, first };
  }
  return null;
};

/**
 * All entries in the order in which they were recorded among the events: with the first of their
 * command, or, if it has none like a join ([L15]), with what was recorded together with it.
 */
const recordedIn = ({ chains, events, entrySeqs }: Happened) => {
  const firsts = new Map(
    events.toReversed().map((event) => [event.command_id, event.seq] as const),
  );
  const seqOf = ({ entryId }: LedgerEntry): number => entrySeqs.get(entryId) ?? 0;
  const inOrder = [...chains.values()].flat().sort((a, b) => seqOf(a) - seqOf(b));
  let last = 0;
  const recorded = inOrder.map((entry) => {
    last = firsts.get(entry.commandId) ?? last;
    return { entry, at: last };
  });
  return recorded.sort((a, b) => a.at - b.at || seqOf(a.entry) - seqOf(b.entry));
};

const mergeSchema = z.object({ loserId: profileIdSchema });
