import {
  type ConnectionSide,
  type ConnectionStep,
  connectionEnd,
  connectionStatusAt,
  decideConnectionStep,
  isConnectable,
} from "#shared/clienteling/connection.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import type { ConnectionId, ProfileId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { connectionDefinitionStore } from "#sync-server/storage/clienteling/connection-definition-store.ts";
import type { ConnectionDefinition } from "#sync-server/storage/clienteling/connection-definition-table.ts";
import {
  connectionStore,
  findOpenConnection,
} from "#sync-server/storage/clienteling/connection-store.ts";
import type {
  ConnectionRecord,
  NewConnection,
} from "#sync-server/storage/clienteling/connection-table.ts";
import { lockProfile, type ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** What is said of a connection: what is undefined stays. */
type Said = Changes<
  Pick<
    NewConnection,
    | "description"
    | "isDefault"
    | "isInvalid"
    | "isPrimary"
    | "isPublished"
    | "meta"
    | "name"
    | "notes"
    | "sortOrder"
    | "status"
  >
> & {
  readonly isArchived?: boolean | null | undefined;
  readonly connectedAt?: DayOrInstant | null | undefined;
  readonly disconnectedAt?: DayOrInstant | null | undefined;
  /** The profile that breaks it. */
  readonly disconnectedBy?: ProfileId | null | undefined;
};

/** A connection to make. Without a status it is accepted, or waits if its definition says so. */
export type SentConnection = Said & {
  readonly name: string;
  readonly connectorId: ProfileId;
  readonly connectedId: ProfileId;
  readonly definition: { readonly id: ConnectionDefinition["id"] } | { readonly handle: string };
};

/** Why a connection can't be written, in order of precedence. */
export type ConnectionRefusal =
  | { readonly reason: "connection_unknown" }
  | { readonly reason: "profile_unknown"; readonly side: ConnectionSide }
  | { readonly reason: "same_profile" }
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "status_disagrees" }
  | { readonly reason: "breaker_unknown" }
  | ConnectionStep
  /** It is archived, not published, or not now. */
  | { readonly reason: "definition_closed" }
  | { readonly reason: "not_eligible"; readonly side: ConnectionSide }
  /** There is one of the kind between the two. */
  | { readonly reason: "already_connected"; readonly connectionId: ConnectionId };

type Written = Result<ConnectionRecord, ConnectionRefusal>;

type Sides = Readonly<Record<ConnectionSide, ProfileRecord>>;

/** Connects two profiles (DOMAIN §3.10). */
export const createConnection = async (deps: WriteDeps, sent: SentConnection): Promise<Written> => {
  const found = await findNamed(deps, sent);
  return found.ok ? create(deps, sent, found.value) : found;
};

/** The same, or changes the one of the kind that stands between the two. */
export const putConnection = async (deps: WriteDeps, sent: SentConnection): Promise<Written> => {
  const found = await findNamed(deps, sent);
  if (!found.ok) return found;
  const { definition, sides } = found.value;
  const pair = [sides.connector.id, sides.connected.id] as const;
  const known = await findOpenConnection(deps, definition.id, pair, deps.now);
  if (!known) return create(deps, sent, found.value);
  return updateConnection(deps, { id: known.id, by: null, changes: sent });
};

const create = async (
  deps: WriteDeps,
  { definition: _d, connectorId: _r, connectedId: _c, name, ...said }: SentConnection,
  { definition, sides }: { readonly definition: ConnectionDefinition; readonly sides: Sides },
): Promise<Written> => {
  const first = definition.isPending ? "pending" : "accepted";
  const fresh: NewConnection = {
    ...{ connectionDefinitionId: definition.id, name, status: first, meta: null, sortOrder: 0 },
    ...{ connectorProfileId: sides.connector.id, connectedProfileId: sides.connected.id },
    ...{ isPublished: true, isDefault: false, isInvalid: false, isPrimary: false },
  };
  const decided = await decide(
    deps,
    { before: null, base: fresh, said, by: null, definition },
    sides,
  );
  if (!decided.ok) return decided;
  return written(deps, "created", await connectionStore.append(deps, decided.value));
};

