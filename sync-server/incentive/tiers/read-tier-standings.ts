import { type TierStanding, tierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { loadTierFacts, type TierHolder } from "./load-tiers.ts";

/** Where a profile stands in one tier programme. */
export type ProgrammeStanding = { readonly programme: string; readonly standing: TierStanding };

/**
 * Where profiles stand in every programme of their region at an instant, worked out from their
 * facts ([T8]). The main programme comes first.
 */
export const readTierStandings = async (
  deps: ReadDeps,
  programme: Programme,
  profiles: readonly TierHolder[],
  now: Instant,
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeStanding[]>> => {
  const loaded = await loadTierFacts(deps, programme, profiles, now);
  return new Map(
    [...loaded].map(([profileId, all]) => [
      profileId,
      all.map(({ programme: name, facts }) => ({
        programme: name,
        standing: tierStanding(facts, now),
      })),
    ]),
  );
};
