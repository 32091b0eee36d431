import type { LocationId } from "#shared/kernel/ids.ts";
import {
  findFirstLocation,
  keepRegions,
  locationStore,
} from "#sync-server/storage/organisation/location-store.ts";
import { findDefaultRegion } from "#sync-server/storage/organisation/term-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** The region of tenants without a location. */
const DEFAULT_REGION = "default";

/**
 * Where a profile belongs: the location whose devices get it first, and the region that holds it.
 */
export type Belonging = {
  readonly homeLocationId: LocationId | null;
  readonly region: string;
  /** The country of phone numbers without a country code; null: the tenant's. */
  readonly country: string | null;
};

/**
 * A profile belongs to the location that it prefers, else to the one where it joined, else to the
 * tenant's first region, so that some device holds it (sync [S13]).
 */
export const belongingOf = async (
  deps: WriteDeps,
  profile: {
    readonly preferredLocationId: LocationId | null;
    readonly joinedLocationId: LocationId | null;
  },
): Promise<Belonging> => {
  const homeLocationId = profile.preferredLocationId ?? profile.joinedLocationId;
  const home = homeLocationId === null ? null : await locationStore.read(deps, homeLocationId);
  if (home) return { homeLocationId: home.id, region: home.region, country: home.country };
  await keepRegions(deps);
  return { homeLocationId: null, region: await defaultRegion(deps), country: null };
};

/**
 * The region of profiles without a location: the one that head office made the default, else that
 * of the first location.
 */
export const defaultRegion = async (deps: ReadDeps): Promise<string> =>
  (await findDefaultRegion(deps)) ?? (await findFirstLocation(deps))?.region ?? DEFAULT_REGION;
