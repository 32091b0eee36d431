import { rowNumber } from "#shared/api/fields.ts";
import {
  newReminderSchema,
  reminderChangeSchema,
  reminderOf,
  reminderView,
  reminderViewSchema,
} from "#shared/api/reaction/reminder.ts";
import { snake } from "#shared/kernel/case.ts";
import { reminderIdSchema } from "#shared/kernel/ids.ts";
import { recordOf } from "#shared/kernel/object.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { reminderStore } from "#sync-server/storage/reaction/reminder-store.ts";
import { reminderTable } from "#sync-server/storage/reaction/reminder-table.ts";

/** `/reminders` (DOMAIN §16.1). */
export const reminders = resource({
  path: "/reminders",
  noun: "reminder",
  id: rowNumber.pipe(reminderIdSchema),
  view: reminderViewSchema,
  list: {
    filters: filtersOf(reminderTable),
    page: ({ read }, query) => reminderStore.list(read, query),
  },
  read: ({ read }, id) => reminderStore.read(read, id),
  create: {
    body: newReminderSchema,
    write: ({ write, body }) => {
      const { schedule_type: scheduleType, channel, note } = body;
      return write("createReminder", { ...reminderOf(body), scheduleType, channel, note });
    },
  },
  change: {
    body: reminderChangeSchema,
    write: ({ write, body }, id) => write("updateReminder", { id, changes: reminderOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteReminder", { id }) },
  show: ({ now }, rows) => rows.map((row) => reminderView(row, now)),
  refusals: {
    reminder_unknown: unknown("reminder"),
    schedule_incomplete: ({ missing }) =>
      invalidFields(recordOf(missing.map(snake), ["This schedule_type can't do without it."])),
  },
});
