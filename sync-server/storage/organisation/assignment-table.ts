import {
  assignmentIdSchema,
  locationIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { assignmentRoleSchema, assignmentTypeSchema } from "#shared/organisation/assignment.ts";
import {
  created,
  flag,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textList,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Who is assigned to which location: staff, or profiles (DOMAIN §14.2). */
export const assignmentTable = columnTable("location_profiles", {
  id: listed(generated(numberOf(assignmentIdSchema))),
  location_id: listed(numberOf(locationIdSchema)),
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  assignment_type: listed(textOf(assignmentTypeSchema)),
  role_type: listed(nullable(textOf(assignmentRoleSchema))),
  is_default: listed(flag),
  is_active: listed(flag),
  starts_at: listed(nullable(moment)),
  ends_at: listed(nullable(moment)),
  external_id: listed(nullable(text)),
  profile_external_id: nullable(text),
  sort_order: listed(whole),
  notes: nullable(text),
  meta: jsonOf(anyJson),
  excluded_service_handles: textList,
  created_at: listed(created),
  updated_at: listed(updated),
});
export type AssignmentRecord = RecordOf<typeof assignmentTable>;
export type NewAssignment = NewRecordOf<typeof assignmentTable>;
