import type { DeviceId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { lockDevice, setDeviceState } from "#sync-server/storage/access/device-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";

/**
 * Shuts a device out permanently. It finds out on its next contact, and keeps what it hasn't sent.
 */
export const revokeDevice = async (
  deps: WriteDeps,
  input: { readonly deviceId: DeviceId },
): Promise<Result<null, { readonly reason: "device_unknown" }>> => {
  const device = await lockDevice(deps, input.deviceId);
  if (!device) return err({ reason: "device_unknown" });
  if (!DEVICE_STATES[device.state].maySend) return ok(null);
  await setDeviceState(deps, device.id, "revoked");
  deps.happened({ kind: "device.revoked", profileId: null, context: { deviceId: device.id } });
  return ok(null);
};
