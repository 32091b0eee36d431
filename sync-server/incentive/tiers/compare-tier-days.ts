import { POINT_USES } from "#shared/incentive/points/point.ts";
import { sumTierDays, tierDayOf } from "#shared/incentive/tiers/tier-facts.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { compareDays } from "#sync-server/incentive/compare-days.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readEarnedFor } from "#sync-server/storage/commerce/earned-store.ts";
import {
  readTierDays,
  type StoredTierDay,
} from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import { readTierPointsOf } from "#sync-server/storage/incentive/tiers/tier-point-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/**
 * A profile's tier points worked out from its transactions and from what was given or taken by
 * hand, and where the stored ones differ ([T2], [T12]).
 */
export const compareTierDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<{
  readonly rebuilt: readonly StoredTierDay[];
  readonly differences: readonly Difference[];
}> => {
  const rebuilt: StoredTierDay[] = [];
  const differences: Difference[] = [];
  const { definitions } = await loadProgramme(deps);
  const counted = definitions.point.filter(({ use }) => !POINT_USES[use].areHeldInLots);
  if (counted.length === 0) return { rebuilt, differences };
  const zone = await readTenantZone(deps);
  const transactions = await readEarnedFor(deps, profileId);
  const byHand = await readTierPointsOf(deps, profileId);
  for (const { id: definitionId } of counted) {
    const moves = transactions.flatMap(({ at, earned }) =>
      earned
        .filter((each) => each.definitionId === definitionId)
        .map(({ points }) => tierDayOf({ at, points, sign: 1 }, zone)),
    );
    const given = byHand
      .filter((each) => each.definitionId === definitionId)
      .map(({ issuedAt, points }) => tierDayOf({ at: issuedAt, points, sign: 1 }, zone));
    const days = sumTierDays([...moves, ...given]).map((day) => ({ ...day, definitionId }));
    rebuilt.push(...days);
    const all = { profileId, definitionId, from: null, together: null };
    const [read = []] = await readTierDays(deps, [all]);
    const stored = read.map((day) => ({ ...day, definitionId }));
    differences.push(...compareDays({ profileId, part: "tier points" }, stored, days));
  }
  return { rebuilt, differences };
};
