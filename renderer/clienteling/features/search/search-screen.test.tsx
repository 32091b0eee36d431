// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { createSampleDevice } from "#renderer/clienteling/test-support/sample-device.ts";
import { ANNA } from "#renderer/clienteling/test-support/sample-facts.ts";
import { useSession } from "#renderer/state/session-store.ts";
import {
  button,
  click,
  draw,
  field,
  press,
  settle,
  type,
} from "#renderer/ui/test-support/draw.tsx";
import { SearchScreen } from "./search-screen.tsx";

let opened: string[] = [];
let asked: (readonly [string, boolean])[] = [];

beforeEach(() => {
  opened = [];
  asked = [];
  useSession.getState().setQuery("");
});

const open = (device = createSampleDevice()) =>
  draw(
    <DeviceProvider device={device}>
      <SearchScreen
        onOpen={(id) => opened.push(id)}
        onNew={(typed, isCard) => asked.push([typed, isCard])}
      />
    </DeviceProvider>,
  );

const box = () => field("Find a profile");

/** Types key by key, so many ms between two, then Enter. */
const typeKeys = async (text: string, gapMs: number): Promise<void> => {
  for (const [place, key] of [...text].entries()) {
    await press(box(), key, { at: 1000 + place * gapMs });
    await type(box(), text.slice(0, place + 1));
  }
  await press(box(), "Enter", { at: 1000 + text.length * gapMs });
  await settle();
};

const scan = (text: string) => typeKeys(text, 8);

test("a scanned card opens its profile at once", async () => {
  await open();
  await scan("2900012345675");
  expect(opened).toEqual([ANNA]);
});

test("an unknown card opens nobody, and can become a new profile", async () => {
  const { text } = await open();
  await scan("2900012345999");
  expect(opened).toEqual([]);
  expect(text()).toContain("No profile has the card 2900012345999");
});

test("a card with letters in it is scanned as any other", async () => {
  const { text } = await open();
  await scan("VIP-00042");
  expect(opened).toEqual([]);
  expect(text()).toContain("No profile has the card VIP-00042");
});

test("letters alone are a name, however fast they come", async () => {
  const { text } = await open();
  await scan("anna lee");
  expect(opened).toEqual([ANNA]);
  await scan("Quixote");
  expect(text()).not.toContain("No profile has the card");
  expect(text()).toContain("Nobody found for “Quixote”");
});

test("Enter before the answer opens nobody who is only spelt alike", async () => {
  const device = createSampleDevice();
  let openGate = () => {};
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  const search: typeof device.search = async (query, limit) => {
    await gate;
    return device.search(query, limit);
  };
  const { text } = await open({ ...device, search });
  await scan("barry");
  openGate();
  await settle();
  expect(opened).toEqual([]);
  expect(text()).toContain("spelt a little differently");
});

test("an e-mail address in one burst, as a text expander types it, is no card", async () => {
  const { text } = await open();
  await scan("bob2@nowhere.example");
  expect(text()).not.toContain("No profile has the card");
  expect(text()).toContain("Nobody found");
});

test("an unknown card typed by hand, or by a slow scanner, is a card all the same", async () => {
  const { text } = await open();
  await typeKeys("2900012345999", 160);
  expect(opened).toEqual([]);
  expect(text()).toContain("No profile has the card 2900012345999");
});

test("a phone number that nobody has is no card", async () => {
  const { text } = await open();
  await typeKeys("0499888777", 160);
  expect(text()).not.toContain("No profile has the card");
  expect(text()).toContain("Nobody found");
});

test("a card number typed by hand is looked up as an identifier first", async () => {
  await open();
  await type(box(), "2900012345675");
  await press(box(), "Enter");
  await settle();
  expect(opened).toEqual([ANNA]);
});

test("arrow keys choose and Enter opens; a held Enter does not", async () => {
  await open();
  await type(box(), "an");
  await settle();
  await press(box(), "Enter", { repeat: true });
  expect(opened).toEqual([]);
  await press(box(), "ArrowDown");
  await press(box(), "Enter");
  await settle();
  expect(opened).toEqual(["019700bb-0000-7000-8000-000000000002"]);
});

test("what is found with a typing error says so", async () => {
  const { text } = await open();
  await type(box(), "anka");
  await settle();
  expect(text()).toContain("spelt a little differently");
});

test("one press empties the box, and the box keeps the keyboard", async () => {
  await open();
  await type(box(), "anna");
  await settle();
  await click(button("Clear"));
  expect(box().value).toBe("");
  expect(document.activeElement).toBe(box());
});

test("somebody who arrives from another till is found without typing again", async () => {
  const device = createSampleDevice();
  let isHere = false;
  const search: typeof device.search = async (query, limit) =>
    isHere ? device.search(query, limit) : { hits: [], fuzzy: false };
  const { text } = await open({ ...device, search });
  await type(box(), "anna lee");
  await settle();
  expect(text()).toContain("Nobody found");
  isHere = true;
  await settle(2100);
  expect(text()).toContain("Anna Lee");
});

test("contact details in the list are masked", async () => {
  const { text } = await open();
  await type(box(), "anna");
  await settle();
  expect(text()).toContain("an•••@example.com");
  expect(text()).not.toContain("anna.lee@example.com");
  expect(text()).not.toContain("+61412345678");
});
