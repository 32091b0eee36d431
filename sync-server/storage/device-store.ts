import type { DeviceId, LocationId, TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type DeviceState, deviceStateSchema } from "./device-state.ts";
import type { ServerIdentity } from "./server-identity-store.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";
import { tokenKindSchema } from "./token-kind.ts";
import type { TokenRecord } from "./token-store.ts";

/** An enrolled device and its place in the order of its commands. */
export type Device = {
  readonly id: DeviceId;
  readonly name: string;
  readonly locationId: LocationId;
  readonly epoch: number;
  readonly nextDeviceSeq: number;
  readonly state: DeviceState;
  readonly enrolledAt: Instant;
  readonly lastContactAt: Instant | null;
  /** The last command that it had made by then; null if it has only enrolled. */
  readonly lastMade: number | null;
  /** How far its clock was ahead of ours when it last sent its time. */
  readonly clockSkewMs: number | null;
};

/** A device with the region of its location: the scope of the facts that it holds. */
export type PlacedDevice = Device & { readonly region: string };

/** One device; null if there is none. */
export const readDevice = async (deps: ReadDeps, id: DeviceId): Promise<PlacedDevice | null> => {
  const [row] = await selectDevice(deps, [deps.tenantId, id]);
  return row ? { ...deviceOfRow(row), region: row.region } : null;
};

const COLUMNS = [
  "id",
  "name",
  "location_id",
  "epoch",
  "next_device_seq",
  "state",
  "enrolled_at",
  "last_contact_at",
  "last_made",
  "clock_skew_ms",
];
const OWN = COLUMNS.join(", ");
const JOINED = COLUMNS.map((column) => `d.${column}`).join(", ");

const selectDevice = statement<DeviceRow & { readonly region: string }>(
  `select ${JOINED}, l.region from devices as d
   join locations as l on l.id = d.location_id
   where d.tenant_id = ? and d.id = ?`,
);

/** A device token as stored, with its device and the server's identity. */
export type DeviceToken = {
  readonly token: Pick<TokenRecord, "kind" | "secretHash" | "revokedAt" | "expiresAt">;
  readonly tenantId: TenantId;
  readonly device: PlacedDevice;
  readonly server: ServerIdentity;
};

/**
 * Everything that a device's request starts with, in one statement; null if no device has this
 * token.
 */
export const findDeviceToken = async (
  deps: ReadDeps,
  tokenId: string,
): Promise<DeviceToken | null> => {
  const [row] = await selectDeviceToken(deps, [tokenId]);
  if (!row) return null;
  return {
    token: {
      kind: tokenKindSchema.parse(row.kind),
      secretHash: row.secret_hash,
      revokedAt: row.revoked_at,
      expiresAt: row.expires_at,
    },
    tenantId: row.tenant_id,
    device: { ...deviceOfRow(row), region: row.region },
    server: { epoch: row.server_epoch, backedUpThrough: row.backed_up_through },
  };
};

const selectDeviceToken = statement<
  DeviceRow & {
    readonly kind: string;
    readonly secret_hash: string;
    readonly revoked_at: Instant | null;
    readonly expires_at: Instant | null;
    readonly tenant_id: TenantId;
    readonly region: string;
    readonly server_epoch: string;
    readonly backed_up_through: Instant | null;
  }
>(
  `select ${JOINED}, t.kind, t.secret_hash, t.revoked_at, t.expires_at, t.tenant_id, l.region,
     i.epoch as server_epoch, i.backed_up_through
   from tokens as t
   join devices as d on d.tenant_id = t.tenant_id and d.id = t.device_id
   join locations as l on l.id = d.location_id
   cross join server_identity as i
   where t.id = ?`,
);

/** Inserts a newly enrolled device. */
export const appendDevice = async (deps: WriteDeps, device: Device): Promise<void> => {
  await deps.sql
    .insertInto("devices")
    .values({
      id: device.id,
      tenant_id: deps.tenantId,
      name: device.name,
      location_id: device.locationId,
      epoch: device.epoch,
      next_device_seq: device.nextDeviceSeq,
      state: device.state,
      enrolled_at: device.enrolledAt,
      last_contact_at: device.lastContactAt,
      last_made: device.lastMade,
      clock_skew_ms: device.clockSkewMs,
    })
    .execute();
};

/**
 * Moves a device on from `place` to the next, and locks the device's row until the transaction ends. Null if the device is at another place, is revoked, or doesn't exist.
 */
export const takeDevicePlace = async (
  deps: WriteDeps,
  id: DeviceId,
  place: { readonly epoch: number; readonly seq: number },
): Promise<Device | null> => {
  const { epoch, seq } = place;
  const [row] = await movePlace(deps, [seq + 1, deps.tenantId, id, epoch, seq]);
  return row ? deviceOfRow(row) : null;
};

const movePlace = statement<DeviceRow>(
  `update devices set next_device_seq = ?
   where tenant_id = ? and id = ? and epoch = ? and next_device_seq = ? and state <> 'revoked'
   returning ${OWN}`,
);

/** Locks the device's row until the transaction ends. */
export const lockDevice = async (deps: WriteDeps, id: DeviceId): Promise<Device | null> => {
  const [row] = await lockRow(deps, [deps.tenantId, id]);
  return row ? deviceOfRow(row) : null;
};

const lockRow = statement<DeviceRow>(
  `update devices set state = state where tenant_id = ? and id = ?
   returning ${OWN}`,
);

/** Sets a device's state. */
export const setDeviceState = async (
  deps: WriteDeps,
  id: DeviceId,
  state: DeviceState,
): Promise<void> => {
  await deps.sql
    .updateTable("devices")
    .set({ state })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

type DeviceRow = {
  readonly id: DeviceId;
  readonly name: string;
  readonly location_id: LocationId;
  readonly epoch: number;
  readonly next_device_seq: number;
  readonly state: string;
  readonly enrolled_at: Instant;
  readonly last_contact_at: Instant | null;
  readonly last_made: number | null;
  readonly clock_skew_ms: number | null;
};

const deviceOfRow = (row: DeviceRow): Device => ({
  id: row.id,
  name: row.name,
  locationId: row.location_id,
  epoch: row.epoch,
  nextDeviceSeq: row.next_device_seq,
  state: deviceStateSchema.parse(row.state),
  enrolledAt: row.enrolled_at,
  lastContactAt: row.last_contact_at,
  lastMade: row.last_made,
  clockSkewMs: row.clock_skew_ms,
});