/** Changes a connection: for one of its sides, or for head office (null). */
export const updateConnection = async (
  deps: WriteDeps,
  {
    id,
    by: profileId,
    changes,
  }: {
    readonly id: ConnectionId;
    readonly by: ProfileId | null;
    readonly changes: Said;
  },
): Promise<Written> => {
  const seen = await connectionStore.read(deps, id);
  const sides = seen && (await lockSides(deps, sidesOf(seen)));
  const before = await connectionStore.lock(deps, { id });
  if (!before || !sides) return err({ reason: "connection_unknown" });
  if (!sides.ok) return sides;
  const by = profileId && sideOf(before, profileId);
  if (profileId && !by) return err({ reason: "connection_unknown" });
  const definition = await connectionDefinitionStore.read(deps, before.connectionDefinitionId);
  if (!definition) return err({ reason: "definition_unknown" });
  const asked = { before, base: before, said: changes, by, definition };
  const decided = await decide(deps, asked, sides.value);
  if (!decided.ok) return decided;
  await connectionStore.update(deps, id, decided.value);
  return written(deps, "updated", { ...before, ...decided.value, updatedAt: deps.now });
};

/** Deletes a connection, whoever may break it: that is for head office. */
export const deleteConnection = async (
  deps: WriteDeps,
  { id }: { readonly id: ConnectionId },
): Promise<Result<null, { readonly reason: "connection_unknown" }>> => {
  const before = await connectionStore.lock(deps, { id });
  if (!before) return err({ reason: "connection_unknown" });
  await connectionStore.remove(deps, id);
  written(deps, "deleted", before);
  return ok(null);
};

const written = (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  record: ConnectionRecord,
): Written => {
  const { id: connectionId, connectorProfileId, connectedProfileId, status } = record;
  const { connectionDefinitionId } = record;
  deps.happened({
    kind: `connection.${verb}`,
    profileId: connectorProfileId,
    context: { connectionId, connectionDefinitionId, connectedProfileId, status },
  });
  return ok(record);
};

const findNamed = async (
  deps: WriteDeps,
  { connectorId, connectedId, definition: named }: SentConnection,
) => {
  const sides = await lockSides(deps, { connector: connectorId, connected: connectedId });
  if (!sides.ok) return sides;
  if (sides.value.connector.id === sides.value.connected.id) {
    return err<ConnectionRefusal>({ reason: "same_profile" });
  }
  const definition = await connectionDefinitionStore.find(deps, named);
  // Locked, so that it isn't deleted meanwhile.
  const locked = definition && (await connectionDefinitionStore.lock(deps, definition));
  return locked
    ? ok({ definition: locked, sides: sides.value })
    : err<ConnectionRefusal>({ reason: "definition_unknown" });
};

/**
 * Both profiles, locked in the order of their ids: only one connection of a kind can come to stand
 * between the same two, and neither is merged meanwhile.
 */
const lockSides = async (
  deps: WriteDeps,
  ids: Readonly<Record<ConnectionSide, ProfileId>>,
): Promise<Result<Sides, ConnectionRefusal>> => {
  const [connector, connected] = await Promise.all([
    readLivingProfile(deps, ids.connector),
    readLivingProfile(deps, ids.connected),
  ]);
  if (!connector) return err({ reason: "profile_unknown", side: "connector" });
  if (!connected) return err({ reason: "profile_unknown", side: "connected" });
  for (const id of [connector.id, connected.id].sort()) await lockProfile(deps, id);
  return ok({ connector, connected });
};

const sidesOf = (connection: ConnectionRecord) => ({
  connector: connection.connectorProfileId,
  connected: connection.connectedProfileId,
});

const sideOf = (
  { connectorProfileId, connectedProfileId }: NewConnection,
  profileId: ProfileId,
): ConnectionSide | null => {
  if (profileId === connectorProfileId) return "connector";
  return profileId === connectedProfileId ? "connected" : null;
};

