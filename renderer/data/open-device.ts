import { err, type Result } from "#shared/kernel/result.ts";
import type { Device, OpenRefusal } from "./device.ts";

/**
 * Opens the data of this device: worker, databases, journal; replays what the outbox lost and starts
 * to sync when the device is enrolled. Call it once a page; a second tab is refused.
 */
export const openDevice = (): Promise<Result<Device, OpenRefusal>> =>
  Promise.resolve(err({ reason: "storage_unavailable", message: "Not built yet." }));
