// @vitest-environment jsdom
import { act } from "react";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { PROFILES } from "#renderer/testing/store-facts.ts";
import { draw, eventually, field, press, type } from "#renderer/ui/test-support/draw.tsx";
import { SearchScreen } from "./search-screen.tsx";

const [IDA, JUN] = ["019700bb-0000-7000-8000-0000000000a1", "019700bb-0000-7000-8000-0000000000a2"];
const withCard = (id: string | undefined, firstName: string, identifier: string) => ({
  ...PROFILES[0],
  id,
  firstName,
  lastName: "Cardholder",
  email: null,
  mobilePhone: null,
  identities: [{ handle: "card_pos", identifier, isPrimary: true, isActive: true }],
});

// The screen writes nothing, so all tests share one device.
let store: StoreDevice;
let opened: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
  store.feed.put("profiles", [withCard(IDA, "Ida", "VIP-9001"), withCard(JUN, "Jun", "vip-9001")]);
  store.device.syncNow();
  await vi.waitFor(
    async () => expect((await store.device.search("cardholder", 5)).hits).toHaveLength(2),
    10_000,
  );
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  useSession.getState().setQuery("");
});

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <SearchScreen
        heading={null}
        onOpen={(id) => opened.push(id)}
        onNew={() => undefined}
        onGiftCard={() => undefined}
      >
        Nothing
      </SearchScreen>
    </DeviceProvider>,
  );
const box = () => field("Find a customer");
const scan = (card: string) => act(async () => useSession.getState().scan(card));
const enter = async (text: string) => {
  await type(box(), text);
  await press(box(), "Enter");
};
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

test.each([
  ["VIP-9001", IDA],
  ["vip-9001", JUN],
  ["]C1vip-9001", JUN],
])("the card %s opens its own profile, not one that is spelt alike", async (card, id) => {
  await open();
  await scan(card);
  await eventually(() => expect(opened).toEqual([id]));
});

test.each([
  ["scanned", scan],
  ["typed", enter],
])("a card that may mean several people is a list when %s", async (_, give) => {
  const { text } = await open();
  await give("Vip-9001");
  await shows("Several customers have this card. Choose one:");
  await shows("Ida Cardholder");
  await shows("Jun Cardholder");
  expect(text()).not.toContain("isn't linked to anyone");
  expect(opened).toEqual([]);
  await press(box(), "ArrowDown");
  await press(box(), "Enter");
  await eventually(() => expect(opened).toEqual([JUN]));
});

test("a card with one leading 0 more is listed as close, and no duplicate is offered", async () => {
  const { text } = await open();
  // Differs in its check digit from a GTIN, so the zero may make it another card.
  store.feed.put("profiles", [withCard(IDA, "Ida", "770015")]);
  await expect.poll(async () => (await store.device.findByIdentifier("770015")).kind).toBe("one");
  await scan("0770015");
  await shows("No exact match. Did you mean…");
  await shows("Ida Cardholder");
  expect(text()).not.toContain("isn't linked to anyone");
  expect(text()).not.toContain("as a new customer");
  expect(opened).toEqual([]);
});
