import { z } from "zod";
import {
  both,
  momentOrNull,
  optionalLines,
  optionalText,
  shown,
  shownMoment,
  toggle,
} from "#shared/api/api-field.ts";
import { day, locationNumber, orNull, profileUuid, staffUuid } from "#shared/api/fields.ts";
import {
  APPOINTMENT_TEXT_MAX,
  APPOINTMENT_TITLE_MAX,
  type Appointment,
  appointmentContentSchema,
  appointmentKindSchema,
  appointmentStateSchema,
  firstStateSchema,
} from "#shared/clienteling/appointment.ts";
import { clockTimeSchema, momentAt } from "#shared/kernel/clock-time.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { addMs, type TimeZone } from "#shared/kernel/time.ts";

const textOrNull = z.string().nullable();
const MINUTE_MS = 60_000;

const required = {
  kind: both(appointmentKindSchema, appointmentKindSchema),
  /** A day of its location, and a time on the clock there. */
  day: both(day, z.string()),
  time: both(clockTimeSchema, z.string()),
  minutes: both(wholeNumber.pipe(appointmentContentSchema.shape.minutes), z.int()),
};
const optional = {
  title: optionalText(APPOINTMENT_TITLE_MAX),
  details: optionalLines(APPOINTMENT_TEXT_MAX),
  guest_name: optionalText(APPOINTMENT_TITLE_MAX),
  assignee_id: both(orNull(staffUuid), textOrNull),
};
const first = { state: both(firstStateSchema, appointmentStateSchema), is_walk_in: toggle };
const place = {
  profile_id: both(orNull(profileUuid), textOrNull),
  location_id: both(locationNumber, z.int()),
};
const sent = { ...required, ...optional };
const fields = {
  id: shown(z.string()),
  ...sent,
  ...first,
  ...place,
  created_by: shown(textOrNull),
  made_at: shownMoment,
  arrived_at: momentOrNull,
  started_at: momentOrNull,
  closed_by: shown(textOrNull),
  closed_at: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of an appointment, each field on its own (clienteling/SPEC.md [X19], [X23]). */
export const appointmentChangeSchema = z
  .object({ ...pluck(sent, "body"), state: appointmentStateSchema })
  .partial();

/** A new appointment of the profile that the path names ([X22]); confirmed unless it says. */
export const ownAppointmentSchema = z
  .object({ ...pluck(optional, "body"), ...pluck(first, "body") })
  .partial()
  .extend({ ...pluck(required, "body"), location_id: place.location_id.body });

/** A new appointment, of a profile or of a guest. */
export const newAppointmentSchema = ownAppointmentSchema.extend({
  profile_id: place.profile_id.body.optional(),
});

/** An appointment in a body, in our words. */
export const appointmentOf = <B extends object>(body: B) =>
  insideNames({ ...sent, ...first, ...place }, body);

export const appointmentViewSchema = z.object({
  ...pluck(fields, "view"),
  /** The moment at which it begins, and at which it should end. */
  starts_at: z.string(),
  ends_at: z.string(),
});

const encode = encoderOf(fields);

/** An appointment as the API shows it, with when that is in the zone of its location ([X25]). */
export const appointmentView = (
  appointment: Inside<typeof fields> & Pick<Appointment, "day" | "time" | "minutes">,
  zone: TimeZone,
): z.output<typeof appointmentViewSchema> => {
  const { at } = momentAt(appointment.day, appointment.time, zone);
  return {
    ...encode(appointment),
    starts_at: shownMoment.encode(at),
    ends_at: shownMoment.encode(addMs(at, appointment.minutes * MINUTE_MS)),
  };
};
