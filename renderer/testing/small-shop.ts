import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { TestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import type { FeedServer } from "./feed-server.ts";
import { accountFact, configFacts, profileFact } from "./sample-facts.ts";

/** Opens a device that has pulled the facts of a small shop: three customers, each with 20.00. */
export const openSmallShop = async (
  feed: FeedServer,
  {
    floorLimits = {},
    policy = {},
    accounts = [accountFact(1), accountFact(2), accountFact(3)],
    disk,
    parts = {},
  }: {
    readonly floorLimits?: object | undefined;
    /** Other settings of the policy. */
    readonly policy?: object;
    readonly accounts?: readonly object[];
    readonly disk?: TestDisk | undefined;
    readonly parts?: Partial<DeviceParts>;
  },
): Promise<Till> => {
  feed.put("config", configFacts(floorLimits, policy));
  feed.put("profiles", [profileFact(1), profileFact(2), profileFact(3)]);
  feed.put("accounts", accounts);
  const till = await openTill(disk, parts);
  await till.enrol(feed.url);
  return till;
};

/** Makes the server refuse everything, and waits until the device has noticed. */
export const goOffline = async (feed: FeedServer, till: Till): Promise<void> => {
  feed.faults.pull = { status: 503, code: "unavailable" };
  feed.faults.push = { status: 503, code: "unavailable" };
  feed.cutStreams();
  till.device.syncNow();
  await till.until(({ connection }) => connection === "offline");
};
