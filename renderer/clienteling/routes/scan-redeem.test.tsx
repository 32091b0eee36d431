// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { ScanOffer } from "#renderer/clienteling/features/scan/scan-offer.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { draw, eventually, field, scanInto, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

test.each(["C-011", "GOLDMEMBER", "M0012"])(
  "a scan of %s into the amount redeems nothing, whatever was typed before",
  async (card) => {
    const { text } = await draw(
      <DeviceProvider device={store.device}>
        <ScanOffer
          isSignedIn
          address="/redeem"
          onOpen={() => undefined}
          onProduct={() => undefined}
        />
        <RedeemScreen
          profileId={ANNA}
          onDone={() => undefined}
          onServed={() => undefined}
          onSync={() => undefined}
          onGiftCard={() => undefined}
        />
      </DeviceProvider>,
    );
    await eventually(() => field("Amount to redeem"));
    await type(field("Amount to redeem"), "5");
    await eventually(() => expect(text()).toContain("left after"));
    let isPressed = false;
    document.body.addEventListener("keydown", ({ key }) => {
      isPressed ||= key === "Enter";
    });
    await scanInto(field("Amount to redeem"), card, { gapMs: 10, end: "Enter" });
    await eventually(() => expect(text()).toContain(`You scanned the card ${card}.`));
    expect(field("Amount to redeem").value).toBe("5");
    expect(isPressed).toBe(false);
    expect(store.redeemCalls()).toBe(0);
  },
);
