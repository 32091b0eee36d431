import { type CollectionName, collections, type DeviceScope } from "#shared/sync/collections.ts";
import type { PlacedDevice } from "#sync-server/storage/access/device-store.ts";
import {
  EVERYBODY,
  type FeedReach,
  scopeOfLocation,
} from "#sync-server/storage/sync/feed-touch.ts";
import type { PullScope } from "./checkpoint.ts";

/** The part of a collection's feed that this device gets ([S13]). */
export const pullScopeOf = (
  device: PlacedDevice,
  collection: CollectionName,
  serverEpoch: string,
): PullScope => {
  const reach = reaches[collections[collection].scope](device);
  return { serverEpoch, collection, ...reach, deviceLocationId: device.locationId };
};

/** The feed scopes that affect this device. */
export const feedScopesOf = (device: PlacedDevice): ReadonlySet<string> =>
  new Set(Object.values(reaches).map((reachOf) => reachOf(device).scope));

const reaches: { readonly [S in DeviceScope]: (device: PlacedDevice) => FeedReach[S] } = {
  everybody: () => ({ scope: EVERYBODY, locationId: null }),
  region: ({ region, locationId }) => ({ scope: region, locationId }),
  location: ({ locationId }) => ({ scope: scopeOfLocation(locationId), locationId: null }),
  device: ({ id }) => ({ scope: id, locationId: null }),
};
