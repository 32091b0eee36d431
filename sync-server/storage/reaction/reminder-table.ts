import { reminderIdSchema } from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import {
  reminderChannelSchema,
  reminderPeriodSchema,
  reminderRepeatSchema,
  reminderScheduleSchema,
} from "#shared/reaction/reminder.ts";
import {
  created,
  flag,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Notes to staff at set times (DOMAIN §16.1). */
export const reminderTable = columnTable("reminders", {
  id: listed(generated(numberOf(reminderIdSchema))),
  schedule_type: listed(textOf(reminderScheduleSchema)),
  remind_at: listed(nullable(moment)),
  period_value: nullable(whole),
  period_unit: nullable(textOf(reminderPeriodSchema)),
  period_time_at: nullable(text),
  repeat_value: nullable(whole),
  repeat_unit: nullable(textOf(reminderRepeatSchema)),
  repeat_time_at: nullable(text),
  channel: listed(textOf(reminderChannelSchema)),
  recipient: listed(nullable(text)),
  note: text,
  username: nullable(text),
  timezone: textOf(timeZoneSchema),
  expires_at: listed(nullable(moment)),
  is_active: listed(flag),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ReminderRecord = RecordOf<typeof reminderTable>;
export type NewReminder = NewRecordOf<typeof reminderTable>;
