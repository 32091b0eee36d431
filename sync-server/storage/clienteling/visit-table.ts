import {
  locationIdSchema,
  profileIdSchema,
  staffIdSchema,
  visitIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  updated,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** When profiles were at locations (DOMAIN §15.2). */
export const visitTable = columnTable("visits", {
  id: listed(generated(numberOf(visitIdSchema))),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  location_id: listed(numberOf(locationIdSchema)),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  visited_at: listed(moment),
  notes: nullable(text),
  meta: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type VisitRecord = RecordOf<typeof visitTable>;
export type NewVisit = NewRecordOf<typeof visitTable>;
