import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { foldOutstanding, type Outstanding } from "#shared/ledger/account.ts";
import type { EntrySource, LedgerEntry } from "#shared/ledger/entry.ts";
import { rulesOfKind } from "#shared/ledger/entry-kind.ts";
import { type BrokenLink, CHAIN_START, checkLink } from "#shared/ledger/hash-chain.ts";
import { foldLot, type Lot, openLot } from "#shared/ledger/lot.ts";
import { sha256 } from "#sync-server/sha256.ts";

/** A lot as its entries define it. */
export type FoldedLot = {
  readonly chainId: ProfileId;
  readonly lot: Lot;
  readonly source: EntrySource;
  readonly extendedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The sum of one chain, and whether it is intact. */
export type FoldedAccount = {
  readonly profileId: ProfileId;
  readonly version: number;
  readonly headHash: string;
  /** What its own entries leave unpaid. */
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
 * Folds one profile's chain, entry by entry, and keeps only the result. It takes the same steps as
 * `foldAccount` but checks nothing except the chain, because entries in a database may be damaged:
 * it reports the first broken link and goes on.
 */
export const startFold = (profileId: ProfileId): EntryFold => {
  let version = 0;
  let headHash = CHAIN_START;
  let recordedAt: Instant | null = null;
  let brokenLink: BrokenLink | null = null;
  const lots = new Map<LotId, FoldedLot>();
  let outstanding: readonly Outstanding[] = [];

  return {
    add: (entry) => {
      brokenLink ??= checkLink({ version, headHash }, entry, sha256);
      version += 1;
      headHash = entry.hash;
      recordedAt = entry.recordedAt;
      lots.set(entry.lotId, foldStoredLot(lots.get(entry.lotId), entry));
      if ((rulesOfKind(entry.kind)?.outstanding ?? "keeps") !== "keeps") {
        outstanding = foldOutstanding(outstanding, entry);
      }
    },
    result: () => ({
      profileId,
      version,
      headHash,
      outstanding,
      recordedAt,
      lots,
      brokenLink,
    }),
  };
};

const foldStoredLot = (held: FoldedLot | undefined, entry: LedgerEntry): FoldedLot => {
  const { recordedAt } = entry;
  if (!held) {
    const lot = openLot(entry);
    const { source, profileId: chainId } = entry;
    return { chainId, lot, source, extendedAt: null, createdAt: recordedAt, updatedAt: recordedAt };
  }
  const rules = rulesOfKind(entry.kind);
  if (rules === null) {
    // Nothing is known of a damaged kind but what it moved.
    const lot = { ...held.lot, remaining: held.lot.remaining + entry.amount };
    return { ...held, lot, updatedAt: recordedAt };
  }
  return {
    ...held,
    lot: foldLot(held.lot, entry),
    extendedAt: rules.movesExpiry ? recordedAt : held.extendedAt,
    updatedAt: recordedAt,
  };
};
