import { z } from "zod";
import {
  connectionChangeSchema,
  connectionDefinitionNamed,
  connectionOf,
  connectionView,
  connectionViewSchema,
  newConnectionSchema,
} from "#shared/api/clienteling/connection.ts";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { connectionStatusAt } from "#shared/clienteling/connection.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { connectionIdSchema } from "#shared/kernel/ids.ts";
import { pick, recordOf } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import type { ConnectionRefusal } from "#sync-server/clienteling/decide-connection.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileViews } from "#sync-server/http/routes/v3/profile/profile-view.ts";
import { type ProfileMount, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  invalid,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { connectionDefinitionStore } from "#sync-server/storage/clienteling/connection-definition-store.ts";
import {
  listConnections,
  readConnection,
} from "#sync-server/storage/clienteling/connection-store.ts";
import {
  type ConnectionRecord,
  connectionTable,
} from "#sync-server/storage/clienteling/connection-table.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";

/** Connections as the API shows them; of whom, only to those who may read profiles. */
const showConnections = async ({ read, now }: Plane, rows: readonly ConnectionRecord[]) => {
  const ids = rows.flatMap((row) => [row.connectorProfileId, row.connectedProfileId]);
  const definitionIds = new Set(rows.map((row) => row.connectionDefinitionId));
  const [people, definitions] = await Promise.all([
    read.hidesPeople ? [] : readProfileRecords(read, [...new Set(ids)]),
    connectionDefinitionStore.readAll(read, [...definitionIds]),
  ]);
  return rows.map((row) => {
    const definition = definitions.find(({ id }) => id === row.connectionDefinitionId);
    const found = {
      definition: assertDefined(definition, "a connection has a definition"),
      profileOf: (id: string) => people.find((each) => each.id === id) ?? null,
    };
    return connectionView(row, found, now);
  });
};

const REFUSALS: RefusalTable<ConnectionRefusal> = {
  connection_unknown: unknown("connection"),
  profile_unknown: ({ side }) => invalid(`${side}_id`, "There is no such profile."),
  same_profile: invalid("connected_id", "A profile can't be connected to itself."),
  definition_unknown: invalid(
    "connection_definition_id",
    "There is no such connection definition.",
  ),
  status_disagrees: invalid("is_archived", "The is archived must agree with the status."),
  breaker_unknown: invalid(
    "disconnected_by",
    "The disconnected by must be the id of the profile that breaks it.",
  ),
  no_first_status: invalid("status", "A new connection must be draft, pending or accepted."),
  must_be_pending: invalid(
    "status",
    "New connections of this definition wait for an answer: the status must be draft or pending.",
  ),
  no_such_step: ({ from }) =>
    invalid("status", `The status can't be changed to this one: it is ${from}.`),
  not_this_side: ({ from }) =>
    invalid("status", `This profile may not change the status so: it is ${from}.`),
  definition_closed: invalid(
    "connection_definition_id",
    "There can be no new connections of this definition: it is archived, not published, not begun or over.",
  ),
  not_eligible: ({ side }) =>
    invalid(`${side}_id`, `The profile doesn't meet the definition's ${side}_condition.`),
  already_connected: ({ connectionId }) =>
    invalid("connected_id", "The two profiles have a connection of this definition.", {
      connection: { id: connectionId },
    }),
};

const shared = {
  noun: "connection",
  view: connectionViewSchema,
  show: showConnections,
  refusals: REFUSALS,
};

const { type, ...filters } = filtersOf(
  { listed: { ...connectionTable.listed, type: { kind: "text", isSortable: false } } },
  { connector_profile_id: "connector_id", connected_profile_id: "connected_id" },
);

/** `/connections` (DOMAIN §3.10). */
export const connections = resource({
  ...shared,
  path: "/connections",
  id: rowNumber.pipe(connectionIdSchema),
  list: {
    filters,
    page: ({ read, now }, query) => listConnections(read, { profileId: null, at: now }, query),
  },
  read: ({ read }, id) => readConnection(read, id),
  create: {
    body: newConnectionSchema,
    write: ({ write, body }) => write("createConnection", sentConnection(body)),
    summary: "Connect two profiles",
  },
  remove: { write: ({ write }, id) => write("deleteConnection", { id }) },
});

/** `POST /connections/create-update`: changes the one of the kind between two, or makes it. */
export const putConnections = resource({
  ...shared,
  path: "/connections/create-update",
  create: {
    body: newConnectionSchema,
    write: ({ write, body }) => write("putConnection", sentConnection(body)),
    status: 200,
    summary: "Connect two profiles, or change how they are connected under a definition",
  },
});

const sentConnection = (body: z.output<typeof newConnectionSchema>) => ({
  ...connectionOf(body),
  name: body.name,
  connectorId: body.connector_id,
  connectedId: body.connected_id,
  definition: connectionDefinitionNamed(body),
});

const ofProfile = async (
  {
    read,
    profile,
  }: Pick<Parameters<typeof showConnections>[0], "read"> & {
    readonly profile: { readonly id: ConnectionRecord["connectorProfileId"] };
  },
  id: z.output<typeof connectionIdSchema>,
): Promise<ConnectionRecord | null> => {
  const found = await readConnection(read, id);
  const sides = found ? [found.connectorProfileId, found.connectedProfileId] : [];
  return sides.includes(profile.id) ? found : null;
};

/** The connections of one profile, which it can change as far as its side may. */
export const connectionsOfProfile = profileResource({
  ...shared,
  path: "/connections",
  id: rowNumber.pipe(connectionIdSchema),
  param: "connection_id",
  list: {
    filters: { ...filters, ...(type ? { type } : {}) },
    asParameter: "type",
    page: ({ read, now, profile }, query) =>
      listConnections(read, { profileId: profile.id, at: now }, query),
    description:
      "With `type=connector` those that the profile asked for, with `type=connected` those that it was asked for.",
  },
  read: ofProfile,
  change: {
    body: connectionChangeSchema,
    write: ({ write, profile, body }, id) =>
      write("updateConnection", { id, by: profile.id, changes: connectionOf(body) }),
  },
});

/** `/profiles/{id}/connections/{id}/profileInfo`: what the other profile shares. */
export const addProfileInfo = (mount: ProfileMount): void =>
  addRoute(mount, {
    method: "GET",
    url: "/connections/:connection_id/profileInfo",
    scopes: ["read-connections", "read-profiles"],
    tag: "connections",
    summary: "Read what the profile at the other side of a connection shares",
    description: "The fields that the definition names as `shareable_attributes`, and no others.",
    params: z.object({ connection_id: rowNumber.pipe(connectionIdSchema) }),
    noun: "connection of this profile",
    answer: one(profileViewSchema.partial()),
    isConditional: true,
    handle: async (call) => {
      const { read, now, profile } = call;
      const connection = await ofProfile(call, call.params.connection_id);
      if (!connection) return err(unknown("connection of this profile"));
      if (connectionStatusAt(connection, now) !== "accepted") return err(NOT_ACCEPTED);
      const { connectorProfileId, connectedProfileId } = connection;
      const otherId = connectorProfileId === profile.id ? connectedProfileId : connectorProfileId;
      const [definition, others] = await Promise.all([
        connectionDefinitionStore.read(read, connection.connectionDefinitionId),
        readProfileRecords(read, [otherId]),
      ]);
      const [other = {}] = await profileViews(read, others, now);
      return ok({ data: pick(other, recordOf(definition?.shareableAttributes ?? [], true)) });
    },
  });

const NOT_ACCEPTED = conflict("The connection is not accepted, so nothing is shared.");
