import { v7 } from "uuid";
import { staffUuid } from "#shared/api/fields.ts";
import {
  newStaffSchema,
  staffChangeSchema,
  staffView,
  staffViewSchema,
} from "#shared/api/organisation/staff.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { busy, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { findStaff, listStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { staffTable } from "#sync-server/storage/organisation/staff-table.ts";

/**
 * `/staff` (DOMAIN §14.7): who signs in on the devices of which locations. PINs are never shown.
 */
export const staff = resource({
  path: "/staff",
  noun: "staff member",
  nouns: "staff",
  id: staffUuid,
  view: staffViewSchema,
  list: {
    filters: filtersOf(staffTable, { name: "full_name" }),
    page: ({ read }, query) => listStaff(read, query),
  },
  read: ({ read }, id) => findStaff(read, id),
  create: {
    body: newStaffSchema,
    write: ({ body, write, withPinHash }) =>
      withPinHash(body.pin, (pinHash) =>
        write("createStaff", {
          id: staffIdSchema.parse(v7()),
          name: body.full_name,
          staffNumber: body.staff_number,
          locationIds: unique(body.location_ids ?? []),
          isActive: body.is_active ?? true,
          role: body.role ?? "associate",
          pinHash,
        }),
      ),
  },
  change: {
    body: staffChangeSchema,
    write: ({ body, write, withPinHash }, id) => {
      const changes = {
        name: body.full_name,
        staffNumber: body.staff_number,
        locationIds: body.location_ids && unique(body.location_ids),
        isActive: body.is_active,
        role: body.role,
      };
      const update = (pinHash?: string) =>
        write("updateStaff", { id, changes: { ...changes, pinHash } });
      return body.pin === undefined ? update() : withPinHash(body.pin, update);
    },
  },
  show: (_plane, rows) => rows.map(staffView),
  refusals: {
    pins_busy: busy("Too many PINs are waiting to be hashed. Nothing was written; try again."),
    staff_unknown: unknown("staff member"),
    staff_number_taken: invalid("staff_number", "The staff number has already been taken."),
    location_unknown: ({ index }) => invalid(`location_ids.${index}`, "There is no such location."),
  },
});

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
