import type { ConnectionSide } from "#shared/clienteling/connection.ts";
import type { ConnectionId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
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
import { lockProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import {
  type ConnectionRefusal,
  decideConnection,
  type SaidOfConnection,
  type Sides,
  sideOf,
} from "./decide-connection.ts";

/** A connection to make. Without a status it is accepted, or waits if its definition says so. */
export type SentConnection = SaidOfConnection & {
  readonly name: string;
  readonly connectorId: ProfileId;
  readonly connectedId: ProfileId;
  readonly definition: { readonly id: ConnectionDefinition["id"] } | { readonly handle: string };
};

type Written = Result<ConnectionRecord, ConnectionRefusal>;

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
  const decided = await decideConnection(
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
    readonly changes: SaidOfConnection;
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
  const decided = await decideConnection(deps, asked, sides.value);
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
  await written(deps, "deleted", before);
  return ok(null);
};

const written = async (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  record: ConnectionRecord,
): Promise<Written> => {
  const { id: connectionId, connectorProfileId, connectedProfileId, status } = record;
  const { connectionDefinitionId } = record;
  deps.happened({
    kind: `connection.${verb}`,
    profileId: connectorProfileId,
    context: { connectionId, connectionDefinitionId, connectedProfileId, status },
  });
  const touched = { id: connectionId, isDeleted: verb === "deleted" };
  await touchClienteling(deps, { ...touched, kind: "connector", profileId: connectorProfileId });
  await touchClienteling(deps, { ...touched, kind: "connected", profileId: connectedProfileId });
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
  const found = await readSides(deps, ids);
  if (!found.ok) return found;
  const lockedIds = [found.value.connector.id, found.value.connected.id].sort();
  for (const id of lockedIds) await lockProfile(deps, id);
  const sides = await readSides(deps, ids);
  const isMerged =
    sides.ok && !Object.values(sides.value).every(({ id }) => lockedIds.includes(id));
  return isMerged ? lockSides(deps, ids) : sides;
};

const readSides = async (
  deps: WriteDeps,
  ids: Readonly<Record<ConnectionSide, ProfileId>>,
): Promise<Result<Sides, ConnectionRefusal>> => {
  const [connector, connected] = await Promise.all([
    readLivingProfile(deps, ids.connector),
    readLivingProfile(deps, ids.connected),
  ]);
  if (!connector) return err({ reason: "profile_unknown", side: "connector" });
  if (!connected) return err({ reason: "profile_unknown", side: "connected" });
  return ok({ connector, connected });
};

const sidesOf = (connection: ConnectionRecord) => ({
  connector: connection.connectorProfileId,
  connected: connection.connectedProfileId,
});
