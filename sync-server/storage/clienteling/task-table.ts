import {
  taskKindSchema,
  taskOriginSchema,
  taskPrioritySchema,
  taskStateSchema,
} from "#shared/clienteling/task.ts";
import {
  locationIdSchema,
  noteIdSchema,
  profileIdSchema,
  staffIdSchema,
  taskIdSchema,
} from "#shared/kernel/ids.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import {
  created,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

const day = textOf(calendarDaySchema);

/** What staff of locations are to do (clienteling/SPEC.md [X18]). */
export const taskTable = columnTable("tasks", {
  id: listed(uuidOf(taskIdSchema)),
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  location_id: listed(numberOf(locationIdSchema)),
  title: text,
  details: nullable(text),
  kind: listed(textOf(taskKindSchema)),
  priority: listed(textOf(taskPrioritySchema)),
  due_day: listed(day),
  due_time: nullable(text),
  snoozed_until: nullable(day),
  assignee_id: listed(nullable(uuidOf(staffIdSchema))),
  origin: listed(textOf(taskOriginSchema)),
  note_id: nullable(uuidOf(noteIdSchema)),
  state: listed(textOf(taskStateSchema)),
  outcome: nullable(text),
  made_at: listed(moment),
  created_by: nullable(uuidOf(staffIdSchema)),
  closed_by: nullable(uuidOf(staffIdSchema)),
  closed_at: nullable(moment),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type TaskRecord = RecordOf<typeof taskTable>;
export type NewTask = NewRecordOf<typeof taskTable>;
