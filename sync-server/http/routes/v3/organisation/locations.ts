import { locationNumber, tagText } from "#shared/api/fields.ts";
import {
  locationChangeSchema,
  locationView,
  locationViewSchema,
  newLocationSchema,
} from "#shared/api/organisation/location.ts";
import { departmentApi } from "#shared/api/organisation/terms.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { addressErrors } from "#sync-server/http/routes/v3/profile/profile-refusals.ts";
import { conflict, invalid, invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import {
  type LocationRecord,
  locationTable,
} from "#sync-server/storage/organisation/location-table.ts";
import { readDepartmentsOf } from "#sync-server/storage/organisation/term-store.ts";

/** The departments in each of some locations (DOMAIN §14.4). */
const departmentsOf = async ({ read }: Plane, rows: readonly LocationRecord[]) => {
  const ids = rows.map(({ id }) => id);
  const departments = await readDepartmentsOf(read, "location_id", ids);
  return ids.map((id) =>
    departments.filter(({ locationId }) => locationId === id).map(departmentApi.show),
  );
};

/** `/locations` (DOMAIN §14.1). */
export const locations = resource({
  path: "/locations",
  noun: "location",
  id: locationNumber,
  view: locationViewSchema,
  list: {
    filters: {
      ...filtersOf(locationTable),
      region: { field: "region", read: tagText, isSortable: true },
    },
    page: ({ read }, query) => locationStore.list(read, query),
  },
  read: ({ read }, id) => locationStore.read(read, id),
  create: {
    body: newLocationSchema,
    write: ({ write, body }) => write("createLocation", camelKeys(body)),
  },
  change: {
    body: locationChangeSchema,
    write: ({ write, body }, id) => write("updateLocation", { id, changes: camelKeys(body) }),
  },
  remove: {
    write: ({ write }, id) => write("deleteLocation", { id }),
    summary: "Delete a location that nothing refers to",
  },
  show: (_plane, rows) => rows.map(locationView),
  relations: { departments: { scope: "read-departments", read: departmentsOf } },
  refusals: {
    location_unknown: unknown("location"),
    external_id_taken: invalid("external_id", "The external id has already been taken."),
    address_unfit: ({ faults }) => invalidFields(addressErrors(faults, "address.")),
    region_unknown: invalid("region", "There is no such region: create it with POST /regions."),
    region_in_use: invalid(
      "region",
      "The region can't be changed: profiles belong to this location, or this is the last location of their region, and devices of the region hold them.",
    ),
    in_use: conflict(
      "It can't be deleted: profiles, transactions, staff, devices or departments refer to it, or it is the last of a region with profiles. Set is_permanently_closed instead.",
    ),
  },
});
