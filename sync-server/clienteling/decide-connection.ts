import {
  type ConnectionSide,
  type ConnectionStep,
  connectionEnd,
  connectionStatusAt,
  decideConnectionStep,
  isConnectable,
  isMakingConnection,
} from "#shared/clienteling/connection.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import type { ConnectionId, ProfileId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import type { ConnectionDefinition } from "#sync-server/storage/clienteling/connection-definition-table.ts";
import { findOpenConnection } from "#sync-server/storage/clienteling/connection-store.ts";
import type {
  ConnectionRecord,
  NewConnection,
} from "#sync-server/storage/clienteling/connection-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** What is said of a connection: what is undefined stays. */
export type SaidOfConnection = Changes<
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

/** Both profiles of a connection. */
export type Sides = Readonly<Record<ConnectionSide, ProfileRecord>>;

/** Which side a profile is; null if it is neither. */
export const sideOf = (
  { connectorProfileId, connectedProfileId }: NewConnection,
  profileId: ProfileId,
): ConnectionSide | null => {
  if (profileId === connectorProfileId) return "connector";
  return profileId === connectedProfileId ? "connected" : null;
};

/** What is asked for: of a connection or a new one, by one of its sides or head office (null). */
type Asked = {
  readonly before: ConnectionRecord | null;
  readonly base: NewConnection;
  readonly said: SaidOfConnection;
  readonly by: ConnectionSide | null;
  readonly definition: ConnectionDefinition;
};

/** What a connection becomes, or why it can't (DOMAIN §3.10). */
export const decideConnection = async (
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
  const joins = isNew && (before === null || isMakingConnection(status));
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
