// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { button, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ConnectionBanner } from "./connection-banner.tsx";

let store: StoreDevice;
afterEach(() => store.close());

const Banner = () => {
  const status = useSyncStatus();
  if (status === undefined) return null;
  return (
    <>
      <ConnectionBanner status={status} onEnrol={() => {}} />
      {status.pendingCount} pending
    </>
  );
};

test.each([
  ["over_quota", "sent as much as it may in a day", "by itself tomorrow"],
  ["over_unplaced", "nothing more of what this device did before", "won't go on by itself"],
] as const)("[S22] a device that is %s says so, and loses nothing", async (code, title, advice) => {
  store = await openStoreDevice();
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <Banner />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toBe("0 pending"));
  store.feed.faults.push = { status: 429, code };
  const staffId = assertDefined(STAFF[0], "the sample has staff").id;
  await store.device.addNote({ profileId: ANNA, text: "Likes blue", staffId });
  await eventually(() => expect(text()).toContain(title));
  expect(text()).toContain(advice);
  expect(text()).toMatch(/ask head office for a new code/i);
  expect(text()).toContain("1 pending");
  button("Re-enrol device");

  store.feed.faults.push = null;
  store.device.syncNow();
  await eventually(() => expect(text()).toBe("0 pending"));
});
