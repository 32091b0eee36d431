// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES } from "#renderer/testing/store-facts.ts";
import {
  button,
  click,
  draw,
  eventually,
  field,
  press,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { SearchScreen } from "./search-screen.tsx";

// The screen writes nothing, so all tests share one device.
let store: StoreDevice;
let opened: string[] = [];
let asked: (readonly [string, boolean])[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
});
afterAll(() => store.close());

beforeEach(() => {
  opened = [];
  asked = [];
  useSession.getState().setQuery("");
});

const open = (device = store.device) =>
  draw(
    <DeviceProvider device={device}>
      <SearchScreen
        onOpen={(id) => opened.push(id)}
        onNew={(typed, isCard) => asked.push([typed, isCard])}
      />
    </DeviceProvider>,
  );

const box = () => field("Find a customer");

/** Types key by key with `gapMs` between keys, then Enter. */
const typeKeys = async (text: string, gapMs: number): Promise<void> => {
  for (const [place, key] of [...text].entries()) {
    await press(box(), key, { at: 1000 + place * gapMs });
    await type(box(), text.slice(0, place + 1));
  }
  await press(box(), "Enter", { at: 1000 + text.length * gapMs });
};

/** Waits until the page shows it. */
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

const scan = (text: string) => typeKeys(text, 8);

test("a scanned card opens its customer at once", async () => {
  await open();
  await scan("2900012345675");
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("an unknown card opens nobody, and can be used for a new customer", async () => {
  await open();
  await scan("2900012345999");
  await shows("No customer has the card 2900012345999");
  expect(opened).toEqual([]);
});

test("a card with letters in it scans like any other", async () => {
  await open();
  await scan("VIP-00042");
  await shows("No customer has the card VIP-00042");
  expect(opened).toEqual([]);
});

test("letters alone are a name, however fast they come", async () => {
  const { text } = await open();
  await scan("anna lee");
  await eventually(() => expect(opened).toEqual([ANNA]));
  await scan("Quixote");
  await shows("No customers match “Quixote”");
  expect(text()).not.toContain("No customer has the card");
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
  await scan("bartholomeu");
  openGate();
  await shows("spelt a little differently");
  expect(opened).toEqual([]);
});

test("an email address in one burst, as from a text expander, is not a card", async () => {
  const { text } = await open();
  await scan("bob2@nowhere.example");
  await shows("No customers match");
  expect(text()).not.toContain("No customer has the card");
});

test("an unknown card typed by hand or by a slow scanner is still a card", async () => {
  await open();
  // Differs from every card here in more than one digit, so no card matches with a typo.
  await typeKeys("2911188877766", 160);
  await shows("No customer has the card 2911188877766");
  expect(opened).toEqual([]);
});

test("an unknown phone number is not a card", async () => {
  const { text } = await open();
  await typeKeys("0499888777", 160);
  await shows("No customers match");
  expect(text()).not.toContain("No customer has the card");
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

test("a hit with a typo says so", async () => {
  await open();
  await type(box(), "anka");
  await shows("spelt a little differently");
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
  await open();
  await type(box(), "newcomer");
  await shows("No customers match");
  store.feed.put("profiles", [
    { ...PROFILES[0], id: "019700bb-0000-7000-8000-000000000099", lastName: "Newcomer" },
  ]);
  await shows("Anna Newcomer");
});

test("contact details in the list are masked", async () => {
  const { text } = await open();
  await type(box(), "anna");
  await shows("an•••@example.com");
  expect(text()).not.toContain("anna.lee@example.com");
  expect(text()).not.toContain("+61412345678");
});
