// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { CustomerDisplayFeed } from "#renderer/clienteling/features/display/customer-display-feed.tsx";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { CustomerDisplayPanel } from "#renderer/clienteling/features/settings/customer-display-panel.tsx";
import { useCustomerDisplay } from "#renderer/state/customer-display-store.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { click, draw, eventually, field, type } from "#renderer/ui/test-support/draw.tsx";
import { type CustomerDisplay, customerDisplaySchema } from "#shared/desktop/customer-display.ts";
import { assertDefined } from "#shared/kernel/assert.ts";

let store: StoreDevice;
let shown: CustomerDisplay[] = [];
let opened: unknown[] = [];
/** Stands in for the shell, which only a real Electron has (`e2e/desktop-shell.e2e.test.ts`). */
const shell = {
  displayOpen: async (argument: unknown) => {
    opened.push(argument);
    return { state: "no_screen" as const };
  },
  displayClose: async () => null,
  displayShow: async (content: unknown) => {
    shown.push(customerDisplaySchema.parse(content));
    return null;
  },
};
beforeEach(async () => {
  shown = [];
  opened = [];
  Object.assign(window, { desktop: shell });
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});
afterEach(async () => {
  Reflect.deleteProperty(window, "desktop");
  localStorage.clear();
  useCustomerDisplay.setState({ isOn: false, joinAddress: null, serving: null });
  await store.close();
});

const leave = (input: HTMLInputElement) =>
  act(async () => {
    input.focus();
    input.blur();
  });

const latest = () => shown.at(-1);

test("[X53] the customer sees first name, balance and what is left, and nothing once it is closed or locked", async () => {
  useCustomerDisplay.getState().setJoinAddress("https://example.com/join");
  useCustomerDisplay.getState().turn(true);
  const feed = await draw(
    <DeviceProvider device={store.device}>
      <CustomerDisplayFeed />
    </DeviceProvider>,
  );
  await eventually(() => expect(latest()?.title).toBe("Welcome"));
  expect(opened).toEqual([{ place: "screen" }]);
  expect(latest()?.qr?.text).toBe("Scan to join");
  expect(latest()?.lines).toEqual([]);

  const openSheet = () =>
    draw(
      <DeviceProvider device={store.device}>
        <RedeemScreen
          profileId={ANNA}
          onDone={() => undefined}
          onServed={() => undefined}
          onSync={() => undefined}
          onGiftCard={() => undefined}
        />
      </DeviceProvider>,
    );
  const sheet = await openSheet();
  await eventually(() => expect(latest()?.title).toBe("Hello Anna"));
  expect(latest()?.lines).toEqual([{ name: "Your balance", value: "$91.50" }]);
  expect(latest()?.qr).toBeNull();
  await type(field("Amount to redeem"), "20");
  await eventually(() =>
    expect(latest()?.lines).toEqual([
      { name: "Your balance", value: "$91.50" },
      { name: "Redeeming now", value: "$20.00" },
      { name: "Left after", value: "$71.50" },
    ]),
  );
  await sheet.close();
  await eventually(() => expect(latest()?.title).toBe("Welcome"));

  await openSheet();
  await eventually(() => expect(latest()?.title).toBe("Hello Anna"));
  await act(async () => useSession.getState().signOut("/"));
  await eventually(() => expect(latest()?.title).toBe("Welcome"));
  expect(latest()?.lines).toEqual([]);
  await feed.close();
});

test("[X53] settings keep an address to join only if it is one, and say when there is no screen", async () => {
  const { text } = await draw(<CustomerDisplayPanel display={shell} />);
  const address = field("Address to join");
  await type(address, "javascript:alert(1)");
  await leave(address);
  await eventually(() => expect(text()).toContain("Enter an address like"));
  expect(useCustomerDisplay.getState().joinAddress).toBeNull();
  await type(address, "https://example.com/join");
  await leave(address);
  await eventually(() =>
    expect(useCustomerDisplay.getState().joinAddress).toBe("https://example.com/join"),
  );
  const on = document.querySelector('input[value="on"]');
  await click(assertDefined(on ?? undefined, "a switch"));
  await eventually(() => expect(text()).toContain("No second screen found."));
  expect(useCustomerDisplay.getState().isOn).toBe(true);
});
