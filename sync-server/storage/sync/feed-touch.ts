import type { DeviceId, LocationId } from "#shared/kernel/ids.ts";
import type { CollectionOf, DeviceScope } from "#shared/sync/collections.ts";

/** The feed's scope for facts that every device holds. */
export const EVERYBODY = "*";

/** The feed's scope for facts that the devices of one location hold. No region is called so. */
export const scopeOfLocation = (locationId: LocationId): string => `\n${locationId}`;

/** Which devices hold a fact. A device gets its own location's facts first. */
export type FeedReach = {
  readonly everybody: { readonly scope: typeof EVERYBODY; readonly locationId: null };
  readonly region: { readonly scope: string; readonly locationId: number | null };
  readonly location: { readonly scope: string; readonly locationId: null };
  readonly device: { readonly scope: DeviceId; readonly locationId: null };
};

/** A changed fact and the devices that hold it, by its collection's scope. */
export type FeedTouch<S extends DeviceScope = DeviceScope> = {
  readonly [T in S]: FeedReach[T] & {
    readonly collection: CollectionOf<T>;
    readonly docId: string;
    /** The fact has left this scope, or was deleted. */
    readonly isDeleted?: boolean;
  };
}[S];
