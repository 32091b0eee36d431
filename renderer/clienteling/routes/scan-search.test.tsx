// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ScanOffer } from "#renderer/clienteling/features/scan/scan-offer.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA } from "#renderer/testing/store-facts.ts";
import { draw, eventually, field, press, settle, type } from "#renderer/ui/test-support/draw.tsx";

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

/** Sends keys into the search box as a scanner does. */
const sendKeys = async (text: string, gapMs: number, end: "Enter" | "Tab" | null = "Enter") => {
  const startsAt = performance.now();
  for (const [place, key] of [...text].entries()) {
    await press(box(), key, { at: startsAt + place * gapMs });
    await type(box(), box().value + key);
  }
  if (end !== null) await press(box(), end, { at: startsAt + text.length * gapMs });
};
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

test.each([
  ["a usual scanner", 8, "Enter"],
  ["a slow Bluetooth scanner", 60, "Enter"],
  ["a scanner that sends Tab", 8, "Tab"],
  ["a scanner that sends no Enter", 8, null],
] as const)("the search box takes a card from %s", async (_, gapMs, end) => {
  await open();
  await sendKeys(ANNAS_CARD, gapMs, end);
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("an unknown card typed slowly, as Bluetooth scanners do, opens nobody though another differs by one digit", async () => {
  await open();
  await sendKeys(NOBODYS_CARD, 60);
  await shows(`No customer has the card ${NOBODYS_CARD}`);
  expect(opened).toEqual([]);
});

test("a card scanned behind what was typed before is the card alone", async () => {
  await open();
  await type(box(), "quixote");
  await settle(200);
  await sendKeys(ANNAS_CARD, 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
});

test("names and email addresses are no cards, however fast they come", async () => {
  await open();
  await sendKeys("anna lee", 8);
  await eventually(() => expect(opened).toEqual([ANNA]));
  await type(box(), "");
  await sendKeys("bob2@nowhere.example", 8);
  await shows("No customers match");
  expect(document.body.textContent).not.toContain("No customer has the card");
});
