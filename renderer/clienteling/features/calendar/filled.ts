import {
  type Appointment,
  type AppointmentContent,
  appointmentKindSchema,
} from "#shared/clienteling/appointment.ts";
import { clockTimeSchema, minutesOf, timeAfter } from "#shared/kernel/clock-time.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { type CalendarDay, calendarDaySchema } from "#shared/kernel/time.ts";

/** An appointment as it is in the form: what fields hold may not be readable yet. */
export type Filled = {
  readonly kind: string;
  readonly title: string;
  readonly details: string;
  readonly guestName: string;
  readonly day: string;
  readonly time: string;
  readonly minutes: number;
  readonly assigneeId: StaffId | null;
};

/** How long appointments usually are. */
export const USUAL_MINUTES: readonly number[] = [15, 30, 45, 60, 90, 120];

/** A new one: at the next full half hour unless it is known when. Who waits came just now. */
export const fill = (
  from: {
    readonly day?: CalendarDay;
    readonly time?: string;
    readonly assigneeId?: StaffId | null;
    readonly isWalkIn?: boolean;
  },
  today: CalendarDay,
  now: string,
): Filled => ({
  ...{ kind: from.isWalkIn ? "other" : "fitting", title: "", details: "", guestName: "" },
  ...{ day: from.day ?? today, minutes: 30, assigneeId: from.assigneeId ?? null },
  time: from.time ?? (from.isWalkIn ? now : soonAfter(now)),
});

/** The next full half hour, from nine in the morning on. */
const soonAfter = (now: string): string =>
  timeAfter(Math.min(Math.max(9 * 60, Math.ceil(minutesOf(now) / 30) * 30), 23 * 60 + 30));

/** One that is there. */
export const fillOf = (known: Appointment): Filled => ({
  ...known,
  title: known.title ?? "",
  details: known.details ?? "",
  guestName: known.guestName ?? "",
});

/** What the form says, if all of it can be read. */
export const readFilled = (filled: Filled): AppointmentContent | null => {
  const day = calendarDaySchema.safeParse(filled.day);
  // Browsers may add seconds.
  const time = clockTimeSchema.safeParse(filled.time.slice(0, 5));
  if (!day.success || !time.success) return null;
  return {
    ...filled,
    ...{ day: day.data, time: time.data },
    kind: appointmentKindSchema.catch("other").parse(filled.kind),
    title: filled.title || null,
    details: filled.details || null,
    guestName: filled.guestName || null,
  };
};
