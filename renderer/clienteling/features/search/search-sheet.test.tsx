// @vitest-environment jsdom
import { act } from "react";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA } from "#renderer/testing/store-facts.ts";
import { draw, eventually, field, press, type } from "#renderer/ui/test-support/draw.tsx";
import { SearchSheet } from "./search-sheet.tsx";

let store: StoreDevice;
let done: string[] = [];

beforeAll(async () => {
  store = await openStoreDevice();
});
afterAll(() => store.close());
beforeEach(() => {
  done = [];
  useSession.setState({ scanned: null });
});

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <SearchSheet
        actions={{
          onOpen: (id) => done.push(`open ${id}`),
          onProduct: (id) => done.push(`product ${id}`),
          onNew: (typed) => done.push(`new ${typed}`),
          onRedeem: (id) => done.push(`redeem ${id}`),
          onSync: () => done.push("sync"),
          onToday: () => done.push("today"),
        }}
        onClose={() => done.push("close")}
      />
    </DeviceProvider>,
  );
const box = () => field("Search customers, products and receipts");
const shows = (shown: string) =>
  eventually(() => expect(document.body.textContent).toContain(shown));

test("Enter opens the first customer, and the arrow keys reach what else can be done", async () => {
  await open();
  await type(box(), "anna lee");
  await shows("Redeem for Anna Lee");
  await press(box(), "ArrowDown");
  await press(box(), "Enter");
  expect(done).toEqual(["close", `redeem ${ANNA}`]);
});

test("products are in a section of their own, by name and by code", async () => {
  await open();
  await type(box(), "merino");
  await shows("Merino jumper");
  const section = document.querySelector('[role="group"][aria-label="Products"]');
  expect(section?.textContent).toContain("from $129.95");
  await type(box(), "LS-2201");
  await shows("Linen shirt");
  await eventually(() => expect(document.body.textContent).not.toContain("Merino jumper"));
  await press(box(), "Enter");
  expect(done).toEqual(["close", "product 2"]);
});

test("a receipt is in a section of its own, and opens whose it is", async () => {
  await open();
  await type(box(), "8841-0192");
  await shows("Receipt 8841-0192");
  const section = document.querySelector('[role="group"][aria-label="Receipts"]');
  expect(section?.textContent).toContain("Anna Lee");
  await press(box(), "Enter");
  expect(done).toEqual(["close", `open ${ANNA}`]);
});

test("nobody found can be added, and a scanned card takes the sheet away", async () => {
  await open();
  await type(box(), "zzyzx qq");
  await shows("No customers match “zzyzx qq”");
  await press(box(), "Enter");
  expect(done).toEqual(["close", "new zzyzx qq"]);
  await act(async () => useSession.getState().scan("2900012345675"));
  expect(done.at(-1)).toBe("close");
  expect(done).toHaveLength(3);
});
