import type { LotId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { commandOfLot, readNumberedEntries } from "./entry-store.ts";

/** The entries that opened these lots, in the order written. */
export const readOpeningEntries = async (
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<readonly LedgerEntry[]> => {
  const opened = new Set<string>(lotIds);
  const commands = new Set(lotIds.map(commandOfLot));
  const entries = await readNumberedEntries(deps, [...commands]);
  return entries.filter(({ entryId }) => opened.has(entryId));
};
