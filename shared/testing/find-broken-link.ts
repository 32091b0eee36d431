import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { type BrokenLink, CHAIN_START, checkLink } from "#shared/ledger/hash-chain.ts";

/** The first broken link of one profile's entries; null if the chain is whole. */
export const findBrokenLink = (entries: readonly LedgerEntry[]): BrokenLink | null => {
  let headHash = CHAIN_START;
  for (const [version, entry] of entries.entries()) {
    const broken = checkLink({ version, headHash }, entry);
    if (broken) return broken;
    headHash = entry.hash;
  }
  return null;
};
