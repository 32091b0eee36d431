import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Outstanding, type Owing, owedBy } from "#shared/ledger/account.ts";
import type { EntrySource, LedgerEntry } from "#shared/ledger/entry.ts";
import { ENTRY_KINDS, isEntryKind } from "#shared/ledger/entry-kind.ts";
import { type BrokenLink, CHAIN_START, chainHash } from "#shared/ledger/hash-chain.ts";
import { initialAfter, type Lot } from "#shared/ledger/lot.ts";

/** A lot as its entries define it. */
export type FoldedLot = {
  readonly lot: Lot;
  readonly source: EntrySource;
  readonly extendedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The sum of one profile's entries, and whether their chain is intact. */
export type FoldedAccount = {
  readonly profileId: ProfileId;
  readonly version: number;
  readonly headHash: string;
  readonly outstanding: readonly Outstanding[];
  readonly recordedAt: Instant | null;
  readonly lots: ReadonlyMap<LotId, FoldedLot>;
  readonly brokenLink: BrokenLink | null;
};

export type EntryFold = {
  readonly add: (entry: LedgerEntry) => void;
  readonly result: () => FoldedAccount;
};

/**
 * Folds one profile's chain, entry by entry, and stores only the result. Unlike `foldAccount`,
 * which trusts its drafts, it accepts whatever is in the database: a damaged entry is reported as
 * breaking the chain, and the fold continues.
 */
export const startFold = (profileId: ProfileId): EntryFold => {
  let version = 0;
  let headHash = CHAIN_START;
  let recordedAt: Instant | null = null;
  let brokenLink: BrokenLink | null = null;
  const lots = new Map<LotId, FoldedLot>();
  const outstanding = new Map<string, Outstanding>();

  return {
    add: (entry) => {
      brokenLink ??= checkLink(entry, version, headHash);
      version += 1;
      headHash = entry.hash;
      recordedAt = entry.recordedAt;
      lots.set(entry.lotId, foldLot(lots.get(entry.lotId), entry));
      settle(outstanding, entry);
    },
    result: () => ({
      profileId,
      version,
      headHash,
      outstanding: [...outstanding.values()],
      recordedAt,
      lots,
      brokenLink,
    }),
  };
};

/** Like `foldAccount`, but entries may be damaged and make what is owed negative ([L5]). */
const settle = (outstanding: Map<string, Outstanding>, entry: LedgerEntry): void => {
  if (!isEntryKind(entry.kind)) return;
  const owed = owedBy(entry, (owing) => outstanding.has(keyOf(owing)));
  if (owed === null) return;
  const { unit, definitionId, change } = owed;
  const key = keyOf(owed);
  const before = outstanding.get(key);
  const amount = (before?.amount ?? 0) + change;
  const since = before?.since ?? entry.occurredAt;
  if (amount === 0) outstanding.delete(key);
  else outstanding.set(key, { unit, definitionId, amount, since });
};

const keyOf = ({ unit, definitionId }: Owing): string => `${unit} ${definitionId}`;

const checkLink = (entry: LedgerEntry, version: number, headHash: string): BrokenLink | null => {
  const place = { sequence: entry.sequence, entryId: entry.entryId };
  if (entry.sequence !== version + 1) return { ...place, reason: "place_missing" };
  return chainHash(headHash, entry) === entry.hash ? null : { ...place, reason: "hash_differs" };
};

const foldLot = (held: FoldedLot | undefined, entry: LedgerEntry): FoldedLot => {
  if (!held) return openLot(entry);
  const isKnown = isEntryKind(entry.kind);
  const isExtended = isKnown && ENTRY_KINDS[entry.kind].movesExpiry;
  return {
    ...held,
    lot: {
      ...held.lot,
      initial: isKnown ? initialAfter(held.lot, entry) : held.lot.initial,
      remaining: held.lot.remaining + entry.amount,
      expiresAt: isExtended ? entry.expiresAt : held.lot.expiresAt,
    },
    extendedAt: isExtended ? entry.recordedAt : held.extendedAt,
    updatedAt: entry.recordedAt,
  };
};

const openLot = (entry: LedgerEntry): FoldedLot => ({
  lot: {
    lotId: entry.lotId,
    unit: entry.unit,
    definitionId: entry.definitionId,
    definitionVersion: entry.definitionVersion,
    issuedAt: entry.occurredAt,
    expiresAt: entry.expiresAt,
    timezone: entry.timezone,
    initial: entry.amount,
    remaining: entry.amount,
  },
  source: entry.source,
  extendedAt: null,
  createdAt: entry.recordedAt,
  updatedAt: entry.recordedAt,
});
