import type { DeviceId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { lockDevice, setDeviceRestriction } from "#sync-server/storage/access/device-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Lets a flagged device redeem at risk again ([S21]): head office has looked into it. */
export const clearDevice = async (
  deps: WriteDeps,
  input: { readonly deviceId: DeviceId },
): Promise<Result<DeviceId, { readonly reason: "device_unknown" }>> => {
  const device = await lockDevice(deps, input.deviceId);
  if (!device) return err({ reason: "device_unknown" });
  if (device.restrictedAt !== null) {
    await setDeviceRestriction(deps, device.id, null);
    deps.happened({ kind: "device.cleared", profileId: null, context: { deviceId: device.id } });
  }
  return ok(device.id);
};
