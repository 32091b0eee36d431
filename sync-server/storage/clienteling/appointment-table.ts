import { appointmentKindSchema, appointmentStateSchema } from "#shared/clienteling/appointment.ts";
import { clockTimeSchema } from "#shared/kernel/clock-time.ts";
import {
  appointmentIdSchema,
  locationIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import {
  created,
  flag,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** When somebody comes to a location (clienteling/SPEC.md [X22]). */
export const appointmentTable = columnTable("appointments", {
  id: listed(uuidOf(appointmentIdSchema)),
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  location_id: listed(numberOf(locationIdSchema)),
  guest_name: nullable(text),
  kind: listed(textOf(appointmentKindSchema)),
  title: nullable(text),
  details: nullable(text),
  day: listed(textOf(calendarDaySchema)),
  time: listed(textOf(clockTimeSchema)),
  minutes: whole,
  assignee_id: listed(nullable(uuidOf(staffIdSchema))),
  state: listed(textOf(appointmentStateSchema)),
  is_walk_in: listed(flag),
  made_at: listed(moment),
  created_by: nullable(uuidOf(staffIdSchema)),
  arrived_at: nullable(moment),
  started_at: nullable(moment),
  closed_by: nullable(uuidOf(staffIdSchema)),
  closed_at: nullable(moment),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type AppointmentRecord = RecordOf<typeof appointmentTable>;
export type NewAppointment = NewRecordOf<typeof appointmentTable>;
