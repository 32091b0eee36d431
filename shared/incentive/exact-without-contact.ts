import { DAY_MS } from "#shared/kernel/time.ts";

/**
 * How long after it should be sent again what a device holds together still says exactly what the
 * server would (sync [S23], [T15]). It isn't the age at which head office stops a device from
 * redeeming at risk ([F3]), only the default of that: a policy may say anything, and may change
 * while a device is away. From a copy older than this a device says less than there is, never more.
 */
export const EXACT_WITHOUT_CONTACT_MS = 3 * DAY_MS;
