// @vitest-environment jsdom
import { act } from "react";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, transactionFacts } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { SearchScreen } from "./search-screen.tsx";

const GIFT_CARD = cardNumberOf("123456789012345");

// The screen writes nothing, so all tests share one device.
let store: StoreDevice;
let opened: string[] = [];
let paidWith: string[] = [];
let asked: (readonly [string, boolean])[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
});
afterAll(() => store.close());

beforeEach(() => {
  opened = [];
  asked = [];
  paidWith = [];
  useSession.getState().setQuery("");
});

const open = (device = store.device) =>
  draw(
    <DeviceProvider device={device}>
      <SearchScreen
        heading={null}
        onOpen={(id) => opened.push(id)}
        onNew={(typed, isCard) => asked.push([typed, isCard])}
        onGiftCard={(number) => paidWith.push(number)}
      >
        Nothing
      </SearchScreen>
    </DeviceProvider>,
  );

const box = () => field("Find a customer");

test("the number of a gift card is for paying, and is nobody's card", async () => {
  await open();
  await enter(GIFT_CARD);
  await eventually(() => expect(paidWith).toEqual([GIFT_CARD]));
  expect(box().value).toBe("");
  expect(opened).toEqual([]);
});

const enter = async (text: string): Promise<void> => {
  await type(box(), text);
  await press(box(), "Enter");
};

/** The id of the option with this text. */
const optionOf = (name: string) =>
  [...document.querySelectorAll('[role="option"]')].find(({ textContent }) =>
    textContent?.includes(name),
  )?.id;

/** Waits until the page shows it. */
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

/** A scan as it arrives from `ScanOffer`. */
const scan = (card: string) => act(async () => useSession.getState().scan(card));

test("a scanned card opens its customer at once", async () => {
  await open();
  await scan("2900012345675");
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("an unknown card opens nobody, and can be used for a new customer", async () => {
  await open();
  await scan("2900012345999");
  await shows("Card 2900012345999 isn't linked to anyone");
  expect(opened).toEqual([]);
});

test("a card with letters in it scans like any other", async () => {
  await open();
  await scan("VIP-00042");
  await shows("Card VIP-00042 isn't linked to anyone");
  expect(opened).toEqual([]);
});

test("Enter before the answer doesn't open a mere similar spelling", async () => {
  const { device } = store;
  let openGate = () => {};
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  const search: typeof device.search = async (query, limit) => {
    await gate;
    return device.search(query, limit);
  };
  await open({ ...device, search });
  await enter("bartholomeu");
  openGate();
  await shows("Similar spelling");
  expect(opened).toEqual([]);
});

test("an unknown card typed by hand is still a card", async () => {
  await open();
  // Differs from every card here in more than one digit, so no card matches with a typo.
  await enter("2911188877766");
  await shows("Card 2911188877766 isn't linked to anyone");
  expect(opened).toEqual([]);
});

test.each([
  // One digit from Anna's card; all of it but the last digits; one letter from her name.
  ["2900012345679", "No exact match. Choose with the arrow keys"],
  ["29000123456", "No exact match. Choose with the arrow keys"],
  ["anma", "No exact match. Choose with the arrow keys"],
])("Enter never opens an inexact hit: %s opens nobody until it is chosen", async (typed, said) => {
  await open();
  await type(box(), typed);
  await shows("Anna Lee");
  await press(box(), "Enter");
  await shows(said);
  expect(opened).toEqual([]);
  while (box().getAttribute("aria-activedescendant") !== optionOf("Anna Lee")) {
    await press(box(), "ArrowDown");
  }
  await press(box(), "ArrowDown");
  await press(box(), "ArrowUp");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("Enter before the answer doesn't open part of a number either", async () => {
  await open();
  await enter("29000123456");
  await shows("No exact match. Choose with the arrow keys");
  expect(opened).toEqual([]);
});

test("an unknown phone number is not a card", async () => {
  const { text } = await open();
  await enter("0499888777");
  await shows("No customers match");
  expect(text()).not.toContain("isn't linked to anyone");
});

test("a card number typed by hand is looked up as an identifier first", async () => {
  await open();
  await type(box(), "2900012345675");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("arrow keys choose and Enter opens; a held Enter does not", async () => {
  await open();
  await type(box(), "an");
  await shows("Ana Leigh");
  await press(box(), "Enter", { repeat: true });
  expect(opened).toEqual([]);
  await press(box(), "ArrowDown");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toEqual(["019700bb-0000-7000-8000-000000000002"]));
});

test("a receipt number finds its customer, by the whole number only", async () => {
  const { text } = await open();
  await type(box(), "8841-019");
  await shows("No customers match");
  await type(box(), "8841-0192");
  await shows("Receipt 8841-0192");
  expect(text()).toContain("Anna Lee");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("a scanned receipt isn't taken for a card: the screen says so, and staff choose", async () => {
  const { text } = await open();
  await scan("8841-0192");
  await shows("This is a receipt number, not a card. Choose the customer:");
  await shows("Anna Lee");
  expect(text()).not.toContain("isn't linked to anyone");
  expect(opened).toEqual([]);
});

test("of several customers who share a receipt number, Enter opens none", async () => {
  const profileId = profileIdSchema.parse(PROFILES[1]?.id);
  const [sale] = transactionFacts(instant(Date.now()));
  const transaction = { ...sale?.transaction, id: 9_001, profileId };
  store.feed.put("transactions", [{ ...sale, id: "9001", profileId, transaction }]);
  store.device.syncNow();
  const found = async () => (await store.device.search("8841-0192", 5)).hits;
  await expect.poll(found).toHaveLength(2);
  await open();
  await enter("8841-0192");
  await shows("Several customers have a sale with this receipt number. Choose one:");
  await press(box(), "Enter");
  expect(opened).toEqual([]);
  await press(box(), "ArrowDown");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toHaveLength(1));
});

test("a hit with a typo says so", async () => {
  const { text } = await open();
  await type(box(), "anka");
  await eventually(() => expect(text()).toContain("Similar spelling"));
});

test("one click clears the box, which keeps the focus", async () => {
  await open();
  await type(box(), "anna");
  await shows("Anna Lee");
  await click(button("Clear"));
  expect(box().value).toBe("");
  expect(document.activeElement).toBe(box());
});

test("a customer who arrives from another till is found without typing again", async () => {
  const { text } = await open();
  await type(box(), "newcomer");
  await shows("No customers match");
  store.feed.put("profiles", [
    { ...PROFILES[0], id: "019700bb-0000-7000-8000-000000000099", lastName: "Newcomer" },
  ]);
  await eventually(() => expect(text()).toContain("Anna Newcomer"));
});

test("contact details in the list are masked", async () => {
  const { text } = await open();
  await type(box(), "anna.lee@");
  await shows("Email an•••@example.com");
  expect(text()).not.toContain("anna.lee@example.com");
  expect(text()).not.toContain("+61412345678");
});
