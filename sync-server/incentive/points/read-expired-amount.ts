import { readExpiredAmounts } from "#sync-server/storage/ledger/lot-ends-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** What the `expire` entry of a lot took; 0 if it has none or something has moved since. */
export const readExpiredAmount = async (
  deps: ReadDeps,
  { profileId, lotId, remaining }: LotRecord,
): Promise<number> =>
  remaining > 0 ? 0 : ((await readExpiredAmounts(deps, profileId, [lotId])).get(lotId) ?? 0);
