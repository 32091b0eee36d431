import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, lastInstantOf } from "#shared/kernel/time.ts";
import { missingOfSchedule } from "#shared/reaction/reminder.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { reminderStore } from "#sync-server/storage/reaction/reminder-store.ts";
import type { NewReminder, ReminderRecord } from "#sync-server/storage/reaction/reminder-table.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

type Fields = Omit<ReminderRecord, "id" | "createdAt" | "updatedAt">;
type Required = "scheduleType" | "channel" | "note";

/** A reminder as it was sent: what is undefined stays, or has its default if it is new. */
type SentReminder = Changes<Omit<Fields, "remindAt" | "expiresAt">> & {
  /** A day is its beginning in the reminder's zone. */
  readonly remindAt?: DayOrInstant | null | undefined;
  /** A day is its end. */
  readonly expiresAt?: DayOrInstant | null | undefined;
};

/** What a reminder can't do without for its schedule. */
type ReminderRefusal = {
  readonly reason: "schedule_incomplete";
  readonly missing: ReturnType<typeof missingOfSchedule>;
};

/** Writes reminders (DOMAIN §16.1). Nothing sends them yet. */
export const {
  create: createReminder,
  change: updateReminder,
  remove: deleteReminder,
} = recordWrites("reminder", reminderStore, {
  newOf: async (deps, sent: SentReminder & Pick<Fields, Required>) =>
    decide(
      {
        ...{ scheduleType: sent.scheduleType, channel: sent.channel, note: sent.note },
        ...{ remindAt: null, expiresAt: null, periodValue: null, periodUnit: null },
        ...{ periodTimeAt: null, repeatValue: null, repeatUnit: null, repeatTimeAt: null },
        ...{ recipient: null, username: null, isActive: true },
        timezone: await readTenantZone(deps),
      },
      sent,
    ),
  changedOf: (_deps, before, changes: SentReminder) => decide(before, changes),
  wrote: (deps, verb, { id: reminderId, scheduleType, channel, isActive }) =>
    deps.happened({
      kind: `reminder.${verb}`,
      profileId: null,
      context: { reminderId, scheduleType, channel, isActive },
    }),
});

const decide = (
  base: Fields,
  { remindAt, expiresAt, ...changes }: SentReminder,
): Result<NewReminder, ReminderRefusal> => {
  const reminder = { ...base, ...definedFields(changes) };
  const at = (written: DayOrInstant | null | undefined, instantOf: typeof firstInstantOf) =>
    typeof written === "string" ? instantOf(written, reminder.timezone) : written;
  const after = {
    ...reminder,
    ...definedFields({
      remindAt: at(remindAt, firstInstantOf),
      expiresAt: at(expiresAt, lastInstantOf),
    }),
  };
  const missing = missingOfSchedule(after);
  return missing.length > 0 ? err({ reason: "schedule_incomplete", missing }) : ok(after);
};
