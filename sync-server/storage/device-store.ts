import type { Selectable } from "kysely";
import { z } from "zod";
import {
  type DeviceId,
  deviceIdSchema,
  type LocationId,
  locationIdSchema,
} from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** `must_enrol`: its identity was used twice (sync [S15]); its outbox is still taken. */
export const deviceStateSchema = z.enum(["active", "revoked", "must_enrol"]);
export type DeviceState = z.infer<typeof deviceStateSchema>;

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
  /** How far its clock was ahead of ours when it last told the time. */
  readonly clockSkewMs: number | null;
};

/** One device with the region that its location lies in; null when there is none. */
export const readDevice = async (
  deps: ReadDeps,
  id: DeviceId,
): Promise<(Device & { readonly region: string }) | null> => {
  const row = await deps.sql
    .selectFrom("devices")
    .innerJoin("locations", "locations.id", "devices.location_id")
    .selectAll("devices")
    .select("locations.region")
    .where("devices.tenant_id", "=", deps.tenantId)
    .where("devices.id", "=", id)
    .executeTakeFirst();
  return row ? { ...deviceOfRow(row), region: row.region } : null;
};

/** Writes a device that has just enrolled. */
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
      clock_skew_ms: device.clockSkewMs,
    })
    .execute();
};

/**
 * Moves a device on to its next place if `place` is the one it is at, notes the contact, and holds
 * the device's row until the transaction ends. Null when the place is another, the device is revoked,
 * or there is none.
 */
export const takeDevicePlace = async (
  deps: WriteDeps,
  id: DeviceId,
  place: { readonly epoch: number; readonly seq: number },
): Promise<Device | null> => {
  const row = await deps.sql
    .updateTable("devices")
    .set({ next_device_seq: place.seq + 1, last_contact_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .where("epoch", "=", place.epoch)
    .where("next_device_seq", "=", place.seq)
    .where("state", "<>", "revoked")
    .returningAll()
    .executeTakeFirst();
  return row ? deviceOfRow(row) : null;
};

/** Notes the contact and holds the device's row until the transaction ends. */
export const lockDevice = async (deps: WriteDeps, id: DeviceId): Promise<Device | null> => {
  const row = await deps.sql
    .updateTable("devices")
    .set({ last_contact_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row ? deviceOfRow(row) : null;
};

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

const deviceOfRow = (row: Selectable<Tables["devices"]>): Device => ({
  id: deviceIdSchema.parse(row.id),
  name: row.name,
  locationId: locationIdSchema.parse(row.location_id),
  epoch: row.epoch,
  nextDeviceSeq: row.next_device_seq,
  state: deviceStateSchema.parse(row.state),
  enrolledAt: instant(row.enrolled_at),
  lastContactAt: row.last_contact_at === null ? null : instant(row.last_contact_at),
  clockSkewMs: row.clock_skew_ms,
});
