import { type WrittenOffDebt, writtenOffSince } from "#shared/incentive/points/given-up.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import {
  readNumberedEntries,
  readPointWriteOffs,
} from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * What was written off of an account's debts in points since a command drew these: what comes back
 * of them pays that first ([P11]). Reads nothing if it drew no points.
 */
export const readWrittenOffSince = async (
  deps: ReadDeps,
  drawn: readonly LedgerEntry[],
): Promise<readonly WrittenOffDebt[]> => {
  const points = drawn.find(({ unit, kind }) => unit === "point" && kind === "redeem");
  if (!points) return [];
  const [first] = await readNumberedEntries(deps, [points.commandId]);
  return first
    ? writtenOffSince(await readPointWriteOffs(deps, points.profileId), first.number)
    : [];
};
