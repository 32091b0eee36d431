import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  type JoinedAccounts,
  type NumberedEntry,
  type OutstandingOfChains,
  outstandingOfChains,
} from "#shared/ledger/outstanding-of-chains.ts";
import { readDebtsOfChains } from "#sync-server/storage/ledger/entry-store.ts";
import { readMergesInto } from "#sync-server/storage/profile/merge-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** What some chains have owed and paid, and which of them became a part of which ([I4]). */
export type DebtsOfChains = {
  readonly entries: readonly NumberedEntry[];
  readonly joined: readonly JoinedAccounts[];
};

/** Reads the debts of chains whole. */
export const readDebts = async (
  deps: ReadDeps,
  chainIds: readonly ProfileId[],
): Promise<DebtsOfChains> => {
  const [entries, merges] = await Promise.all([
    readDebtsOfChains(deps, chainIds),
    readMergesInto(deps, chainIds),
  ]);
  const joined = merges
    .filter(({ unmergedAt }) => unmergedAt === null)
    .toReversed()
    .map(({ profileId, loserId, entriesUntil }) => ({
      ...{ winnerId: profileId, loserId, entriesUntil },
    }));
  return { entries, joined };
};

/** What some of the chains owe together, as if there were no others. */
export const outstandingAmong = (
  { entries, joined }: DebtsOfChains,
  chainIds: readonly ProfileId[],
): OutstandingOfChains =>
  outstandingOfChains(
    entries.filter(({ profileId }) => chainIds.includes(profileId)),
    joined.filter(
      ({ winnerId, loserId }) => chainIds.includes(winnerId) && chainIds.includes(loserId),
    ),
  );
