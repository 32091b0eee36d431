import { type LotId, lotIdSchema } from "#shared/kernel/ids.ts";
import type { Account } from "#shared/ledger/account.ts";
import { sharesOfJoined } from "#shared/ledger/join.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { readEntriesOfJoined } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotEnds } from "#sync-server/storage/ledger/lot-ends-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * How much of these lots' points has expired unused, whether or not that was written yet, also in
 * lots that they were joined into ([L16]). They are of one definition. Reads the profile's chain
 * only if they were joined.
 */
export const readExpiredOf = async (
  deps: WriteDeps,
  { profileId, lots }: Account,
  lotIds: ReadonlySet<LotId>,
): Promise<number> => {
  const { everJoinedInto, expired } = await readLotEnds(deps, [...lotIds]);
  const unwritten = lots.filter((lot) => isExpired(lot, deps.now));
  let sum = expired;
  for (const { lotId, remaining } of unwritten) if (lotIds.has(lotId)) sum += remaining;
  for (const id of everJoinedInto) {
    const joinedId = lotIdSchema.parse(id);
    const entries = await readEntriesOfJoined(deps, profileId, joinedId);
    const shares = sharesOfJoined(entries, joinedId);
    const isOver = unwritten.some(({ lotId }) => lotId === joinedId);
    for (const lotId of lotIds) {
      sum += (shares.expired.get(lotId) ?? 0) + (isOver ? (shares.left.get(lotId) ?? 0) : 0);
    }
  }
  return sum;
};
