import { POINT_USES } from "#shared/incentive/points/point.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { outstandingOf } from "#shared/ledger/account.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { readSpentPoints } from "#sync-server/storage/redemption/spent-points-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { pointsOf } from "./budgeted-earned.ts";
import { decidersOf } from "./deciders.ts";

/**
 * What a return that names no receipt takes back: no more than its profile holds, with what it has
 * spent and doesn't owe already ([Q5]). Tier points are never spent or owed, so all of them come
 * back. `was` is what the return has taken before it is corrected.
 */
export const withinWhatWasSpent = async (
  deps: ReadDeps & { readonly now: Instant },
  programme: Programme,
  profileId: ProfileId,
  earned: readonly Earned[],
  was: readonly Earned[],
): Promise<readonly Earned[]> => {
  const deciders = await decidersOf(deps, programme, earned);
  const heldInLots = new Set(
    deciders
      .filter(({ definition: { use } }) => POINT_USES[use].areHeldInLots)
      .map(({ definition }) => definition.id),
  );
  const account = await readAccount(deps, profileId);
  const held = (id: DefinitionId): number =>
    account.lots
      .filter(({ unit, definitionId }) => unit === "point" && definitionId === id)
      .filter((lot) => !isExpired(lot, deps.now))
      .reduce((sum, { remaining }) => sum + remaining, 0) - pointsOf(was, id);
  const isCovered = ({ definitionId: id, points }: Earned) =>
    !heldInLots.has(id) || -points <= held(id);
  if (earned.every(isCovered)) return earned;
  const spent = await readSpentPoints(deps, profileId);
  return earned.map((each) => {
    if (isCovered(each)) return each;
    const { definitionId } = each;
    const owed = outstandingOf(account, { unit: "point", definitionId });
    const owing = Math.max(0, (spent.get(definitionId) ?? 0) - owed);
    return { ...each, points: Math.max(each.points, -held(definitionId) - owing) };
  });
};
