import { locationView } from "#shared/api/organisation/location.ts";
import type { LocationId, StaffId } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { invalid, staffUnknown } from "#sync-server/http/routes/v3/refusals.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readStaffRecords } from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

type Named = { readonly locationId: LocationId | null; readonly staffId: StaffId | null };

/** The locations and the staff that interactions or visits name, each read once. */
export const readEncounters = async (read: ReadDeps, rows: readonly Named[]) => {
  const [locations, staff] = await Promise.all([
    locationStore.readAll(read, distinct(rows.map(({ locationId }) => locationId))),
    readStaffRecords(read, distinct(rows.map(({ staffId }) => staffId))),
  ]);
  const views = new Map<number | null, ReturnType<typeof locationView>>(
    locations.map((location) => [location.id, locationView(location)]),
  );
  return ({ locationId, staffId }: Named) => ({
    location: views.get(locationId) ?? null,
    staff: staff.find(({ id }) => id === staffId) ?? null,
  });
};

/** What is answered where a body names somebody or a place that isn't there. */
export const ENCOUNTER_REFUSALS = {
  profile_unknown: invalid("profile_id", "There is no such profile."),
  location_unknown: invalid("location_id", "There is no such location."),
  staff_unknown: staffUnknown,
} as const;

/** What is answered where a body names a product that isn't there. */
export const PRODUCT_REFUSALS = {
  product_unknown: invalid("product_id", "There is no such product."),
  variant_unknown: invalid("product_variant_id", "There is no such variant."),
} as const;
