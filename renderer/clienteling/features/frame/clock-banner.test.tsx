// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { createTestClock } from "#renderer/data/testing/test-parts.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { ClockBanner } from "./clock-banner.tsx";

const DAY_MS = 86_400_000;

let store: StoreDevice;
afterEach(() => store.close());

const Banner = () => {
  const status = useSyncStatus();
  return status ? <ClockBanner aheadMs={status.clockAheadMs} /> : null;
};
const openWithClock = async (aheadMs: number) => {
  const clock = createTestClock();
  clock.turn(aheadMs);
  store = await openStoreDevice({ clock });
  return draw(
    <DeviceProvider device={store.device}>
      <Banner />
    </DeviceProvider>,
  );
};

test.for([
  [40 * DAY_MS, "This device's clock is 40 days fast."],
  [-40 * DAY_MS, "This device's clock is 40 days slow."],
] as const)(
  "a clock that is wrong by %s ms while online is a visible warning: %s",
  async ([aheadMs, words]) => {
    const { text } = await openWithClock(aheadMs);
    await eventually(() => expect(text()).toContain(words));
    expect(text()).toContain("Balances and dates here are still right.");
  },
);

test("a clock that is right shows nothing", async () => {
  const { text } = await openWithClock(0);
  expect(text()).toBe("");
});
