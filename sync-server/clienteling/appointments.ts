import {
  type Appointment,
  type AppointmentChanges,
  type AppointmentContent,
  changeAppointment,
  type firstStateSchema,
  newProgress,
} from "#shared/clienteling/appointment.ts";
import { momentAt } from "#shared/kernel/clock-time.ts";
import { appointmentIdSchema, type StaffId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { touchAgenda } from "#sync-server/profile/agenda-touch.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { appointmentStore } from "#sync-server/storage/clienteling/appointment-store.ts";
import type {
  AppointmentRecord,
  NewAppointment,
} from "#sync-server/storage/clienteling/appointment-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type AgendaRefusal, agendaProblemOf } from "./agenda-problem.ts";

/** Why an appointment can't be written, in order of precedence. */
export type AppointmentRefusal =
  | AgendaRefusal
  /** The clock of its location doesn't show that time on that day ([X25]). */
  | { readonly reason: "time_skipped" }
  | { readonly reason: "appointment_step" };

type Said = "kind" | "day" | "time" | "minutes" | "locationId";

/** A new appointment as it was sent. Without a state it is booked. */
export type SentAppointment = Pick<Appointment, Said> &
  Changes<
    Omit<AppointmentContent, Said> &
      Pick<Appointment, "id" | "profileId" | "isWalkIn" | "createdBy" | "madeAt"> & {
        readonly state: (typeof firstStateSchema.options)[number];
      }
  >;

/** A change, and who makes it when. */
export type SentAppointmentChange = AppointmentChanges & {
  readonly by: StaffId | null;
  readonly at: Instant;
};

/** Writes appointments ([X22] to [X25]). Each is in the feed of its location. */
export const {
  create: createAppointment,
  change: updateAppointment,
  remove: deleteAppointment,
} = recordWrites("appointment", appointmentStore, {
  newOf: async (
    deps,
    sent: SentAppointment,
  ): Promise<Result<NewAppointment, AppointmentRefusal>> => {
    const problem = (await agendaProblemOf(deps, sent)) ?? (await timeProblemOf(deps, sent));
    if (problem) return err(problem);
    const { id = appointmentIdSchema.parse(deps.newId()), madeAt = deps.now } = sent;
    const { state = "confirmed", isWalkIn = false } = sent;
    return ok({ ...definedFields(sent), id, madeAt, isWalkIn, ...newProgress(state, madeAt) });
  },
  changedOf: async (
    deps,
    before,
    { by, at, ...changes }: SentAppointmentChange,
  ): Promise<Result<NewAppointment, AppointmentRefusal>> => {
    if (changes.assigneeId && !(await findStaff(deps, changes.assigneeId))) {
      return err({ reason: "staff_unknown" });
    }
    const moved = changes.day !== undefined || changes.time !== undefined;
    const after = { ...before, ...definedFields(changes) };
    const problem = moved ? await timeProblemOf(deps, after) : null;
    if (problem) return err(problem);
    return changeAppointment(recordedAppointment(before), definedFields(changes), { by, at });
  },
  taken: { refusal: { reason: "appointment_id_taken" }, keyOf: ({ id }) => ({ id }) },
  wrote: (deps, verb, appointment) => {
    const { id: appointmentId, locationId, assigneeId, state } = appointment;
    deps.happened({
      kind: `appointment.${verb}`,
      profileId: appointment.profileId ?? null,
      ...(verb === "created" ? { occurredAt: appointment.madeAt } : {}),
      context: { appointmentId, locationId, staffId: assigneeId ?? null, state },
    });
    touchAgenda(deps, "appointment", appointment, verb === "deleted");
  },
});

/** An appointment as its row says it. */
export const recordedAppointment = ({
  updatedAt: _u,
  createdAt: _c,
  ...appointment
}: AppointmentRecord): Appointment => appointment;

const timeProblemOf = async (
  deps: ReadDeps,
  { locationId, day, time }: Pick<Appointment, "locationId" | "day" | "time">,
): Promise<AppointmentRefusal | null> => {
  const location = await locationStore.read(deps, locationId);
  const isSkipped = location && momentAt(day, time, location.timezone).occurs === "skipped";
  return isSkipped ? { reason: "time_skipped" } : null;
};
