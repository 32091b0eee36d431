import type { ProfileId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { readEntriesAfter } from "#sync-server/storage/ledger/entry-store.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type FoldedAccount, startFold } from "./fold-entries.ts";

/** Entries in memory at a time. */
const PAGE = 2_000;

/** Folds a profile's whole chain. */
export const foldChain = async (deps: ReadDeps, profileId: ProfileId): Promise<FoldedAccount> => {
  const fold = startFold(profileId);
  await readChain(deps, profileId, fold.add);
  return fold.result();
};

/**
 * Passes on the entries of all chains of a profile, one after the other: its own, and those of the
 * profiles merged into it (profile/SPEC.md [I3]).
 */
export const readChains = async (
  deps: ReadDeps,
  profileId: ProfileId,
  add: (entry: LedgerEntry) => unknown,
): Promise<void> => {
  for (const chainId of await readChainIds(deps, profileId)) await readChain(deps, chainId, add);
};

/** Passes on a chain's entries, in order, page by page, so that memory only holds one page. */
export const readChain = async (
  deps: ReadDeps,
  profileId: ProfileId,
  add: (entry: LedgerEntry) => unknown,
): Promise<void> => {
  let sequence = 0;
  for (;;) {
    const entries = await readEntriesAfter(deps, profileId, { sequence, limit: PAGE });
    for (const entry of entries) add(entry);
    const last = entries.at(-1);
    if (!last || entries.length < PAGE) return;
    sequence = last.sequence;
  }
};
