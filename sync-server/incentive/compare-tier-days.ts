import { POINT_USES } from "#shared/incentive/point.ts";
import { sumTierDays, tierDayOf } from "#shared/incentive/tier-facts.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import { readEarnedFor } from "#sync-server/storage/earned-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readTierDays, type StoredTierDay } from "#sync-server/storage/tier-day-store.ts";
import { readTierPointsOf } from "#sync-server/storage/tier-point-store.ts";
import { loadProgramme } from "./load-programme.ts";

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
      .map(({ accruedAt, points }) => tierDayOf({ at: accruedAt, points, sign: 1 }, zone));
    const days = sumTierDays([...moves, ...given]);
    rebuilt.push(...days.map((day) => ({ ...day, definitionId })));
    const stored = await readTierDays(deps, [{ profileId, definitionId, from: null }]);
    const textOn = (list: typeof days, on: string): string => {
      const { gained, lost } = list.find(({ day }) => day === on) ?? { gained: 0, lost: 0 };
      return `+${gained} -${lost}`;
    };
    for (const day of new Set([...stored, ...days].map((each) => each.day))) {
      const texts = { stored: textOn(stored, day), rebuilt: textOn(days, day) };
      const place = { profileId, part: "tier points", field: `${definitionId} ${day}` };
      if (texts.stored !== texts.rebuilt) differences.push({ ...place, ...texts });
    }
  }
  return { rebuilt, differences };
};
