import type { DeviceId } from "#shared/kernel/ids.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readUnplacedSize } from "#sync-server/storage/sync/command-store.ts";

/**
 * Whether as much is stored of a device as may be of what takes no place in its order, which
 * nothing else bounds ([S22]). Lock the device's row first.
 */
export const holdsTooMuch = async (deps: ReadDeps, deviceId: DeviceId): Promise<boolean> => {
  const { count, bytes } = await readUnplacedSize(deps, deviceId);
  return count >= UNPLACED_MAX || bytes >= UNPLACED_BYTES_MAX;
};

const UNPLACED_MAX = 1000;
const UNPLACED_BYTES_MAX = 4 * 1_048_576;
