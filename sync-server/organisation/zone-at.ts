import type { LocationId } from "#shared/kernel/ids.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** The zone of a location, or else the tenant's. */
export const zoneAt = async (deps: ReadDeps, locationId: LocationId | null): Promise<TimeZone> =>
  (locationId && (await locationStore.read(deps, locationId))?.timezone) || readTenantZone(deps);
