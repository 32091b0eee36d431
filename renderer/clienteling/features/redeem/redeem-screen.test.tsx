// @vitest-environment jsdom
import { act } from "react";
import { beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import {
  createSampleDevice,
  type SampleDevice,
} from "#renderer/clienteling/test-support/sample-device.ts";
import { ANNA, STAFF } from "#renderer/clienteling/test-support/sample-facts.ts";
import { useSession } from "#renderer/state/session-store.ts";
import {
  button,
  click,
  draw,
  field,
  press,
  settle,
  submit,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { RedeemScreen } from "./redeem-screen.tsx";

let device: SampleDevice;
let done = 0;

beforeEach(() => {
  device = createSampleDevice();
  done = 0;
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
});

const open = () =>
  draw(
    <DeviceProvider device={device}>
      <RedeemScreen profileId={ANNA} onDone={() => done++} onSync={() => {}} />
    </DeviceProvider>,
  );

const goOffline = () => device.set({ connection: "offline" });

const confirm = (times = 1) => submit(button(/^Redeem \$/).form, times);

test("two presses at once redeem once", async () => {
  device.setServerDelay(1000);
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  await confirm(2);
  await settle();
  expect(text()).toContain("Asking the server");
  await press(field("Amount to redeem"), "Enter", { repeat: true });
  await settle(1100);
  expect(text()).toContain("$20.00 redeemed");
  expect(text()).toContain("Confirmed by the server.");
  expect(device.redeemCalls()).toBe(1);
});

test("after it was served, Enter redeems nothing more and the focus is on no button", async () => {
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  await confirm();
  await settle();
  expect(text()).toContain("$20.00 redeemed");
  expect(document.activeElement?.tagName).toBe("H1");
  await press(assertDefined(document.activeElement, "a heading"), "Enter", { repeat: true });
  await press(assertDefined(document.activeElement, "a heading"), "Enter");
  await settle();
  expect(device.redeemCalls()).toBe(1);
  expect(done).toBe(0);
});

test("[R3] shows the plan lot by lot before anything is done", async () => {
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  expect(text()).toMatch(/Welcome reward.*\$6\.50.*Nothing.*Birthday reward.*\$13\.50.*\$6\.50/);
  expect(text()).toContain("Leaves $71.50");
  expect(device.redeemCalls()).toBe(0);
});

test("while the next digit is looked at, the plan and the button stay as they were", async () => {
  const { previewRedeem } = device;
  let openGate = () => {};
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  device = {
    ...device,
    previewRedeem: async (request) => {
      if (request.amountCents === 2000) await gate;
      return previewRedeem(request);
    },
  };
  const { text } = await open();
  await type(field("Amount to redeem"), "2");
  await settle();
  await type(field("Amount to redeem"), "20");
  expect(text()).toContain("Leaves $89.50");
  expect(button("Redeem $20.00").disabled).toBe(false);
  openGate();
  await settle();
  expect(text()).toContain("Leaves $71.50");
});

test("[R4] more than is held cannot be confirmed, and says how much can", async () => {
  const { text } = await open();
  await type(field("Amount to redeem"), "100");
  await settle();
  expect(text()).toContain("That is more than is held.Redeem $91.50 or less.");
  // A plan for what will not be done would only be read by mistake.
  expect(text()).not.toContain("Leaves");
  expect(button(/^Redeem \$/).disabled).toBe(true);
});

test("[F4] without the server it is at risk within the limit, and declined above it", async () => {
  goOffline();
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  expect(text()).toContain("At risk: the server is not reachable.");
  await type(field("Amount to redeem"), "60");
  await settle();
  expect(text()).toContain("Without the server at most $50.00 can be redeemed at once.");
  expect(button(/^Redeem \$/).disabled).toBe(true);
});

test("[S4] what was never sent can be undone from the slip", async () => {
  goOffline();
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  await confirm();
  await settle();
  expect(text()).toContain("Pending: within your store’s limit.");
  expect(text()).toContain("New balance$71.50");
  await click(button("Undo"));
  await settle();
  expect(text()).toContain("Taken back");
  expect(text()).toContain("New balance$91.50");
});

test("the slip follows a late answer of the server", async () => {
  device.setServerDelay(null);
  const { text } = await open();
  await type(field("Amount to redeem"), "20");
  await settle();
  await confirm();
  await settle();
  expect(text()).toContain("$20.00: not confirmed yet");
  let pending = "";
  device.pending$.subscribe((items) => {
    pending = items[0]?.commandId ?? pending;
  });
  await act(async () => device.answer(pending, { status: "accepted" }));
  await settle();
  expect(text()).toContain("Confirmed by the server.");
});
