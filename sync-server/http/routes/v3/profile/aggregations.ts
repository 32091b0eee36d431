import { aggregationsViewSchema, aggregationsViews } from "#shared/api/commerce/aggregations.ts";
import { locationView } from "#shared/api/organisation/location.ts";
import { readAggregations } from "#sync-server/commerce/read-aggregations.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";

/** The aggregations of each of these profiles. */
const views = async ({ read, now, currency }: Plane, profiles: readonly ProfileRecord[]) => {
  const { all, locations } = await readAggregations(read, profiles, { now, currency });
  const places = new Map(locations.map((location) => [location.id, locationView(location)]));
  return aggregationsViews(all, places, currency);
};

/** What `?include=aggregations` adds to profiles. */
export const aggregationsRelation = { scope: "read-profiles", read: views };

const shared = {
  noun: "aggregations",
  tag: "profiles",
  partOf: "profiles",
  view: aggregationsViewSchema,
  show: views,
};

/** `/profiles/{id}/aggregations`: what a profile's sales and returns add up to (DOMAIN §4). */
export const aggregations = profileResource({
  ...shared,
  path: "/aggregations",
  read: async ({ profile }) => profile,
});

/** The same, recalculated first. */
export const calculatedAggregations = profileResource({
  ...shared,
  path: "/aggregations/calculate",
  noun: "recalculated aggregations",
  read: async ({ write, profile }: ProfilePlane) => {
    await write("calculateAggregations", { profileId: profile.id });
    return profile;
  },
});
