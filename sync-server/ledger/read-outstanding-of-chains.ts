import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  type OutstandingOfChains,
  outstandingOfChains,
} from "#shared/ledger/outstanding-of-chains.ts";
import { readDebtsOfChains } from "#sync-server/storage/ledger/entry-store.ts";
import { readMergesOf } from "#sync-server/storage/profile/merge-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** What these chains owe together, from their entries and merges ([I4]). Reads them whole. */
export const readOutstandingOfChains = async (
  deps: ReadDeps,
  chainIds: readonly ProfileId[],
): Promise<OutstandingOfChains> => {
  const merges = [];
  for (const id of chainIds) merges.push(...(await readMergesOf(deps, id)));
  const joined = merges
    .filter(({ loserId, unmergedAt }) => unmergedAt === null && chainIds.includes(loserId))
    .toSorted((a, b) => a.id - b.id)
    .map(({ profileId, loserId, body }) => ({
      ...{ winnerId: profileId, loserId, entriesUntil: body.entriesUntil },
    }));
  return outstandingOfChains(await readDebtsOfChains(deps, chainIds), joined);
};
