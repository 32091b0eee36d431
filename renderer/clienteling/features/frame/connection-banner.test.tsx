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

test("[S22] a device that the server takes nothing more from says so, and loses nothing", async () => {
  store = await openStoreDevice();
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <Banner />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toBe("0 pending"));
  store.feed.faults.push = { status: 429, code: "over_quota" };
  const staffId = assertDefined(STAFF[0], "the sample has staff").id;
  await store.device.addNote({ profileId: ANNA, text: "Likes blue", staffId });
  await eventually(() => expect(text()).toContain("The server refuses what this device sends."));
  expect(text()).toContain("ask head office for a new code");
  expect(text()).toContain("1 pending");
  button("Enrol again");

  store.feed.faults.push = null;
  store.device.syncNow();
  await eventually(() => expect(text()).toBe("0 pending"));
});
