import { rowNumber } from "#shared/api/fields.ts";
import { eventView, eventViewSchema } from "#shared/api/reaction/event.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { listEvents, readEvent } from "#sync-server/storage/reaction/event-store.ts";
import { eventTable } from "#sync-server/storage/reaction/event-table.ts";

/** `/events` (DOMAIN §16): what has happened, for support. Read-only: writes record events. */
export const events = resource({
  path: "/events",
  noun: "event",
  id: rowNumber,
  view: eventViewSchema,
  list: {
    filters: filtersOf(eventTable, { seq: "id", kind: "event" }),
    page: ({ read }, query) => listEvents(read, query),
  },
  read: ({ read }, id) => readEvent(read, id),
  show: (_plane, rows) => rows.map(eventView),
  refusals: {},
});
