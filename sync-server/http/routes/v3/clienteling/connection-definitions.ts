import {
  connectionDefinitionChangeSchema,
  connectionDefinitionOf,
  connectionDefinitionView,
  connectionDefinitionViewSchema,
  newConnectionDefinitionSchema,
} from "#shared/api/clienteling/connection-definition.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { connectionDefinitionIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { connectionDefinitionStore } from "#sync-server/storage/clienteling/connection-definition-store.ts";
import { connectionDefinitionTable } from "#sync-server/storage/clienteling/connection-definition-table.ts";

/** `/connections/definitions`: the kinds of connection (DOMAIN §3.10). */
export const connectionDefinitions = resource({
  path: "/connections/definitions",
  noun: "connection definition",
  tag: "connections",
  scope: "connection-definitions",
  id: rowNumber.pipe(connectionDefinitionIdSchema),
  view: connectionDefinitionViewSchema,
  list: {
    filters: filtersOf(connectionDefinitionTable),
    page: ({ read }, query) => connectionDefinitionStore.list(read, query),
  },
  read: ({ read }, id) => connectionDefinitionStore.read(read, id),
  create: {
    body: newConnectionDefinitionSchema,
    write: ({ write, body: { name, handle, type, ...body } }) =>
      write("createConnectionDefinition", {
        ...connectionDefinitionOf(body),
        ...{ name, handle, type },
      }),
  },
  change: {
    body: connectionDefinitionChangeSchema,
    write: ({ write, body }, id) =>
      write("updateConnectionDefinition", { id, changes: connectionDefinitionOf(body) }),
  },
  remove: {
    write: ({ write }, id) => write("deleteConnectionDefinition", { id }),
    summary: "Delete a connection definition that has no connections",
  },
  show: (_plane, rows) => rows.map(connectionDefinitionView),
  refusals: {
    definition_unknown: unknown("connection definition"),
    handle_taken: invalid("handle", "The handle has already been taken."),
    handle_immutable: invalid("handle", "The handle can't be changed."),
    ends_before_it_starts: invalid(
      "end_date_global",
      "The end date global must not be before the start date global.",
    ),
    in_use: conflict("It can't be deleted: there are connections of it. Archive it instead."),
  },
});
