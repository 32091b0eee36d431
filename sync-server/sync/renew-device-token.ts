import type { DeviceId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { markDeviceTokenRenewed } from "#sync-server/storage/access/token-store.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** A token that lasts for days needn't be renewed with every request. */
const RENEW_EVERY_MS = 3_600_000;

/**
 * When a device's token expires if the device isn't in contact again: the policy says after how
 * many days.
 */
export const deviceTokenExpiry = async (
  deps: ReadDeps & { readonly now: Instant },
): Promise<Instant> => addMs(deps.now, (await readPolicy(deps)).deviceTokenDays * DAY_MS);

/** Whether it is time to renew the token of a device that is in contact now. */
export const isRenewalDue = (renewedAt: Instant, now: Instant): boolean =>
  now - renewedAt >= RENEW_EVERY_MS;

/**
 * Renews the token of a device that is in contact, so that only a device that stays away loses it.
 * One that has been away for too long is shut out until it enrols again.
 */
export const renewDeviceToken = async (
  deps: WriteDeps,
  input: { readonly deviceId: DeviceId },
): Promise<void> => markDeviceTokenRenewed(deps, input.deviceId, await deviceTokenExpiry(deps));
