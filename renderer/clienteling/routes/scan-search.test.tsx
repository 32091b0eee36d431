// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ScanOffer } from "#renderer/clienteling/features/scan/scan-offer.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { usePreferences } from "#renderer/state/device-preferences.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES } from "#renderer/testing/store-facts.ts";
import {
  draw,
  eventually,
  field,
  scanInto,
  settle,
  type,
} from "#renderer/ui/test-support/draw.tsx";

const ANNAS_CARD = "2900012345675";
const [GOLD, SPACED] = ["GOLDMEMBER", "AB 1234 567"] as const;
const GOLDIE = "019700bb-0000-7000-8000-0000000000a1";
/** One digit from Anna's. */
const NOBODYS_CARD = "2900012345679";

let store: StoreDevice;
let opened: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
  const identities = [GOLD, SPACED, "Ana"].map((identifier, place) => ({
    handle: "card_pos",
    identifier,
    isPrimary: place === 0,
    isActive: true,
  }));
  store.feed.put("profiles", [
    { ...PROFILES[0], id: GOLDIE, firstName: "Goldie", email: null, mobilePhone: null, identities },
  ]);
  store.device.syncNow();
  await vi.waitFor(
    async () => expect((await store.device.findByIdentifier(GOLD)).kind).toBe("one"),
    10_000,
  );
});
afterAll(() => store.close());
beforeEach(() => {
  opened = [];
  useSession.getState().setQuery("");
});

/** The search screen under the frame that takes scans. */
const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <ScanOffer
        isSignedIn
        address="/"
        onOpen={(card) => useSession.getState().scan(card)}
        onProduct={() => undefined}
      />
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

const scan = (text: string, gapMs: number, end: "Enter" | "Tab" | null = "Enter") =>
  scanInto(box(), text, { gapMs, end });
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

test.each([
  ["a usual scanner", 8, "Enter"],
  ["a slow Bluetooth scanner", 60, "Enter"],
  ["a scanner that sends Tab", 8, "Tab"],
  ["a scanner that sends no Enter", 8, null],
] as const)("the search box takes a card from %s", async (_, gapMs, end) => {
  await open();
  await scan(ANNAS_CARD, gapMs, end);
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("an unknown card typed slowly, as Bluetooth scanners do, opens nobody though another differs by one digit", async () => {
  await open();
  await scan(NOBODYS_CARD, 60);
  await shows(`Card ${NOBODYS_CARD} isn't linked to anyone`);
  expect(opened).toEqual([]);
});

test("a card scanned behind what was typed before is the card alone", async () => {
  await open();
  await type(box(), "quixote");
  await settle(200);
  await scan(ANNAS_CARD, 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test.each([
  [GOLD, 10, "Enter"],
  [GOLD, 60, "Enter"],
  [GOLD, 10, "Tab"],
  [GOLD, 10, null],
  [SPACED, 10, "Enter"],
  [SPACED, 130, "Enter"],
] as const)(
  "a card without digits or with spaces opens its owner: %s at %i ms a key, then %s",
  async (card, gapMs, end) => {
    await open();
    await scan(card, gapMs, end);
    await eventually(() => expect(opened).toEqual([GOLDIE]));
  },
);

test("a word that is one person's card and another's name is a choice when typed", async () => {
  await open();
  await scan("Ana", 130);
  await shows("One customer has this card, others match by name. Choose one:");
  expect(opened).toEqual([]);
  await scan("Ana", 10);
  await eventually(() => expect(opened).toEqual([GOLDIE]));
});

test("names and email addresses are no cards, however fast they come", async () => {
  await open();
  await scan("anna lee", 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
  await type(box(), "");
  await scan("bob2@nowhere.example", 8);
  await shows("No customers match");
  expect(document.body.textContent).not.toContain("isn't linked to anyone");
});

test("[X60] a code that another keyboard has garbled offers no new customer, and once learnt it opens", async () => {
  await open();
  await scan("éç(à_à", 10);
  await shows("The scanner and this device use different keyboards");
  expect(document.body.textContent).not.toContain("New customer with this");
  expect(document.querySelector('a[href="#/scanner"]')).not.toBeNull();
  usePreferences.getState().setScannerLayout({ ç: "G", é: "O", "(": "L", à: "D" });
  await scan("çé(àMEMBER", 10);
  await eventually(() => expect(opened).toHaveLength(1));
  usePreferences.getState().setScannerLayout({});
});
