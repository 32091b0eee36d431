// @vitest-environment jsdom
import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, STAFF } from "#renderer/testing/store-facts.ts";
import { button, draw, eventually, field, submit, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { err } from "#shared/kernel/result.ts";
import { instant } from "#shared/kernel/time.ts";
import type { Freeze } from "#shared/ledger/freeze.ts";
import { DeviceProvider } from "./device-context.tsx";

let store: StoreDevice;

beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(() => store.close());

/** Head office freezes or unfreezes Anna's account. */
const setFreeze = (freeze: Freeze | null) =>
  store.feed.put("accounts", [{ ...accountFactOf(ANNA, instant(Date.now())), freeze }]);

const freeze = async () => {
  setFreeze({ reason: "card_lost", since: instant(Date.now()) });
  const views = store.device.profile$(ANNA);
  await firstValueFrom(views.pipe(filter((view) => view !== null && view?.freeze !== null)));
};

const nothing = () => undefined;
/** Waits until it has read the account. */
const drawRedeem = async (device = store.device) => {
  const drawn = await draw(
    <DeviceProvider device={device}>
      <RedeemScreen
        profileId={ANNA}
        onServed={nothing}
        onDone={nothing}
        onSync={nothing}
        onGiftCard={nothing}
      />
    </DeviceProvider>,
  );
  await eventually(() => field("Amount to redeem"));
  return drawn;
};

test("[Z2] the profile says that its account is frozen, and why, until it is unfrozen", async () => {
  await freeze();
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="overview" />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toContain("This account is frozen."));
  expect(text()).toContain("A card was reported lost or stolen.");
  setFreeze(null);
  await eventually(() => expect(text()).not.toContain("frozen"));
});

test("[Z2] nothing can be redeemed from a frozen account, online or offline, and the screen says why, once", async () => {
  await freeze();
  const { text } = await drawRedeem();
  await eventually(() => expect(text()).toContain("This account is frozen."));
  await type(field("Amount to redeem"), "5");
  await eventually(() => expect(button(/^Redeem \$5/).disabled).toBe(true));
  expect(text().match(/frozen/g)).toHaveLength(1);
  expect(document.querySelector("[role=alert]")).toBeNull();
  await store.goOffline();
  await eventually(() => expect(button(/^Redeem \$5/).disabled).toBe(true));
  expect(store.redeemCalls()).toBe(0);
});

test("[Z2] a freeze at the very click is said once", async () => {
  const { text } = await drawRedeem({
    ...store.device,
    redeem: async () => {
      await freeze();
      return err({ by: "device", refusal: { reason: "account_frozen", frozenFor: "card_lost" } });
    },
  });
  await type(field("Amount to redeem"), "5");
  await eventually(() => expect(button(/^Redeem \$5/).disabled).toBe(false));
  await submit(button(/^Redeem \$5/).form);
  await eventually(() => expect(text()).toContain("This account is frozen."));
  await eventually(() => expect(button(/^Redeem \$5/).disabled).toBe(true));
  expect(text().match(/frozen/g)).toHaveLength(1);
});

test("[Z2] a freeze that arrives while staff enter an amount stops the redemption", async () => {
  const { text } = await drawRedeem();
  await type(field("Amount to redeem"), "5");
  await eventually(() => expect(text()).toContain("left after"));
  expect(button(/^Redeem \$5/).disabled).toBe(false);
  await freeze();
  await eventually(() => expect(button(/^Redeem \$5/).disabled).toBe(true));
  expect(text()).toContain("This account is frozen.");
});
