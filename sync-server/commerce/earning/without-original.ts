import { POINT_USES } from "#shared/incentive/points/point.ts";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import { outstandingOf } from "#shared/ledger/account.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { readTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import { readSpentPoints } from "#sync-server/storage/redemption/spent-points-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { pointsOf } from "./budgeted-earned.ts";
import { decidersOf } from "./deciders.ts";

/**
 * What a return whose sale isn't known takes back: no more than its profile holds, with what it has
 * spent and doesn't owe already; and of tier points no more than it had of the twelve months before
 * ([Q5]). `was` is what the return has taken before it is corrected.
 */
export const withinWhatWasHad = async (
  deps: ReadDeps & { readonly now: Instant },
  programme: Programme,
  profileId: ProfileId,
  {
    earned,
    was,
    at,
  }: { readonly earned: readonly Earned[]; readonly was: readonly Earned[]; readonly at: Instant },
): Promise<readonly Earned[]> => {
  const deciders = await decidersOf(deps, programme, earned);
  const heldInLots = new Set(
    deciders
      .filter(({ definition: { use } }) => POINT_USES[use].areHeldInLots)
      .map(({ definition }) => definition.id),
  );
  const ofTiers = earned.filter(({ definitionId: id }) => !heldInLots.has(id));
  const tierPoints = await readTierPoints(deps, profileId, ofTiers, at);
  const account = await readAccount(deps, profileId);
  const inLots = (id: DefinitionId): number =>
    account.lots
      .filter(({ unit, definitionId }) => unit === "point" && definitionId === id)
      .filter((lot) => !isExpired(lot, deps.now))
      .reduce((sum, { remaining }) => sum + remaining, 0);
  const held = (id: DefinitionId): number => (tierPoints.get(id) ?? inLots(id)) - pointsOf(was, id);
  const isCovered = ({ definitionId: id, points }: Earned) => -points <= held(id);
  if (earned.every(isCovered)) return earned;
  const spent = await readSpentPoints(deps, profileId);
  return earned.map((each) => {
    if (isCovered(each)) return each;
    const { definitionId } = each;
    const owed = outstandingOf(account, { unit: "point", definitionId });
    const owing = Math.max(0, (spent.get(definitionId) ?? 0) - owed);
    return { ...each, points: Math.min(0, Math.max(each.points, -held(definitionId) - owing)) };
  });
};

/** The tier points of each programme in the twelve months before an instant, and since. */
const readTierPoints = async (
  deps: ReadDeps,
  profileId: ProfileId,
  earned: readonly Earned[],
  at: Instant,
): Promise<ReadonlyMap<DefinitionId, number>> => {
  if (earned.length === 0) return new Map();
  const from = yearsAfter(dayIn(at, await readTenantZone(deps)), -1);
  const spans = earned.map(({ definitionId }) => ({
    profileId,
    definitionId,
    from,
    together: null,
  }));
  const days = await readTierDays(deps, spans);
  const net = (index: number) =>
    (days[index] ?? []).reduce((sum, { gained, lost }) => sum + gained - lost, 0);
  return new Map(earned.map(({ definitionId }, index) => [definitionId, net(index)]));
};
