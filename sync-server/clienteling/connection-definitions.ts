import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { firstInstantOf, lastInstantOf, UTC } from "#shared/kernel/time.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import {
  connectionDefinitionStore,
  hasConnections,
  isConnectionHandleTaken,
} from "#sync-server/storage/clienteling/connection-definition-store.ts";
import type { NewConnectionDefinition } from "#sync-server/storage/clienteling/connection-definition-table.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";

type Named = Pick<NewConnectionDefinition, "name" | "handle" | "type">;

/** Why the definition of a connection can't be written, in order of precedence. */
type DefinitionProblem =
  | { readonly reason: "handle_immutable" }
  | { readonly reason: "ends_before_it_starts" };

/** One that nobody limits: open to everybody, shares nothing, and neither side may break it. */
const DEFAULTS = {
  startDateGlobal: null,
  endDateGlobal: null,
  shareableAttributes: [],
  connectorCondition: null,
  connectedCondition: null,
  connectorCanBreak: false,
  connectedCanBreak: false,
  isPublished: true,
  isPending: false,
  isArchived: false,
  meta: null,
} as const;

/**
 * Writes the definitions of connections (DOMAIN §3.10). One that has connections stays, and is
 * archived.
 */
export const {
  create: createConnectionDefinition,
  change: updateConnectionDefinition,
  remove: deleteConnectionDefinition,
} = recordWrites("definition", connectionDefinitionStore, {
  newOf: (_deps, sent: Changes<NewConnectionDefinition> & Named) => {
    const { name, handle, type } = sent;
    return checked({ ...DEFAULTS, ...definedFields(sent), name, handle, type });
  },
  changedOf: (_deps, before, changes: Changes<NewConnectionDefinition>) => {
    const after = { ...before, ...definedFields(changes) };
    return after.handle === before.handle ? checked(after) : err({ reason: "handle_immutable" });
  },
  taken: {
    refusal: { reason: "handle_taken" },
    keyOf: ({ handle }) => ({ handle }),
    isTaken: (deps, { handle }) => isConnectionHandleTaken(deps, handle),
  },
  inUse: { refusal: { reason: "in_use" }, when: (deps, { id }) => hasConnections(deps, id) },
  wrote: (deps, verb, { id: connectionDefinitionId, handle }) => {
    deps.happened({
      kind: `connection-definition.${verb}`,
      profileId: null,
      context: { connectionDefinitionId, handle },
    });
    const fact = { kind: "connection_definition", key: connectionDefinitionId } as const;
    touchConfig(deps, { ...fact, isDeleted: verb === "deleted" });
  },
});

const checked = (definition: NewConnectionDefinition) => {
  const { startDateGlobal: start, endDateGlobal: end } = definition;
  const isReversed = start && end && lastInstantOf(end, UTC) < firstInstantOf(start, UTC);
  return isReversed ? err<DefinitionProblem>({ reason: "ends_before_it_starts" }) : ok(definition);
};
