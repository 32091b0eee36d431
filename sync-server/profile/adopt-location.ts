import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { lockProfileRecord, updateProfileRow } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { publishProfile, withdrawProfile } from "./profile-feed.ts";
import type { Belonging } from "./profile-region.ts";

/**
 * Assigns a profile without a location to the first location that serves it, so that the devices of
 * its region hold the profile from then on. Null if nothing changed.
 */
export const adoptLocation = async (
  deps: WriteDeps,
  profileId: ProfileId,
  locationId: LocationId,
): Promise<Pick<Belonging, "homeLocationId" | "region"> | null> => {
  const before = await lockProfileRecord(deps, profileId);
  const location = await locationStore.read(deps, locationId);
  if (!before || before.homeLocationId !== null || !location) return null;
  const after = { ...before, homeLocationId: location.id, region: location.region };
  await updateProfileRow(deps, after);
  if (after.region !== before.region) await withdrawProfile(deps, before);
  await publishProfile(deps, after);
  return { homeLocationId: location.id, region: location.region };
};
