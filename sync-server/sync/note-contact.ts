import type { DeviceId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { recordContact } from "#sync-server/storage/access/device-contact-store.ts";
import { lockDevice } from "#sync-server/storage/access/device-store.ts";
import type { Device } from "#sync-server/storage/access/device-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";

/**
 * A device that makes no commands is in contact often; recording each time would wear out the disk.
 */
const NOTE_EVERY_MS = 60_000;

/** Whether the server's record of this device's last contact is out of date. */
export const isContactNews = (
  device: Pick<Device, "lastContactAt" | "lastMade">,
  lastMade: number,
  now: Instant,
): boolean =>
  lastMade !== device.lastMade ||
  device.lastContactAt === null ||
  Math.abs(now - device.lastContactAt) >= NOTE_EVERY_MS;

/**
 * Records a device's contact and which commands it says it has made, so that none that it makes
 * later can be dated before it ([S8]).
 */
export const noteContact = async (
  deps: WriteDeps,
  input: { readonly deviceId: DeviceId; readonly lastMade: number },
): Promise<void> => {
  const { deviceId } = input;
  const device = await lockDevice(deps, deviceId);
  if (!device || !DEVICE_STATES[device.state].maySend) return;
  await recordContact(deps, deviceId, {
    lastMade: input.lastMade,
    nextDeviceSeq: device.nextDeviceSeq,
  });
};
