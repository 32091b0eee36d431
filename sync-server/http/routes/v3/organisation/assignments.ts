import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import {
  assignmentChangeSchema,
  assignmentOf,
  assignmentView,
  assignmentViewSchema,
  newAssignmentSchema,
} from "#shared/api/organisation/assignment.ts";
import { assignmentIdSchema, locationIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { mountAt } from "#sync-server/http/routes/v3/mount-at.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  assignmentStore,
  listAssignments,
} from "#sync-server/storage/organisation/assignment-store.ts";
import { assignmentTable } from "#sync-server/storage/organisation/assignment-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";

type LocationPlane = Plane & { readonly location: LocationRecord };
const locationParams = z.object({ location_id: rowNumber.pipe(locationIdSchema) });

/** Where the routes about one location are added. */
export const byLocationId = (mount: Mount): Mount<LocationPlane> =>
  mountAt(mount, {
    path: "/locations/:location_id",
    params: locationParams,
    noun: "location",
    find: async (plane, { location_id: id }) => {
      const location = await locationStore.read(plane.read, id);
      return location && { ...plane, location };
    },
  });

/** `/locations/{id}/profiles`: the staff and the profiles assigned to it (DOMAIN §14.2). */
export const assignments = resourceOf<LocationPlane>("location")({
  path: "/profiles",
  noun: "assignment",
  partOf: "locations",
  tag: "locations",
  id: rowNumber.pipe(assignmentIdSchema),
  param: "assignment_id",
  view: assignmentViewSchema,
  list: {
    filters: filtersOf(assignmentTable),
    page: ({ read, now, location }, query) =>
      listAssignments(read, { locationId: location.id, at: now }, query),
  },
  read: async ({ read, location }, id) => {
    const found = await assignmentStore.read(read, id);
    return found?.locationId === location.id ? found : null;
  },
  create: {
    body: newAssignmentSchema,
    write: ({ write, location, body }) =>
      write("createAssignment", {
        ...assignmentOf(body),
        ...{ locationId: location.id, personId: body.profile_id },
        assignmentType: body.assignment_type,
      }),
    summary: "Assign staff or a profile to a location",
    description:
      "`profile_id` is the id of a staff member where the assignment_type is staff or manager, and of a profile otherwise.",
  },
  change: {
    body: assignmentChangeSchema,
    write: ({ write, body }, id) => write("updateAssignment", { id, changes: assignmentOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteAssignment", { id }) },
  show: ({ now }, rows) => rows.map((row) => assignmentView(row, now)),
  refusals: {
    assignment_unknown: unknown("assignment of this location"),
    location_unknown: unknown("location"),
    person_unknown: invalid("profile_id", "There is nobody with this id whom the type is for."),
    ends_before_it_starts: invalid("ends_at", "The ends at must not be before the starts at."),
  },
});
