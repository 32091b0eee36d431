import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { productFactSchema } from "#shared/sync/facts.ts";
import { type ProductTopic, productKeysUnder } from "#shared/sync/product-key.ts";
import { readOldestHeld } from "#sync-server/storage/catalogue/product-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { postTestTransaction } from "#sync-server/testing/test-transaction.ts";

const keyedSchema = z.object({ productKeys: z.array(z.string()) });

describe.for(databases)("products on devices, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let near: TestDevice;
  let far: TestDevice;
  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    near = await enrolTestDevice(server.url, server.store, shop, shop.carlton);
    far = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const created = async (title: string, more: object = {}) => {
    const made = await server.store.write("createProduct", TEST_TENANT, {
      product: { title, ...more },
      variants: [
        {
          ...{ sku: `${title}-M`, barcode: "9310072000015", title: `${title}, M` },
          ...{
            priceCents: cents(9000),
            priceDiscountedCents: cents(7500),
            options: ["M", { size: 1 }],
          },
        },
        { sku: `${title}-L`, title: `${title}, L`, priceCents: cents(9000) },
      ],
    });
    assert(made.ok, "the product is made");
    return made.value;
  };
  const heldBy = async (device: TestDevice, id: number) => {
    const { documents } = await device.pullAll("products");
    return productFactSchema.safeParse(documents.find((each) => each.id === String(id))).data;
  };
  /** Whether a fact is found under a topic. */
  const isUnder = (fact: unknown, topic: ProductTopic): boolean => {
    const [from, to] = productKeysUnder(topic);
    const keys = keyedSchema.parse(fact).productKeys;
    return keys.some((key) => key >= from && key < to);
  };

  test("[S30] a product comes down to every device with its variants, and is found by its codes", async () => {
    const { id } = await created("Jumper", { brand: "Harbour", category: "Knitwear" });
    const held = await heldBy(near, id);
    expect(held?.product).toMatchObject({
      ...{ title: "Jumper", brand: "Harbour", category: "Knitwear", isArchived: false },
      variants: [
        { sku: "Jumper-M", priceCents: 7500, fullPriceCents: 9000, options: ["M"] },
        { sku: "Jumper-L", priceCents: 9000 },
      ],
    });
    expect(await heldBy(far, id)).toEqual(held);
    expect(isUnder(held, { code: "jumper m" })).toBe(true);
    expect(isUnder(held, { code: "09310072000015" })).toBe(true);
    expect(isUnder(held, { code: "931007200001" })).toBe(false);

    const changes = { title: "Jumper", status: "discontinued" };
    await server.store.write("updateProduct", TEST_TENANT, { id, changes, variants: [] });
    expect((await heldBy(near, id))?.product.isArchived).toBe(true);
    await server.store.write("deleteProduct", TEST_TENANT, { id });
    expect(await heldBy(near, id)).toBeUndefined();
  });

  test("[S30] a sale is found by its SKU, a list by its product", async () => {
    const profileId = await shop.addProfile();
    await postTestTransaction(server.store, shop, { profileId });
    const sale = (await near.pullAll("transactions")).documents.find(
      (each) => "profileId" in each && each["profileId"] === profileId,
    );
    expect(isUnder(sale, { sku: "LS-1" })).toBe(true);
    expect(isUnder(sale, { sku: "LS" })).toBe(false);

    const { id: productId } = await created("Scarf");
    const list = near.command("create_list", { profileId, name: "Wishes", definitionId: null });
    const item = near.command("add_list_item", {
      ...{ profileId, list: list["commandId"], productId, productVariantId: null },
      ...{ text: null, quantity: 1, note: null },
    });
    const { verdicts } = await near.push(list, item);
    expect(verdicts).toMatchObject([{ status: "accepted" }, { status: "accepted" }]);
    const fact = (await near.pullAll("clienteling")).documents.find(
      (each) => "profileId" in each && each["profileId"] === profileId,
    );
    expect(isUnder(fact, { productId })).toBe(true);
  });

  test("[S30] devices hold the newest products", async () => {
    const older = await created("Older");
    const newer = await created("Newer");
    const oldest = await database.transact((deps) => readOldestHeld(deps, 1));
    expect(oldest).toBe(newer.id);
    expect(await database.transact((deps) => readOldestHeld(deps, 2))).toBe(older.id);
    expect(await database.transact((deps) => readOldestHeld(deps, 1000))).toBeNull();
  });
});
