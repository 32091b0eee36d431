// @vitest-environment jsdom
import { useState } from "react";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  scanInto,
  settle,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { ScanOffer } from "./scan-offer.tsx";

const ANNAS_CARD = "2900012345675";
const NOBODYS_CARD = "2900012345999";

let store: StoreDevice;
let opened: string[] = [];
let submitted = 0;

beforeAll(async () => {
  store = await openStoreDevice();
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  submitted = 0;
});

/** A screen with an amount, a receipt number and a button. */
const Form = () => {
  const [amount, setAmount] = useState("");
  const [receipt, setReceipt] = useState("");
  useUnsavedWork(amount !== "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submitted += 1;
      }}
    >
      <input
        aria-label="Amount"
        inputMode="none"
        value={amount}
        onChange={({ currentTarget }) => setAmount(currentTarget.value.replace(/\D/g, ""))}
      />
      <input
        aria-label="Receipt"
        data-keeps-scans
        value={receipt}
        onChange={({ currentTarget }) => setReceipt(currentTarget.value)}
      />
      <button type="submit">Confirm</button>
    </form>
  );
};

const open = (isSignedIn = true) =>
  draw(
    <DeviceProvider device={store.device}>
      <ScanOffer isSignedIn={isSignedIn} pathname="/here" onOpen={(card) => opened.push(card)} />
      <Form />
    </DeviceProvider>,
  );

/** Scans a card. True if the Enter at the end reached the page. */
const scan = async (target: HTMLElement, text: string, gapMs: number, ends = true) => {
  let isPressed = false;
  const onKey = (event: KeyboardEvent) => {
    isPressed ||= event.key === "Enter";
  };
  document.body.addEventListener("keydown", onKey);
  await scanInto(target, text, { gapMs, end: ends ? "Enter" : null });
  document.body.removeEventListener("keydown", onKey);
  return isPressed;
};

test.each([
  ["a usual scanner", 8, true],
  ["a slow Bluetooth scanner", 60, true],
  ["a scanner that sends no Enter", 8, false],
])(
  "a burst of keys from %s is a scan and never lands in a field as an amount",
  async (_, gapMs, ends) => {
    await open();
    expect(await scan(field("Amount"), ANNAS_CARD, gapMs, ends)).toBe(false);
    await eventually(() => expect(opened).toEqual([ANNAS_CARD]));
    expect(field("Amount").value).toBe("");
    expect(submitted).toBe(0);
  },
);

test("a scan presses no button that has the focus", async () => {
  await open();
  expect(await scan(button("Confirm"), "C-0011", 8)).toBe(false);
  await eventually(() => expect(opened).toEqual(["C-0011"]));
});

test("the scanned person is offered first where something would be lost, and a second Enter accepts nothing", async () => {
  const { text } = await open();
  await type(field("Amount"), "20");
  await scan(field("Amount"), ANNAS_CARD, 8);
  await eventually(() => expect(text()).toContain("You scanned Anna Lee’s card."));
  expect(field("Amount").value).toBe("20");
  expect(opened).toEqual([]);
  await press(document.body, "Enter");
  expect(opened).toEqual([]);
  await click(button("Stay here"));
  expect(text()).not.toContain("You scanned");
  await scan(field("Amount"), ANNAS_CARD, 8);
  await eventually(() => button("Open Anna Lee"));
  await click(button("Open Anna Lee"));
  expect(opened).toEqual([ANNAS_CARD]);
});

test("a receipt number that is scanned into its own field stays there, a customer's card does not", async () => {
  await open();
  expect(await scan(field("Receipt"), NOBODYS_CARD, 8)).toBe(false);
  await settle(50);
  expect(field("Receipt").value).toBe(NOBODYS_CARD);
  expect(opened).toEqual([]);
  await type(field("Receipt"), "");
  await scan(field("Receipt"), ANNAS_CARD, 8);
  await eventually(() => expect(opened).toEqual([ANNAS_CARD]));
  expect(field("Receipt").value).toBe("");
});

test("what people type stays, and their Enter counts", async () => {
  await open();
  expect(await scan(field("Amount"), "1250", 8)).toBe(true);
  expect(field("Amount").value).toBe("1250");
  expect(await scan(field("Receipt"), "8841-0192", 120)).toBe(true);
  expect(field("Receipt").value).toBe("8841-0192");
  expect(opened).toEqual([]);
});

test("before somebody has signed in, a scan does nothing", async () => {
  await open(false);
  await scan(document.body, ANNAS_CARD, 8);
  await settle(50);
  expect(opened).toEqual([]);
});
