// @vitest-environment jsdom
import { act, useState } from "react";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { PROFILES } from "#renderer/testing/store-facts.ts";
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
const [GOLD, SPACED, SHORT] = ["GOLDMEMBER", "AB 1234 567", "90011"];

let store: StoreDevice;
let opened: string[] = [];
let submitted = 0;

beforeAll(async () => {
  store = await openStoreDevice();
  store.feed.put("profiles", [
    withCard("a1", "Goldie", GOLD),
    withCard("a2", "Spencer", SPACED),
    withCard("a3", "Shorty", SHORT),
  ]);
  store.device.syncNow();
  await vi.waitFor(
    async () => expect((await store.device.findByIdentifier(SHORT)).kind).toBe("one"),
    10_000,
  );
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  submitted = 0;
});

const withCard = (idEnd: string, firstName: string, identifier: string) => ({
  ...PROFILES[0],
  id: `019700bb-0000-7000-8000-0000000000${idEnd}`,
  firstName,
  email: null,
  mobilePhone: null,
  identities: [{ handle: "card_pos", identifier, isPrimary: true, isActive: true }],
});

/** A screen with an amount, a receipt number, a name, a choice and a button. */
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
        data-money
        value={amount}
        onChange={({ currentTarget }) => setAmount(currentTarget.value)}
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

/** A form with a name, a number and a choice. */
const Details = () => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      submitted += 1;
    }}
  >
    <input aria-label="Name" />
    <select aria-label="Gender">
      <option value="">Not asked</option>
      <option value="male">Male</option>
    </select>
  </form>
);

const open = (isSignedIn = true) =>
  draw(
    <DeviceProvider device={store.device}>
      <ScanOffer
        isSignedIn={isSignedIn}
        address="/here"
        onOpen={(card) => opened.push(card)}
        onProduct={(id) => opened.push(`product ${id}`)}
      />
      <Form />
      <Details />
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
  await eventually(() => expect(text()).toContain("You scanned Anna Lee's card."));
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
  expect(await scan(field("Amount"), "1250", 120)).toBe(true);
  expect(field("Amount").value).toBe("1250");
  expect(await scan(field("Receipt"), "8841-0192", 120)).toBe(true);
  expect(field("Receipt").value).toBe("8841-0192");
  expect(opened).toEqual([]);
});

test.each([
  [GOLD, 10],
  [GOLD, 90],
  [SPACED, 60],
  ["C-011", 10],
])("a card with letters never becomes an amount: %s at %i ms a key", async (card, gapMs) => {
  const { text } = await open();
  await type(field("Amount"), "5");
  expect(await scan(field("Amount"), card, gapMs)).toBe(false);
  expect(field("Amount").value).toBe("5");
  await eventually(() => expect(text()).toContain("You scanned"));
  expect(submitted).toBe(0);
});

test.each([SHORT, "29500000001"])(
  "digits that may be an amount or a card: staff are asked, and nothing is redeemed (%s)",
  async (digits) => {
    const { text } = await open();
    expect(await scan(field("Amount"), digits, 90)).toBe(false);
    expect(field("Amount").value).toBe("");
    await eventually(() => expect(text()).toContain("Was that a scan?"));
    await press(field("Amount"), "Enter");
    expect(submitted).toBe(0);
    await click(button("No, I typed it"));
    expect(field("Amount").value).toBe(digits);
    await type(field("Amount"), "");
    await scan(field("Amount"), digits, 90);
    await eventually(() => expect(text()).toContain("Was that a scan?"));
    await click(button(digits === SHORT ? "Open Shorty Lee" : "Look up this card"));
    expect(opened).toEqual([digits]);
    expect(field("Amount").value).toBe("");
  },
);

test("a card without digits that is scanned into a name opens its owner and leaves the field", async () => {
  await open();
  await type(field("Name"), "Ann");
  await scan(field("Name"), GOLD, 10);
  await eventually(() => expect(opened).toEqual([GOLD]));
  expect(field("Name").value).toBe("Ann");
  expect(submitted).toBe(0);
});

test("a card that somebody may have typed as a name is only offered", async () => {
  const { text } = await open();
  await scan(field("Name"), GOLD, 80);
  await eventually(() => expect(text()).toContain("Was that a scan?"));
  expect(opened).toEqual([]);
  await click(button("No, I typed it"));
  expect(field("Name").value).toBe(GOLD);
});

test("a name that is typed very fast stays, and its Enter saves", async () => {
  await open();
  await scan(field("Name"), "Featherstone", 20);
  await eventually(() => expect(submitted).toBe(1));
  expect(field("Name").value).toBe("Featherstone");
  expect(opened).toEqual([]);
});

