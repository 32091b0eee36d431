import { z } from "zod";
import { both, momentOrNull, optionalLines, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, freeJson, orNull, profileUuid, slug } from "#shared/api/fields.ts";
import {
  type ConnectionSide,
  type ConnectionStatus,
  connectionSideSchema,
  connectionStatusAt,
  connectionStatusSchema,
} from "#shared/clienteling/connection.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { connectionDefinitionIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { Profile } from "#shared/profile/profile.ts";
import {
  connectionDefinitionView,
  connectionDefinitionViewSchema,
} from "./connection-definition.ts";

const flagOr = (fallback: boolean) =>
  both(
    orNull(flag).transform((value) => value ?? fallback),
    z.boolean(),
  );

const sent = {
  name: both(filled(200), z.string()),
  description: optionalLines(2000),
  connected_at: momentOrNull,
  is_published: flagOr(true),
  is_default: flagOr(false),
  is_invalid: flagOr(false),
  is_primary: flagOr(false),
  sort_order: both(
    orNull(wholeNumber.pipe(z.int().min(-1e9).max(1e9))).transform((value) => value ?? 0),
    z.int(),
  ),
  meta: both(orNull(freeJson), anyJson),
  notes: optionalLines(10_000),
};
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/** What one of the two may change of a connection, or head office (DOMAIN §3.10). */
export const connectionChangeSchema = z
  .object({
    ...pluck(sent, "body"),
    status: connectionStatusSchema,
    /** The same as the status `archived`, which it must agree with. */
    is_archived: orNull(flag),
    /** The id of the profile that breaks it. */
    disconnected_by: orNull(profileUuid),
    disconnected_at: momentOrNull.body,
  })
  .partial();

/** A new connection: of whom, and under which definition. */
export const newConnectionSchema = connectionChangeSchema.extend({
  name: sent.name.body,
  connector_id: profileUuid,
  connected_id: profileUuid,
  connection_definition_id: orNull(wholeNumber.pipe(connectionDefinitionIdSchema)).optional(),
  connection_definition_handle: orNull(slug).optional(),
});

type Body = z.output<typeof connectionChangeSchema>;

/** What a body says of a connection, in our words. */
export const connectionOf = (body: Body) => ({
  ...insideNames(sent, body),
  status: body.status ?? (body.is_archived ? ("archived" as const) : undefined),
  isArchived: body.is_archived,
  disconnectedBy: body.disconnected_by,
  disconnectedAt: body.disconnected_at,
});

/** The definition that a body names: its number counts. */
export const connectionDefinitionNamed = ({
  connection_definition_id: id,
  connection_definition_handle: handle,
}: z.output<typeof newConnectionSchema>) => (id ? { id } : { handle: handle ?? "" });

const personSchema = z.object({
  id: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  birth_year: z.int().nullable(),
  birth_month: z.int().nullable(),
  birth_day: z.int().nullable(),
});

/** A side of a connection; only who it is, for those who may not read profiles. */
const personView = (id: string, profile: Profile | null): z.output<typeof personSchema> => ({
  id,
  first_name: profile?.firstName ?? null,
  last_name: profile?.lastName ?? null,
  email: profile?.email ?? null,
  birth_year: profile?.birthYear ?? null,
  birth_month: profile?.birthMonth ?? null,
  birth_day: profile?.birthDay ?? null,
});

export const connectionViewSchema = z.object({
  ...pluck(fields, "view"),
  definition: connectionDefinitionViewSchema,
  connector_id: z.string(),
  connected_id: z.string(),
  connector: personSchema,
  connected: personSchema,
  status: connectionStatusSchema,
  is_archived: z.boolean(),
  disconnected_by: z.string().nullable(),
  disconnected_at: z.string().nullable(),
  /** Our addition: the last second of one that ends by itself. */
  ends_at: z.string().nullable(),
});

const encode = encoderOf(fields);
const momentView = (at: Instant | null) => (at === null ? null : formatV3(at));

/** A connection as the API shows it, as it stands now. */
export const connectionView = (
  connection: Inside<typeof fields> & {
    readonly connectorProfileId: string;
    readonly connectedProfileId: string;
    readonly status: ConnectionStatus;
    readonly disconnectedBy: ConnectionSide | null;
    readonly disconnectedAt: Instant | null;
    readonly endsAt: Instant | null;
  },
  found: {
    readonly definition: Parameters<typeof connectionDefinitionView>[0];
    readonly profileOf: (id: string) => Profile | null;
  },
  now: Instant,
): z.output<typeof connectionViewSchema> => {
  const { connectorProfileId, connectedProfileId, disconnectedBy: by } = connection;
  const status = connectionStatusAt(connection, now);
  const sides: Readonly<Record<ConnectionSide, string>> = {
    connector: connectorProfileId,
    connected: connectedProfileId,
  };
  const disconnectedAt =
    status === connection.status ? connection.disconnectedAt : connection.endsAt;
  return {
    ...encode(connection),
    definition: connectionDefinitionView(found.definition),
    connector_id: connectorProfileId,
    connected_id: connectedProfileId,
    connector: personView(connectorProfileId, found.profileOf(connectorProfileId)),
    connected: personView(connectedProfileId, found.profileOf(connectedProfileId)),
    status,
    is_archived: status === "archived",
    disconnected_by: by && sides[connectionSideSchema.parse(by)],
    disconnected_at: momentView(disconnectedAt),
    ends_at: momentView(connection.endsAt),
  };
};
