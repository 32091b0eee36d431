import type { LocationId } from "#shared/kernel/ids.ts";
import type { CollectionOf } from "#shared/sync/collections.ts";
import type { FeedTouch } from "#sync-server/storage/sync/feed-touch.ts";

/**
 * Puts a fact about a profile in the feed of the profile's region, its home location first ([S13]).
 */
export const profileTouch = (
  profile: { readonly region: string; readonly homeLocationId: LocationId | null },
  collection: CollectionOf<"region">,
  docId: string,
): FeedTouch => ({
  collection,
  docId,
  scope: profile.region,
  locationId: profile.homeLocationId,
});
