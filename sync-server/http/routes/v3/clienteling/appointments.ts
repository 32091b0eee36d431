import {
  appointmentChangeSchema,
  appointmentOf,
  appointmentView,
  appointmentViewSchema,
  newAppointmentSchema,
  ownAppointmentSchema,
} from "#shared/api/clienteling/appointment.ts";
import { appointmentIdSchema } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { UTC } from "#shared/kernel/time.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  appointmentStore,
  listAppointmentsOf,
} from "#sync-server/storage/clienteling/appointment-store.ts";
import {
  type AppointmentRecord,
  appointmentTable,
} from "#sync-server/storage/clienteling/appointment-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { AGENDA_REFUSALS } from "./agenda-refusals.ts";

const shared = {
  path: "/appointments",
  noun: "appointment",
  id: appointmentIdSchema,
  view: appointmentViewSchema,
  show: async ({ read }: Plane, rows: readonly AppointmentRecord[]) => {
    const named = distinct(rows.map(({ locationId }) => locationId));
    const locations = await locationStore.readAll(read, named);
    const zones = new Map(locations.map(({ id, timezone }) => [id, timezone]));
    return rows.map((row) => appointmentView(row, zones.get(row.locationId) ?? UTC));
  },
  refusals: {
    ...AGENDA_REFUSALS,
    appointment_unknown: unknown("appointment"),
    appointment_id_taken: conflict("An appointment has this id."),
    time_skipped: invalid(
      "time",
      "There is no such time on that day at this location: the clocks go forward over it.",
    ),
    appointment_step: invalid(
      "state",
      "The appointment can't get to this state from the one that it is in.",
    ),
  },
};
const filters = filtersOf(appointmentTable);

/** `/appointments` (clienteling/SPEC.md [X22]). */
export const appointments = resource({
  ...shared,
  list: { filters, page: ({ read }, query) => appointmentStore.list(read, query) },
  read: ({ read }, id) => appointmentStore.read(read, id),
  create: {
    body: newAppointmentSchema,
    write: ({ write, body }) => write("createAppointment", appointmentOf(body)),
  },
  change: {
    body: appointmentChangeSchema,
    write: ({ write, body, now: at }, id) =>
      write("updateAppointment", { id, changes: { ...appointmentOf(body), by: null, at } }),
  },
  remove: { write: ({ write }, id) => write("deleteAppointment", { id }) },
});

/** The appointments of one profile. */
export const appointmentsOfProfile = profileResource({
  ...shared,
  param: "appointment_id",
  list: {
    filters,
    page: ({ read, profile }, query) => listAppointmentsOf(read, profile.id, query),
  },
  read: async ({ read, profile }, id) => {
    const appointment = await appointmentStore.read(read, id);
    return appointment?.profileId === profile.id ? appointment : null;
  },
  create: {
    body: ownAppointmentSchema,
    write: ({ write, profile, body }) =>
      write("createAppointment", { ...appointmentOf(body), profileId: profile.id }),
  },
  remove: { write: ({ write }, id) => write("deleteAppointment", { id }) },
});
