import { expect, test } from "vitest";
import { usedBytesOf } from "./use-storage-use.ts";

test.each([
  ["no estimate", undefined, null],
  ["a browser without details", { usage: 9_000_000, quota: 1e12 }, 9_000_000],
  ["what Chromium counts", { usage: 9_000_000, usageDetails: { fileSystem: 7_000 } }, 9_000_000],
  [
    "files that Chromium has counted below zero",
    { usage: 4_305_400_000, usageDetails: { fileSystem: 4_294_959_770, indexedDB: 10_440_230 } },
    10_440_230,
  ],
])("how much is stored: %s", (_, estimate, bytes) => {
  expect(usedBytesOf(estimate)).toBe(bytes);
});
