import { deviceTiersOf } from "#shared/incentive/tiers/device-standings.ts";
import type { DeviceTiers } from "#shared/incentive/tiers/device-tiers.ts";
import { countedProgrammesIn } from "#shared/incentive/tiers/tier-programmes.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { loadTierFacts } from "./load-tiers.ts";

/**
 * What devices hold of the tiers of profiles ([T15]), also in programmes that have no tier yet. A
 * profile without tier points is left out, or has none.
 */
export const readDeviceTiers = async (
  deps: ReadDeps & { readonly now: Instant },
  ids: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly DeviceTiers[]>> => {
  const profiles = (await readProfileRecords(deps, ids)).filter(({ profileType }) =>
    isLiving(profileType),
  );
  const programme = await loadProgramme(deps);
  const loaded = await loadTierFacts(deps, programme, profiles, deps.now, countedProgrammesIn);
  return new Map(
    [...loaded].map(([profileId, all]) => [
      profileId,
      all.flatMap(
        (each) =>
          deviceTiersOf({ ...each, againAt: each.reported?.sendAt ?? null }, deps.now) ?? [],
      ),
    ]),
  );
};
