import { type DeviceId, deviceIdSchema } from "#shared/kernel/ids.ts";
import { DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { DeviceState } from "#shared/sync/device-state.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import type { NewRecordOf } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement, statement } from "#sync-server/storage/statement.ts";
import { insertRecord, readPage, updateRecord } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type Device, type DeviceField, deviceTable } from "./device-table.ts";
import { tokenKindSchema } from "./token-kind.ts";
import type { TokenRecord } from "./token-store.ts";

/** A device with the region of its location: the scope of the facts that it holds. */
export type PlacedDevice = Device & { readonly region: string };

/** One device; null if there is none. */
export const readDevice = async (deps: ReadDeps, id: DeviceId): Promise<PlacedDevice | null> => {
  const [row] = await selectDevice(deps, [deps.tenantId, id]);
  return row ? { ...deviceTable.recordOf(row), region: row.region } : null;
};

/** A page of the tenant's devices. */
export const listDevices = (deps: ReadDeps, query: ListQuery<DeviceField>): Promise<Page<Device>> =>
  readPage(deps, deviceTable, query);

/** Devices, each with the instant when its token ends if it isn't in contact before ([S20]). */
export const withTokenEnds = async <D extends { readonly id: DeviceId }>(
  deps: ReadDeps,
  devices: readonly D[],
): Promise<readonly (D & { readonly tokenExpiresAt: Instant | null })[]> => {
  if (devices.length === 0) return [];
  const rows = await selectTokenEnds(deps, devices.length, [
    deps.tenantId,
    ...devices.map(({ id }) => id),
  ]);
  const ends = new Map(rows.map((row) => [row.device_id, row.expires_at]));
  return devices.map((device) => ({ ...device, tokenExpiresAt: ends.get(device.id) ?? null }));
};

const selectTokenEnds = rowsStatement<{
  readonly device_id: DeviceId;
  readonly expires_at: Instant | null;
}>(
  (devices) =>
    `select device_id, expires_at from tokens
     where tenant_id = ? and device_id in (${placeholders(devices)}) and revoked_at is null`,
);

/** Those of the devices that are in any of the states. */
export const readDeviceIdsIn = async (
  deps: ReadDeps,
  ids: readonly DeviceId[],
  states: readonly DeviceState[],
): Promise<ReadonlySet<DeviceId>> => {
  if (ids.length === 0) return new Set();
  const rows = await deps.sql
    .selectFrom("devices")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .where("state", "in", states)
    .execute();
  return new Set(rows.map(({ id }) => deviceIdSchema.parse(id)));
};

const selectDevice = statement<DeviceRow & { readonly region: string }>(
  `select d.*, l.region from devices as d
   join locations as l on l.tenant_id = d.tenant_id and l.id = d.location_id
   where d.tenant_id = ? and d.id = ?`,
);

/** A device token as stored, with its device and the server's identity. */
export type DeviceToken = {
  readonly token: Pick<TokenRecord, "kind" | "secretHash" | "revokedAt" | "expiresAt">;
  /** When the token was last renewed, or issued. */
  readonly renewedAt: Instant;
  readonly device: PlacedDevice;
  readonly server: ServerIdentity;
};

/**
 * Everything that a device's request starts with, in one statement; null if no device of this
 * tenant has the token.
 */
export const findDeviceToken = async (
  deps: ReadDeps,
  tokenId: string,
): Promise<DeviceToken | null> => {
  const [row] = await selectDeviceToken(deps, [deps.tenantId, tokenId]);
  if (!row) return null;
  return {
    token: {
      kind: tokenKindSchema.parse(row.kind),
      secretHash: row.secret_hash,
      revokedAt: row.revoked_at,
      expiresAt: row.expires_at,
    },
    device: { ...deviceTable.recordOf(row), region: row.region },
    renewedAt: row.renewed_at,
    server: { epoch: row.server_epoch, backedUpThrough: row.backed_up_through },
  };
};

const selectDeviceToken = statement<
  DeviceRow & {
    readonly kind: string;
    readonly secret_hash: string;
    readonly revoked_at: Instant | null;
    readonly expires_at: Instant | null;
    readonly renewed_at: Instant;
    readonly region: string;
    readonly server_epoch: string;
    readonly backed_up_through: Instant | null;
  }
>(
  `select d.*, t.kind, t.secret_hash, t.revoked_at, t.expires_at, l.region,
     coalesce(t.last_used_at, t.created_at) as renewed_at,
     i.epoch as server_epoch, i.backed_up_through
   from tokens as t
   join devices as d on d.tenant_id = t.tenant_id and d.id = t.device_id
   join locations as l on l.tenant_id = d.tenant_id and l.id = d.location_id
   cross join server_identity as i
   where t.tenant_id = ? and t.id = ?`,
);

/** Inserts a newly enrolled device. */
export const appendDevice = async (
  deps: WriteDeps,
  device: NewRecordOf<typeof deviceTable>,
): Promise<void> => {
  await insertRecord(deps, deviceTable, device);
};

/** What a device may send in a day ([S22]): many times what a busy till does. */
const DAY_COMMANDS_MAX = 10_000;
const DAY_BYTES_MAX = 16 * 1_048_576;

/**
 * Moves a device on from `place` to the next, counts the command, and locks the device's row until
 * the transaction ends. Null if the device is at another place, has sent too much today, is
 * revoked, or doesn't exist.
 */
export const takeDevicePlace = async (
  deps: WriteDeps,
  id: DeviceId,
  { epoch, seq, bytes }: { readonly epoch: number; readonly seq: number; readonly bytes: number },
): Promise<Device | null> => {
  const yesterday = deps.now - DAY_MS;
  const [row] = await movePlace(deps, [
    ...[seq + 1, yesterday, yesterday, bytes, bytes, yesterday, deps.now],
    ...[deps.tenantId, id, epoch, seq, yesterday, DAY_COMMANDS_MAX, DAY_BYTES_MAX],
  ]);
  return row ? deviceTable.recordOf(row) : null;
};

const movePlace = statement<DeviceRow>(
  `update devices set next_device_seq = ?,
     day_commands = case when day_from > ? then day_commands + 1 else 1 end,
     day_bytes = case when day_from > ? then day_bytes + ? else ? end,
     day_from = case when day_from > ? then day_from else ? end
   where tenant_id = ? and id = ? and epoch = ? and next_device_seq = ? and state <> 'revoked'
     and (day_from <= ? or (day_commands < ? and day_bytes < ?))
   returning *`,
);

/** Locks the device's row until the transaction ends. */
export const lockDevice = async (deps: WriteDeps, id: DeviceId): Promise<Device | null> => {
  const [row] = await lockRow(deps, [deps.tenantId, id]);
  return row ? deviceTable.recordOf(row) : null;
};

const lockRow = statement<DeviceRow>(
  `update devices set state = state where tenant_id = ? and id = ?
   returning *`,
);

/** Sets a device's state. */
export const setDeviceState = (deps: WriteDeps, id: DeviceId, state: DeviceState): Promise<void> =>
  updateRecord(deps, deviceTable, id, { state });

/** Restricts a device to redeeming online, or lifts that. */
export const setDeviceRestriction = (
  deps: WriteDeps,
  id: DeviceId,
  restrictedFor: VerdictReason | null,
): Promise<void> =>
  updateRecord(deps, deviceTable, id, {
    restrictedAt: restrictedFor === null ? null : deps.now,
    restrictedFor,
  });

type DeviceRow = Tables["devices"];
