import type { DeviceId } from "#shared/kernel/ids.ts";
import { lockDevice, setDeviceState } from "#sync-server/storage/device-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Locks a device out permanently; it finds out on its next contact. False if there is no such
 * device.
 */
export const revokeDevice = async (
  deps: WriteDeps,
  input: { readonly deviceId: DeviceId },
): Promise<boolean> => {
  const device = await lockDevice(deps, input.deviceId);
  if (!device) return false;
  await setDeviceState(deps, device.id, "revoked");
  deps.happened({ kind: "device.revoked", profileId: null, context: { deviceId: device.id } });
  return true;
};
