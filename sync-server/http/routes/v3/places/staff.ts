import { v7 } from "uuid";
import { staffUuid } from "#shared/api/fields.ts";
import {
  newStaffSchema,
  staffChangeSchema,
  staffView,
  staffViewSchema,
} from "#shared/api/staff.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { hashPin } from "#sync-server/clienteling/hash-pin.ts";
import type { StaffRefusal } from "#sync-server/clienteling/save-staff.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { findStaff, listStaff, type StaffRecord } from "#sync-server/storage/staff-store.ts";

type Unknown = { readonly reason: "staff_unknown" };

/** `/staff` (DOMAIN §14.7): who signs in on the devices of which locations. A PIN is never shown. */
export const staff = resource({
  path: "/staff",
  noun: "member of staff",
  nouns: "staff",
  id: staffUuid,
  view: staffViewSchema,
  list: { filters: {}, page: ({ read }, query) => listStaff(read, query) },
  read: ({ read }, id) => findStaff(read, id),
  create: {
    body: newStaffSchema,
    write: async (call) =>
      save(call, {
        id: staffIdSchema.parse(v7()),
        name: call.body.full_name,
        staffNumber: call.body.staff_number,
        locationIds: unique(call.body.location_ids ?? []),
        isActive: call.body.is_active ?? true,
        pinHash: await hashPin(call.body.pin),
        createdAt: call.now,
        updatedAt: call.now,
      }),
  },
  change: {
    body: staffChangeSchema,
    write: async (call, id): Promise<Result<StaffRecord, StaffRefusal | Unknown>> => {
      const { body } = call;
      const before = await findStaff(call.read, id);
      if (!before) return err({ reason: "staff_unknown" });
      return save(call, {
        ...before,
        name: body.full_name ?? before.name,
        staffNumber: body.staff_number ?? before.staffNumber,
        locationIds: body.location_ids ? unique(body.location_ids) : before.locationIds,
        isActive: body.is_active ?? before.isActive,
        pinHash: body.pin === undefined ? before.pinHash : await hashPin(body.pin),
        updatedAt: call.now,
      });
    },
  },
  show: (_plane, rows) => rows.map(staffView),
  refusals: {
    staff_unknown: unknown("member of staff"),
    staff_number_taken: invalid("staff_number", "The staff number has already been taken."),
    location_unknown: ({ index }) => invalid(`location_ids.${index}`, "There is no such location."),
  },
});

const save = async (
  { write }: Plane,
  record: StaffRecord,
): Promise<Result<StaffRecord, StaffRefusal>> => {
  const { createdAt: _c, updatedAt: _u, ...fields } = record;
  const saved = await write("saveStaff", fields);
  return saved.ok ? ok(record) : saved;
};

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