test("a scan doesn't change a choice by its letters", async () => {
  await open();
  const gender = document.querySelector("select");
  if (gender === null) throw new Error("no choice");
  gender.addEventListener("keydown", () => {
    gender.value = "male";
  });
  await scan(gender, "MF-90001", 10);
  await eventually(() => expect(opened).toEqual(["MF-90001"]));
  expect(gender.value).toBe("");
});

/** Scans as on Android, where keys have no names and only insert text. */
const scanUnnamed = (target: HTMLInputElement, card: string) =>
  act(async () => {
    for (const key of card) {
      target.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
      const inserted = { data: key, inputType: "insertText", bubbles: true };
      target.dispatchEvent(new InputEvent("beforeinput", inserted));
      await type(target, target.value + key);
    }
    await press(target, "Enter");
  });

test.each(["CARD000012", "M0012", "000000012"])(
  "on Android, %s never becomes an amount either",
  async (card) => {
    const { text } = await open();
    await type(field("Amount"), "5");
    await scanUnnamed(field("Amount"), card);
    await eventually(() => expect(text()).toMatch(/You scanned|Was that a scan/));
    expect(field("Amount").value).toBe("5");
    expect(submitted).toBe(0);
  },
);

/** The same where the keys come before any field has the focus. */
const scanNowhere = (card: string, ends: boolean) =>
  act(async () => {
    for (const key of card) {
      const focused = document.activeElement ?? document.body;
      focused.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
      const field = document.activeElement;
      if (!(field instanceof HTMLInputElement)) continue;
      const inserted = { data: key, inputType: "insertText", bubbles: true };
      field.dispatchEvent(new InputEvent("beforeinput", inserted));
      field.value += key;
    }
    if (ends) await press(document.activeElement ?? document.body, "Enter");
  });

test.each([true, false])(
  "on Android, a scan opens its customer with no field focused, and the focus stays (Enter: %s)",
  async (ends) => {
    await open();
    for (const [n, focused] of [document.body, button("Confirm")].entries()) {
      focused.focus();
      await scanNowhere("CARD000012", ends);
      await eventually(() => expect(opened).toHaveLength(n + 1));
      expect(document.activeElement).toBe(focused);
    }
    expect(opened).toEqual(["CARD000012", "CARD000012"]);
    expect(submitted).toBe(0);
    for (const input of document.querySelectorAll("input")) expect(input.value).toBe("");
  },
);

test("a key without a name that inserts nothing, such as a scanner's trigger, doesn't keep the focus", async () => {
  await open();
  button("Confirm").focus();
  const trigger = new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true });
  let focused: Element | null = null;
  await act(async () => {
    button("Confirm").dispatchEvent(trigger);
    focused = document.activeElement;
  });
  expect(focused).toBe(field("Scanner"));
  await eventually(() => expect(document.activeElement).toBe(button("Confirm")));
});

test("the field that takes a scan stays while an offer comes and goes", async () => {
  const { text } = await open();
  const catcher = field("Scanner");
  await type(field("Amount"), "5");
  await scan(document.body, ANNAS_CARD, 5);
  await eventually(() => expect(text()).toContain("You scanned"));
  expect(field("Scanner")).toBe(catcher);
  await click(button("Stay here"));
  expect(field("Scanner")).toBe(catcher);
});

test("on Android, keys that aren't a scan leave no trace and give the focus back", async () => {
  await open();
  button("Confirm").focus();
  await scanNowhere("x", false);
  await eventually(() => expect(document.activeElement).toBe(button("Confirm")));
  for (const input of document.querySelectorAll("input")) expect(input.value).toBe("");
  expect(opened).toEqual([]);
});

test("a space after typing still presses a button", async () => {
  await open();
  await press(field("Name"), "x");
  await settle(200);
  const space = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
  button("Confirm").dispatchEvent(space);
  expect(space.defaultPrevented).toBe(false);
});

test("a space inside a scan presses no button", async () => {
  await open();
  const prevented: boolean[] = [];
  const onKey = (event: KeyboardEvent) => {
    if (event.key === " ") prevented.push(event.defaultPrevented);
  };
  document.body.addEventListener("keydown", onKey);
  await scan(button("Confirm"), SPACED, 60);
  document.body.removeEventListener("keydown", onKey);
  expect(prevented).toEqual([true, true]);
  await eventually(() => expect(opened).toEqual([SPACED]));
});

test("before somebody has signed in, a scan does nothing", async () => {
  await open(false);
  await scan(document.body, ANNAS_CARD, 8);
  await settle(50);
  expect(opened).toEqual([]);
});

test("[S30] a product's code opens it if nobody has such a card, and stays where it is kept", async () => {
  await open();
  await scan(document.body, "9310072000039", 10);
  await eventually(() => expect(opened).toEqual(["product 2"]));
  opened = [];
  await scan(field("Receipt"), "9310072000039", 10);
  await settle();
  expect(opened).toEqual([]);
  expect(field("Receipt").value).toBe("9310072000039");
});