type Asked = {
  readonly before: ConnectionRecord | null;
  readonly base: NewConnection;
  readonly said: Said;
  readonly by: ConnectionSide | null;
  readonly definition: ConnectionDefinition;
};

const decide = async (
  deps: WriteDeps,
  asked: Asked,
  sides: Sides,
): Promise<Result<NewConnection, ConnectionRefusal>> => {
  const { before, base, definition } = asked;
  const { isArchived, connectedAt, disconnectedAt, disconnectedBy, ...said } = asked.said;
  const from = before && connectionStatusAt(before, deps.now);
  const status = said.status ?? from ?? base.status;
  if (isArchived && status !== "archived") return err({ reason: "status_disagrees" });
  const breaker = disconnectedBy ? sideOf(base, disconnectedBy) : null;
  if (disconnectedBy && !isBreaker(asked, breaker, status))
    return err({ reason: "breaker_unknown" });
  const by = asked.by ?? breaker;
  const step = decideConnectionStep(from, status, { by, terms: definition });
  if (!step.ok) return step;
  const zone = await readTenantZone(deps);
  const at = (written: DayOrInstant | null) => written && firstInstantOf(written, zone);
  const isNew = status !== from;
  const joins = isNew && (status === "pending" || status === "accepted" || before === null);
  // A hold that is over is not a new connection.
  const problem = joins && from !== "hold" ? await problemOf(deps, asked, sides, zone) : null;
  if (problem) return err(problem);
  const joinedAt = status === "accepted" ? (base.connectedAt ?? deps.now) : base.connectedAt;
  const connected = connectedAt === undefined ? (joinedAt ?? null) : at(connectedAt);
  const isBroken = isNew && status === "break";
  // One that has ended broke by itself, at its end.
  const hasEnded = before !== null && from !== before.status;
  const known = hasEnded
    ? { by: null, at: before.endsAt }
    : { by: base.disconnectedBy, at: base.disconnectedAt };
  const ended = isBroken ? { by, at: deps.now } : known;
  const isTimed = isNew || connectedAt !== undefined;
  return ok({
    ...base,
    ...definedFields(said),
    status,
    connectedAt: connected,
    endsAt:
      isTimed && connected ? connectionEnd(definition, connected, zone) : (base.endsAt ?? null),
    disconnectedBy: ended.by ?? null,
    disconnectedAt: disconnectedAt === undefined ? (ended.at ?? null) : at(disconnectedAt),
  });
};

/** Whether a side can be said to break a connection: it does so itself, or is known to have. */
const isBreaker = (
  { before, by }: Asked,
  breaker: ConnectionSide | null,
  status: NewConnection["status"],
): boolean => {
  if (breaker === null) return false;
  const isKnown = before?.disconnectedBy === breaker;
  return isKnown || (status === "break" && (by === null || by === breaker));
};

/** What keeps two profiles from being connected now (DOMAIN §3.10). */
const problemOf = async (
  deps: WriteDeps,
  { before, definition }: Asked,
  sides: Sides,
  timezone: TimeZone,
): Promise<ConnectionRefusal | null> => {
  if (!isConnectable(definition, deps.now, timezone)) return { reason: "definition_closed" };
  const conditions: Readonly<Record<ConnectionSide, ConnectionDefinition["connectorCondition"]>> = {
    connector: definition.connectorCondition,
    connected: definition.connectedCondition,
  };
  const [connector, connected] = await readConditionData(
    deps,
    await loadProgramme(deps),
    { conditions: Object.values(conditions), on: "claim" },
    [sides.connector, sides.connected].map((profile) => ({ profile, at: deps.now, timezone })),
  );
  const data = { connector, connected };
  for (const side of ["connector", "connected"] as const) {
    if (!conditionHolds(conditions[side], data[side] ?? {}))
      return { reason: "not_eligible", side };
  }
  const pair = [sides.connector.id, sides.connected.id] as const;
  const other = await findOpenConnection(deps, definition.id, pair, deps.now);
  return other && other.id !== before?.id
    ? { reason: "already_connected", connectionId: other.id }
    : null;
};
