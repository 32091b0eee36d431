import {
  newVisitSchema,
  ownVisitSchema,
  visitChangeSchema,
  visitOf,
  visitView,
  visitViewSchema,
} from "#shared/api/clienteling/visit.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { visitIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listVisitsOf, visitStore } from "#sync-server/storage/clienteling/visit-store.ts";
import { type VisitRecord, visitTable } from "#sync-server/storage/clienteling/visit-table.ts";
import { ENCOUNTER_REFUSALS, readEncounters } from "./encounters.ts";

const shared = {
  path: "/visits",
  noun: "visit",
  id: rowNumber.pipe(visitIdSchema),
  view: visitViewSchema,
  show: async ({ read }: Plane, rows: readonly VisitRecord[]) => {
    const foundOf = await readEncounters(read, rows);
    return rows.map((row) => visitView(row, foundOf(row)));
  },
  refusals: { ...ENCOUNTER_REFUSALS, visit_unknown: unknown("visit") },
};
const filters = filtersOf(visitTable);

/** `/visits` (DOMAIN §15.2). */
export const visits = resource({
  ...shared,
  list: { filters, page: ({ read }, query) => visitStore.list(read, query) },
  read: ({ read }, id) => visitStore.read(read, id),
  create: {
    body: newVisitSchema,
    write: ({ write, body }) => write("createVisit", visitOf(body)),
  },
  change: {
    body: visitChangeSchema,
    write: ({ write, body }, id) => write("updateVisit", { id, changes: visitOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteVisit", { id }) },
});

/** The visits of one profile. */
export const visitsOfProfile = profileResource({
  ...shared,
  param: "visit_id",
  list: { filters, page: ({ read, profile }, query) => listVisitsOf(read, profile.id, query) },
  read: async ({ read, profile }, id) => {
    const visit = await visitStore.read(read, id);
    return visit?.profileId === profile.id ? visit : null;
  },
  create: {
    body: ownVisitSchema,
    write: ({ write, profile, body }) =>
      write("createVisit", { ...visitOf(body), profileId: profile.id }),
  },
  remove: { write: ({ write }, id) => write("deleteVisit", { id }) },
});
