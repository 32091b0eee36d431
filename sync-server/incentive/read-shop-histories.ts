import type { ShopLocation } from "#shared/commerce/aggregations.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { textIn } from "#shared/kernel/json.ts";
import { readShopDays } from "#sync-server/storage/commerce/shop-day-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** What the aggregations of these profiles follow from, with the locations in it ([A3]). */
export const readShopHistories = async (deps: ReadDeps, profiles: readonly ProfileRecord[]) => {
  const [days, timezone] = await Promise.all([
    readShopDays(
      deps,
      profiles.map(({ id }) => id),
    ),
    readTenantZone(deps),
  ]);
  const shopped = [...days.values()].flat().map(({ locationId }) => locationId);
  const joined = profiles.map(({ joinedLocationId }) => joinedLocationId);
  const ids = new Set([...shopped, ...joined].filter((id) => id !== null));
  const locations = await locationStore.readAll(deps, [...ids]);
  const places = new Map<LocationId, ShopLocation>(
    locations.map((location) => [location.id, shopLocationOf(location)]),
  );
  return { days, locations, context: { timezone, locations: places } };
};

const shopLocationOf = ({ type, country, region, address }: LocationRecord): ShopLocation => ({
  type,
  country,
  region,
  state: address && (textIn(address, "iso_state") ?? textIn(address, "state")),
});
