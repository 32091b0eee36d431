import {
  type Aggregations,
  aggregationsOf,
  type ShopLocation,
} from "#shared/commerce/aggregations.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { textIn } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { bestStatus, statusesEverOf } from "#shared/profile/status.ts";
import { readShopDays } from "#sync-server/storage/commerce/shop-day-store.ts";
import { readBrandsBought } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** A profile's aggregations, with what else is shown with them. */
type ProfileAggregations = Aggregations & {
  readonly profileId: ProfileId;
  readonly joinedAt: Instant | null;
  readonly joinedLocationId: LocationId | null;
  /** The best that it has ever had, of those that are declared now. */
  readonly topStatus: TermRecord | null;
  /** In alphabetical order. */
  readonly purchasedBrands: readonly string[];
};

/**
 * Reads the aggregations of many profiles at an instant, in their order and in as many statements
 * as of one, and the records of all locations in them.
 */
export const readAggregations = async (
  deps: ReadDeps,
  profiles: readonly ProfileRecord[],
  { now, currency }: { readonly now: Instant; readonly currency: Currency },
): Promise<{
  readonly all: readonly ProfileAggregations[];
  readonly locations: readonly LocationRecord[];
}> => {
  const profileIds = profiles.map(({ id }) => id);
  const hasStatuses = profiles.some((profile) => statusesEverOf(profile).length > 0);
  const [{ days, locations, context }, brands, statuses] = await Promise.all([
    readShopHistories(deps, profiles),
    readBrandsBought(deps, profileIds),
    hasStatuses ? readTerms(deps, "status") : [],
  ]);
  const all = profiles.map((profile) => {
    const { id: profileId, joinedAt, joinedLocationId } = profile;
    const aggregations = aggregationsOf(days.get(profileId) ?? [], {
      ...{ ...context, now, currency: currency.code, joinedAt },
    });
    const purchasedBrands = (brands.get(profileId) ?? []).toSorted();
    const had = statusesEverOf(profile);
    const topStatus = bestStatus(statuses.filter(({ handle }) => had.includes(handle)));
    return { ...aggregations, profileId, joinedAt, joinedLocationId, topStatus, purchasedBrands };
  });
  return { all, locations };
};

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
