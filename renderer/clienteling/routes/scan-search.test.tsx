// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ScanOffer } from "#renderer/clienteling/features/scan/scan-offer.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA } from "#renderer/testing/store-facts.ts";
import {
  draw,
  eventually,
  field,
  scanInto,
  settle,
  type,
} from "#renderer/ui/test-support/draw.tsx";

const ANNAS_CARD = "2900012345675";
/** One digit from Anna's. */
const NOBODYS_CARD = "2900012345679";

let store: StoreDevice;
let opened: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
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
      <ScanOffer isSignedIn pathname="/" onOpen={(card) => useSession.getState().scan(card)} />
      <SearchScreen onOpen={(id) => opened.push(id)} onNew={() => undefined} />
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
  await shows(`No customer has the card ${NOBODYS_CARD}`);
  expect(opened).toEqual([]);
});

test("a card scanned behind what was typed before is the card alone", async () => {
  await open();
  await type(box(), "quixote");
  await settle(200);
  await scan(ANNAS_CARD, 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("names and email addresses are no cards, however fast they come", async () => {
  await open();
  await scan("anna lee", 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
  await type(box(), "");
  await scan("bob2@nowhere.example", 8);
  await shows("No customers match");
  expect(document.body.textContent).not.toContain("No customer has the card");
});
