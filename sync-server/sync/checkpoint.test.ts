import { describe, expect, test } from "vitest";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { FEED_START } from "#sync-server/storage/sync/feed-store.ts";
import {
  formatCheckpoint,
  type PullPosition,
  type PullScope,
  parseCheckpoint,
  startOf,
} from "./checkpoint.ts";

const scope: PullScope = {
  serverEpoch: "5d3f",
  collection: "profiles",
  scope: "south",
  locationId: 3,
  deviceLocationId: locationIdSchema.parse(3),
};
const position: PullPosition = {
  phase: "rest",
  head: { tx: "18446744073709551615", seq: 12 },
  after: { tx: "900", seq: 9_007_199_254_740 },
};

describe("a checkpoint", () => {
  test("survives a round trip", () => {
    expect(parseCheckpoint(scope, formatCheckpoint(scope, position))).toEqual(position);
  });

  test.each<[string, Partial<PullScope>]>([
    ["epoch", { serverEpoch: "5d40" }],
    ["collection", { collection: "accounts" }],
    ["region", { scope: "north" }],
    ["location", { locationId: 4 }],
    ["device's location", { deviceLocationId: locationIdSchema.parse(4) }],
  ])("[S12] of another %s is foreign", (_name, other) => {
    expect(parseCheckpoint({ ...scope, ...other }, formatCheckpoint(scope, position))).toBeNull();
  });

  test.each(["", "c1", "c2.0.own.0.0.0.0", `${"9".repeat(5000)}`, "null", "c1.x.own.1.1.1.1"])(
    "[S12] that the server never issued is foreign: %s",
    (text) => {
      expect(parseCheckpoint(scope, text)).toBeNull();
    },
  );

  test("starts with the device's own location if the collection has locations", () => {
    expect(startOf(scope, position.head)).toEqual({
      phase: "own",
      head: position.head,
      after: FEED_START,
    });
    expect(startOf({ ...scope, locationId: null }, position.head).phase).toBe("tail");
  });
});
