import type { AppointmentRefusal } from "#renderer/data/refusal.ts";
import type { AppointmentView } from "#renderer/data/views.ts";
import type { Appointment } from "#shared/clienteling/appointment.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { momentAt, timeAfter } from "#shared/kernel/clock-time.ts";
import { addToDay, type CalendarDay, type TimeZone } from "#shared/kernel/time.ts";
import type { Opening } from "#shared/organisation/openings.ts";
import type { Format } from "./format.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why an appointment isn't saved, and what to do. */
export const appointmentRefusalSentence = (refusal: AppointmentRefusal): Sentence => {
  switch (refusal.reason) {
    case "text_too_long":
      return { title: say("calendar.refusal.long", { max: refusal.maxLength }), advice: "" };
    case "appointment_unknown":
      return { title: say("calendar.refusal.gone"), advice: say("calendar.refusal.gone_advice") };
    case "appointment_step":
      return { title: say("calendar.refusal.step"), advice: say("calendar.refusal.step_advice") };
    case "time_skipped":
      return {
        title: say("calendar.refusal.skipped"),
        advice: say("calendar.refusal.skipped_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};

/** Who comes: the customer, a guest by name, or a walk-in who isn't named. */
export const whoComes = ({ appointment, customerName }: AppointmentView): string =>
  customerName ??
  appointment.guestName ??
  say(appointment.profileId === null ? "calendar.walk_in" : "calendar.customer");

/** What for, in as few words as there are. */
export const whatFor = ({ title, kind }: Pick<Appointment, "title" | "kind">): string =>
  title ?? say(`calendar.kind.${kind}`);

const DAY_MINUTES = 24 * 60;

/** When a store is open on a day: "9:00 to 12:30, 14:00 to 18:00". */
export const openHours = (
  openings: readonly Opening[],
  day: CalendarDay,
  zone: TimeZone,
  format: Format,
): string => {
  const text = (minutes: number) => {
    const on = addToDay(day, { days: Math.floor(minutes / DAY_MINUTES) });
    return format.time(momentAt(on, timeAfter(minutes % DAY_MINUTES), zone).at);
  };
  return openings
    .map(({ from, until }) => say("calendar.hours", { from: text(from), until: text(until) }))
    .join(", ");
};
