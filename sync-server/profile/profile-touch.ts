import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { isLiving, type ProfileType } from "#shared/profile/profile-type.ts";
import type { CollectionOf } from "#shared/sync/collections.ts";
import type { ClientelingKind } from "#shared/sync/facts.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { FeedTouch } from "#sync-server/storage/sync/feed-touch.ts";

/**
 * Puts a fact about a profile in the feed of the profile's region, its home location first ([S13]).
 * Of one that was deleted or erased devices have nothing, whatever still happens to it (profile
 * [I12], [I17]).
 */
export const profileTouch = (
  profile: {
    readonly region: string;
    readonly homeLocationId: LocationId | null;
    readonly profileType: ProfileType;
  },
  collection: CollectionOf<"region">,
  docId: string,
): FeedTouch => ({
  collection,
  docId,
  scope: profile.region,
  locationId: profile.homeLocationId,
  isDeleted: !isLiving(profile.profileType),
});

/**
 * What the ids of facts in the collection `clienteling` begin with: their kind, but that of a
 * connection, of which each side has a fact.
 */
export type ClientelingIdKind = Exclude<ClientelingKind, "connection"> | "connector" | "connected";

/** The id of a fact in the collection `clienteling`. */
export const clientelingId = (kind: ClientelingIdKind, id: number | string): string =>
  `${kind}:${id}`;

/** Puts such a fact in the feed of its profile's region, unless the profile is hidden. */
export const touchClienteling = async (
  deps: WriteDeps,
  fact: {
    readonly profileId: ProfileId;
    readonly kind: ClientelingIdKind;
    readonly id: number | string;
    readonly isDeleted?: boolean;
  },
): Promise<void> => {
  const profile = await readProfileRecord(deps, fact.profileId);
  if (!profile || !isLiving(profile.profileType)) return;
  const touch = profileTouch(profile, "clienteling", clientelingId(fact.kind, fact.id));
  deps.touched({ ...touch, isDeleted: fact.isDeleted ?? false });
};
