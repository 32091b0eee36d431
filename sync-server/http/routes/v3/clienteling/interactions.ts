import {
  interactionChangeSchema,
  interactionOf,
  interactionView,
  interactionViewSchema,
  newInteractionSchema,
} from "#shared/api/clienteling/interaction.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { interactionIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  interactionStore,
  listInteractionsOf,
} from "#sync-server/storage/clienteling/interaction-store.ts";
import {
  type InteractionRecord,
  interactionTable,
} from "#sync-server/storage/clienteling/interaction-table.ts";
import { ENCOUNTER_REFUSALS, PRODUCT_REFUSALS, readEncounters } from "./encounters.ts";

const shared = {
  noun: "interaction",
  id: rowNumber.pipe(interactionIdSchema),
  view: interactionViewSchema,
  show: async ({ read }: Plane, rows: readonly InteractionRecord[]) => {
    const foundOf = await readEncounters(read, rows);
    return rows.map((row) => interactionView(row, foundOf(row)));
  },
};
const filters = filtersOf(interactionTable);

/** `/interactions` (DOMAIN §15.1). */
export const interactions = resource({
  ...shared,
  path: "/interactions",
  list: { filters, page: ({ read }, query) => interactionStore.list(read, query) },
  read: ({ read }, id) => interactionStore.read(read, id),
  create: {
    body: newInteractionSchema,
    write: ({ write, body }) => write("createInteraction", interactionOf(body)),
  },
  change: {
    body: interactionChangeSchema,
    write: ({ write, body }, id) =>
      write("updateInteraction", { id, changes: interactionOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteInteraction", { id }) },
  refusals: {
    ...ENCOUNTER_REFUSALS,
    interaction_unknown: unknown("interaction"),
    ...PRODUCT_REFUSALS,
  },
});

/** The interactions of one profile; clients read one under `/interaction` too. */
export const interactionsOfProfile = profileResource({
  ...shared,
  path: "/interactions",
  alsoAt: ["/interaction"],
  param: "interaction_id",
  list: {
    filters,
    page: ({ read, profile }, query) => listInteractionsOf(read, profile.id, query),
  },
  read: async ({ read, profile }, id) => {
    const interaction = await interactionStore.read(read, id);
    return interaction?.profileId === profile.id ? interaction : null;
  },
  remove: { write: ({ write }, id) => write("deleteInteraction", { id }) },
  refusals: { interaction_unknown: unknown("interaction of this profile") },
});
