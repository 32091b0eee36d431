import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { readGivenAway } from "#sync-server/storage/access/device-risk-store.ts";
import { setDeviceRestriction } from "#sync-server/storage/access/device-store.ts";
import type { Device } from "#sync-server/storage/access/device-table.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Flags a device: until head office clears it, it may only redeem online ([S21]). */
export const restrictDevice = async (
  deps: WriteDeps,
  device: Device,
  reason: VerdictReason,
): Promise<void> => {
  if (device.restrictedAt !== null) return;
  await setDeviceRestriction(deps, device.id, reason);
  const context = { deviceId: device.id, reason };
  deps.happened({ kind: "device.restricted", profileId: null, context });
};

/**
 * Flags a device that gave away more in the last 24 hours than the floor limits allow between two
 * contacts ([F8]). A contact restarts those limits, so without this a device that lies could leave
 * people owing any amount by making contact after each redemption.
 */
export const restrictIfOverLimits = async (deps: WriteDeps, device: Device): Promise<void> => {
  const { floorLimits } = await readPolicy(deps);
  const { totalCents, mostOfProfileCents } = await readGivenAway(
    deps,
    device.id,
    addMs(deps.now, -DAY_MS),
  );
  const { maxPerProfileCents, allowanceCents } = floorLimits;
  if (mostOfProfileCents > maxPerProfileCents || totalCents > allowanceCents) {
    await restrictDevice(deps, device, "over_floor_limits");
  }
};
