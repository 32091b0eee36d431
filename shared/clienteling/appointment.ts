import { z } from "zod";
import { clockTimeSchema, minutesOf } from "#shared/kernel/clock-time.ts";
import {
  appointmentIdSchema,
  locationIdSchema,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { linesSchema, textSchema } from "#shared/kernel/text.ts";
import { calendarDaySchema, type Instant, instantSchema } from "#shared/kernel/time.ts";

export const APPOINTMENT_TITLE_MAX = 200;
export const APPOINTMENT_TEXT_MAX = 2000;
const MINUTES_MAX = 720;

/** What an appointment is for. */
export const appointmentKindSchema = z.enum([
  "styling",
  "fitting",
  "collection",
  "repair",
  "other",
]);

/** How far an appointment is ([X23]). */
export const appointmentStateSchema = z.enum([
  "requested",
  "confirmed",
  "waiting",
  "in_service",
  "done",
  "no_show",
  "cancelled",
]);
export type AppointmentState = z.infer<typeof appointmentStateSchema>;

/** How a new one begins: asked for, booked, or with somebody who is there. */
export const firstStateSchema = appointmentStateSchema.extract([
  "requested",
  "confirmed",
  "waiting",
]);

const titleOrNull = textSchema.trim().max(APPOINTMENT_TITLE_MAX).nullable();

/** What staff say of an appointment. */
export const appointmentContentSchema = z.object({
  kind: appointmentKindSchema,
  /** In more words than its kind. */
  title: titleOrNull,
  details: linesSchema.trim().max(APPOINTMENT_TEXT_MAX).nullable(),
  /** Who comes, if it isn't a customer who is known. */
  guestName: titleOrNull,
  /** A day of its store, and a time on the clock there ([X25]). */
  day: calendarDaySchema,
  time: clockTimeSchema,
  minutes: z.int().min(5).max(MINUTES_MAX),
  /** Null: anyone at the store. */
  assigneeId: staffIdSchema.nullable(),
});
export type AppointmentContent = z.infer<typeof appointmentContentSchema>;

const stateSchema = z.object({ state: appointmentStateSchema });

/** The fields of an appointment that can change, each on its own ([X19]). */
export const appointmentChangesSchema = appointmentContentSchema
  .extend(stateSchema.shape)
  .partial();
export type AppointmentChanges = Changes<AppointmentContent & z.infer<typeof stateSchema>>;

/** When somebody comes to a store, or is there without having booked ([X22]). */
export const appointmentSchema = appointmentContentSchema.extend({
  ...stateSchema.shape,
  id: appointmentIdSchema,
  profileId: profileIdSchema.nullable(),
  locationId: locationIdSchema,
  /** They came without having booked. */
  isWalkIn: z.boolean(),
  createdBy: staffIdSchema.nullable(),
  madeAt: instantSchema,
  arrivedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  /** Who closed it, and when; null while it is open. */
  closedBy: staffIdSchema.nullable(),
  closedAt: instantSchema.nullable(),
});
export type Appointment = z.infer<typeof appointmentSchema>;

type Progress = Pick<Appointment, "state" | "arrivedAt" | "startedAt" | "closedBy" | "closedAt">;

/** What a state says: whether they have come and are served, null for as it was. */
type StateRules = {
  readonly isClosed: boolean;
  readonly hasArrived: boolean | null;
  readonly hasStarted: boolean | null;
  /** Whether it takes its time from the staff member's day. */
  readonly takesTime: boolean;
};

const BOOKED = { isClosed: false, hasArrived: false, hasStarted: false, takesTime: true };
const GONE = { isClosed: true, hasArrived: null, hasStarted: false, takesTime: false };

const STATES: Readonly<Record<AppointmentState, StateRules>> = {
  requested: BOOKED,
  confirmed: BOOKED,
  waiting: { ...BOOKED, hasArrived: true },
  in_service: { ...BOOKED, hasArrived: true, hasStarted: true },
  done: { isClosed: true, hasArrived: true, hasStarted: true, takesTime: true },
  no_show: GONE,
  cancelled: GONE,
};

/** The steps that can be taken, each of them also back ([X23]). */
const STEPS: Readonly<Record<AppointmentState, readonly AppointmentState[]>> = {
  requested: ["confirmed", "waiting", "in_service", "no_show", "cancelled"],
  confirmed: ["requested", "waiting", "in_service", "no_show", "cancelled"],
  waiting: ["requested", "confirmed", "in_service", "no_show", "cancelled"],
  in_service: ["requested", "confirmed", "waiting", "done"],
  done: ["in_service"],
  no_show: ["requested", "confirmed", "waiting"],
  cancelled: ["requested", "confirmed", "waiting"],
};

/** The states to which an appointment can be brought from one. */
export const stepsFrom = (state: AppointmentState): readonly AppointmentState[] => STEPS[state];

/** Whether nothing more will come of it. */
export const isClosed = ({ state }: Pick<Appointment, "state">): boolean => STATES[state].isClosed;

const stamped = (has: boolean | null, was: Instant | null, at: Instant): Instant | null => {
  if (has === null) return was;
  return has ? (was ?? at) : null;
};

/** How far a new appointment is. */
export const newProgress = (state: z.infer<typeof firstStateSchema>, at: Instant): Progress => ({
  ...{ state, startedAt: null, closedBy: null, closedAt: null },
  arrivedAt: stamped(STATES[state].hasArrived, null, at),
});

/**
 * An appointment after a change, which says only what it changes; of each field the change recorded
 * last counts ([X19]). Refuses for `appointment_step` if it can't get there from where it is by
 * now.
 */
export const changeAppointment = <T extends Progress & AppointmentContent>(
  appointment: T,
  changes: AppointmentChanges,
  { by, at }: { readonly by: StaffId | null; readonly at: Instant },
): Result<T, { readonly reason: "appointment_step" }> => {
  const after = { ...appointment, ...definedFields(changes) };
  if (after.state === appointment.state) return ok(after);
  if (!STEPS[appointment.state].includes(after.state)) return err({ reason: "appointment_step" });
  const { isClosed: closes, hasArrived, hasStarted } = STATES[after.state];
  return ok({
    ...after,
    arrivedAt: stamped(hasArrived, appointment.arrivedAt, at),
    startedAt: stamped(hasStarted, appointment.startedAt, at),
    closedBy: closes ? by : null,
    closedAt: closes ? at : null,
  });
};

type Timed = Pick<Appointment, "id" | "day" | "time" | "minutes" | "assigneeId" | "state">;

/** The minutes after midnight from which and until which it takes time. */
export const spanOf = ({ time, minutes }: Pick<Appointment, "time" | "minutes">) => {
  const from = minutesOf(time);
  return { from, until: from + minutes };
};

/** The others that ask for the same staff member at the same time ([X24]). */
export const clashesWith = <T extends Timed>(
  one: Omit<Timed, "id"> & { readonly id: Timed["id"] | null },
  all: readonly T[],
): readonly T[] => {
  const { assigneeId, day } = one;
  if (assigneeId === null || !STATES[one.state].takesTime) return [];
  const own = spanOf(one);
  return all.filter((other) => {
    const isSame = other.assigneeId === assigneeId && other.day === day && other.id !== one.id;
    const { from, until } = spanOf(other);
    return isSame && STATES[other.state].takesTime && from < own.until && own.from < until;
  });
};

/** Those who wait, the longest first: whom to serve next. */
export const waitingOf = <T extends Pick<Appointment, "state" | "arrivedAt" | "id">>(
  appointments: readonly T[],
): readonly T[] =>
  appointments
    .filter(({ state }) => state === "waiting")
    .toSorted((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0) || (a.id < b.id ? -1 : 1));
