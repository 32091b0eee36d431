import { filter, firstValueFrom } from "rxjs";
import { createDevice } from "#renderer/data/assembly/create-device.ts";
import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { Device } from "#renderer/data/device.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { createTestDisk, createTestParts, type TestDisk } from "./test-parts.ts";

/** A device under test, with the waits that every test needs. */
export type Till = {
  readonly device: Device;
  readonly disk: TestDisk;
  readonly enrol: (serverUrl: string, code?: string) => Promise<void>;
  /** Resolves when the status matches. */
  readonly until: (isWanted: (status: SyncStatus) => boolean) => Promise<SyncStatus>;
  readonly untilReady: () => Promise<SyncStatus>;
  readonly untilPending: (count: number) => Promise<SyncStatus>;
};

/** Opens a device on a disk. Reusing the disk of a disposed device is a restart. */
export const openTill = async (
  disk: TestDisk = createTestDisk(),
  changes: Partial<DeviceParts> = {},
): Promise<Till> => {
  const device = await createDevice(createTestParts(disk, changes));
  const until = (isWanted: (status: SyncStatus) => boolean) =>
    firstValueFrom(device.status$.pipe(filter(isWanted)));
  const untilReady = () => until(({ phase }) => phase === "ready");
  return {
    device,
    disk,
    enrol: async (serverUrl, code = "ABCDEF") => {
      const enrolled = await device.enrol({ serverUrl, code, deviceName: "Till" });
      if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.error.reason}`);
      await untilReady();
    },
    until,
    untilReady,
    untilPending: (count) => until(({ pendingCount }) => pendingCount === count),
  };
};
