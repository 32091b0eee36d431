import type { AppointmentRefusal } from "#renderer/data/refusal.ts";
import type { AppointmentView } from "#renderer/data/views.ts";
import type { Appointment } from "#shared/clienteling/appointment.ts";
import { unreachable } from "#shared/kernel/assert.ts";
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
