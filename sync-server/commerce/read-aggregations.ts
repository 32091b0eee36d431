import { type Aggregations, aggregationsOf } from "#shared/commerce/aggregations.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { bestStatus, statusesEverOf } from "#shared/profile/status.ts";
import { readShopHistories } from "#sync-server/incentive/read-shop-histories.ts";
import { readBrandsBought } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { countReferred } from "#sync-server/storage/profile/share-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A profile's aggregations, with what else is shown with them. */
type ProfileAggregations = Aggregations & {
  readonly profileId: ProfileId;
  readonly joinedAt: Instant | null;
  readonly joinedLocationId: LocationId | null;
  /** The best that it has ever had, of those that are declared now. */
  readonly topStatus: TermRecord | null;
  /** How many others have used its shares (profile/SPEC.md [I21]). */
  readonly totalReferred: number;
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
  const [{ days, locations, context }, brands, referred, statuses] = await Promise.all([
    readShopHistories(deps, profiles),
    readBrandsBought(deps, profileIds),
    countReferred(deps, profileIds),
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
    const totalReferred = referred.get(profileId) ?? 0;
    const known = {
      profileId,
      joinedAt,
      joinedLocationId,
      topStatus,
      totalReferred,
      purchasedBrands,
    };
    return { ...aggregations, ...known };
  });
  return { all, locations };
};
