import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, PROFILES, productFacts, STAFF } from "#renderer/testing/store-facts.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { productIdSchema, staffIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { productKey } from "#shared/sync/product-key.ts";

const ADA = staffIdSchema.parse(STAFF[0]?.id);
const NOW = instant(Date.now());
const [JUMPER, SHIRT, CANDLE] = [1, 2, 3].map((id) => productIdSchema.parse(id));
const [, ANA, BART] = PROFILES.map(({ id }) => id);

let store: StoreDevice;

beforeAll(async () => {
  store = await openStoreDevice();
  await vi.waitFor(async () => {
    expect(await store.device.findProductsByCode("CN-1001")).toHaveLength(1);
  }, 10_000);
});
afterAll(() => store.close());

const titles = async (text: string) =>
  (await store.device.searchProducts(text, 10)).map(({ title }) => title);
const people = async (id: typeof JUMPER) => {
  const { bought, wants } = await store.device.readProductPeople(assertDefined(id, "an id"));
  return { bought, wants };
};
/** A list of somebody's with a product. */
const listFact = (id: number, profileId: string, productId: number, addedAt: number) => ({
  ...{ id: `list:${id}`, profileId, reverseAt: 0, kind: "list" },
  productKeys: [productKey({ productId: productIdSchema.parse(productId) }, instant(addedAt))],
  list: {
    ...{ ref: String(id), definitionId: null, name: "Wishes", description: null },
    items: [
      {
        ...{ ref: "1", productId, productVariantId: null, productCategoryId: null },
        ...{ customProduct: null, name: "Linen shirt", sku: null, priceCents: null },
        ...{ picture: null, quantity: 2, reserved: 0, status: null, note: null },
      },
    ],
  },
});

test("[S30] finds products by words in any order, with a typo, by brand, and by part of a code", async () => {
  expect(await titles("jumper merino")).toEqual(["Merino jumper"]);
  expect(await titles("merimo jumper")).toEqual(["Merino jumper"]);
  expect(await titles("knit")).toEqual(["Merino jumper"]);
  expect(await titles("harbour")).toEqual(["Candle", "Linen shirt", "Merino jumper"]);
  expect(await titles("mj-44")).toEqual(["Merino jumper"]);
  expect(await titles("sofa")).toEqual([]);
});

test("[S30] finds the product of a scanned code in any of its forms, and none for another", async () => {
  expect(await titles("9310072000015")).toEqual(["Merino jumper"]);
  expect(await titles("]E09310072000015")).toEqual(["Merino jumper"]);
  expect(await titles("mj 4410 l")).toEqual(["Merino jumper"]);
  expect(await store.device.findProductsByCode("9310072000084")).toEqual([]);
});

test("lists all by title, and follows what is written and deleted", async () => {
  const page = { offset: 1, limit: 1 };
  const { count, products } = await store.device.listProducts(page);
  expect([count, products[0]?.title]).toEqual([3, "Linen shirt"]);
  const [, shirt, candle] = productFacts();
  const renamed = { ...candle, product: { ...candle?.product, title: "Beeswax candle" } };
  store.feed.put("products", [renamed, { id: shirt?.id, _deleted: true }]);
  store.device.syncNow();
  await vi.waitFor(async () => expect(await titles("beeswax")).toEqual(["Beeswax candle"]), 10_000);
  expect((await store.device.listProducts(page)).count).toBe(2);
  store.feed.put("products", [shirt]);
  store.device.syncNow();
  await vi.waitFor(async () => expect(await titles("linen")).toEqual(["Linen shirt"]), 10_000);
});

test("says who bought it, which of it and how many, and leaves out what came back", async () => {
  const { bought } = await people(JUMPER);
  expect(bought).toMatchObject([
    { profile: { id: ANNA }, quantity: 1, variant: "Merino jumper, navy, M", isPending: false },
  ]);
  expect(bought[0]?.at).toBeLessThan(NOW);
  expect((await people(SHIRT)).bought).toEqual([]);
});

test("says who wants it, the latest first, with what is added here before it is sent", async () => {
  store.feed.put("clienteling", [
    listFact(1, String(ANNA), 2, NOW - 9000),
    listFact(2, String(ANA), 2, NOW - 1000),
  ]);
  store.device.syncNow();
  await vi.waitFor(async () => {
    const { wants } = await people(SHIRT);
    expect(wants.map(({ profile }) => profile.id)).toEqual([ANA, ANNA]);
    expect(wants[0]).toMatchObject({ quantity: 2, at: null, isPending: false });
  }, 10_000);

  await store.goOffline();
  const profileId = assertDefined(BART, "somebody without a list");
  const change = { profileId, staffId: ADA };
  const list = await store.device.changeLists({
    ...{ ...change, step: { kind: "create_list", name: "Hold", definitionId: null } },
  });
  assert(list.ok, "a list");
  const added = await store.device.changeLists({
    ...change,
    step: {
      ...{ kind: "add_list_item", list: list.value.commandId },
      ...{ productId: assertDefined(JUMPER, "it"), productVariantId: variantIdSchema.parse(11) },
      ...{ text: null, quantity: 1, note: null },
    },
  });
  expect(added.ok).toBe(true);
  expect((await people(JUMPER)).wants).toMatchObject([
    { profile: { id: BART }, variant: "Merino jumper, navy, L", quantity: 1, isPending: true },
  ]);
  expect((await people(CANDLE)).wants).toEqual([]);
  await store.goOnline();
});
