// @vitest-environment jsdom
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually, field, type } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { productIdSchema } from "#shared/kernel/ids.ts";
import { CatalogueScreen } from "./catalogue-screen.tsx";
import { ProductScreen } from "./product-screen.tsx";

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(assertDefined(STAFF[0], "the sample has staff").id);
  await vi.waitFor(async () => {
    expect(await store.device.findProductsByCode("CN-1001")).toHaveLength(1);
  }, 10_000);
});
afterEach(() => store.close());

const Catalogue = () => {
  const [typed, setTyped] = useState("");
  return <CatalogueScreen typed={typed} onType={setTyped} hrefOf={(id) => `#/catalogue/${id}`} />;
};
const tiles = () =>
  [...document.querySelectorAll("main li a")].map((tile) => [
    tile.getAttribute("href"),
    tile.textContent,
  ]);

test("[S30] shows all products by title, and those that a text means", async () => {
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <Catalogue />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toContain("3 products"));
  expect(tiles().map(([href]) => href)).toEqual([
    "#/catalogue/3",
    "#/catalogue/2",
    "#/catalogue/1",
  ]);
  expect(text()).toContain("No longer sold");
  await type(field("Find a product"), "9310072000022");
  await eventually(() => expect(text()).toContain("1 match"));
  expect(tiles()).toEqual([["#/catalogue/1", "Merino jumperKnitwear · Harbourfrom $129.95"]]);
  await type(field("Find a product"), "sofa");
  await eventually(() => expect(text()).toContain("No products match “sofa”"));
  expect(tiles()).toEqual([]);
});

test("[X15] a product shows its variants and who bought it, and goes on a list offline", async () => {
  const opened: string[] = [];
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <ProductScreen
        productId={productIdSchema.parse(1)}
        onBack={() => undefined}
        onOpen={(id) => opened.push(id)}
      />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toContain("MJ-4410-L · 9310072000022$139.95"));
  await eventually(() => button(/^Anna Lee/));
  expect(text()).toContain("Merino jumper, navy, M · 4 days ago");
  expect(text()).toContain("Email: hasn't been asked about offers");
  await click(button(/^Anna Lee/));
  expect(opened).toEqual([ANNA]);

  await store.goOffline();
  await click(button("Add to a list"));
  await type(field("Customer"), "mei");
  await eventually(() => button("Mei Chen"));
  await click(button("Mei Chen"));
  await eventually(() => expect(document.body.textContent).toContain("New list “Wishlist”"));
  await click(button(/^Add$/));
  await eventually(() => expect(text()).toContain("Mei Chen"));
  expect(text()).toContain("Merino jumper, navy, M · On a list");
  await store.goOnline();
});
