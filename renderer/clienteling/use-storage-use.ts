import { useEffect, useState } from "react";
import { z } from "zod";
import { useDevice } from "./device-context.tsx";

type StorageUse = {
  /** Null if the browser doesn't say. */
  readonly usedBytes: number | null;
  /** How much of that pictures are; null if they can't be counted. */
  readonly pictureBytes: number | null;
};

/** How much this device stores. */
export const useStorageUse = (): StorageUse => {
  const device = useDevice();
  const [use, setUse] = useState<StorageUse>({ usedBytes: null, pictureBytes: null });
  useEffect(() => {
    const read = async () => {
      // Missing when the page isn't in a secure context.
      const usedBytes = usedBytesOf(await navigator.storage?.estimate?.());
      setUse({ usedBytes, pictureBytes: await device.pictureBytes() });
    };
    void read();
  }, [device]);
  return use;
};

/**
 * What this device stores, in bytes, from the browser's estimate; null if it doesn't say. Chromium
 * counts files that a page shortens below zero, so that their total becomes nearly 2^32.
 */
export const usedBytesOf = (estimate: unknown): number | null => {
  const parsed = estimateSchema.safeParse(estimate);
  if (!parsed.success) return null;
  const { usage, usageDetails } = parsed.data;
  const files = usageDetails?.fileSystem ?? 0;
  return files > FILES_BYTES_MAX ? usage - files : usage;
};

/** Far more than the journal ever has. */
const FILES_BYTES_MAX = 2 ** 31;

const estimateSchema = z.object({
  usage: z.number(),
  usageDetails: z.object({ fileSystem: z.number().optional() }).optional(),
});
