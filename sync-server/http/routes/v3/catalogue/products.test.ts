import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { productViewSchema } from "#shared/api/catalogue/product.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("products over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const profile = await world.ask("POST /profiles", { body: { email: "ada@example.com" } });
    profileId = profile.body.data.id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const made = async (body: object) => {
    const answer = await world.ask("POST /products", { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expectShape(one(productViewSchema), answer.body);
    return answer.body.data;
  };
  const sell = async (item: object, sale: object = {}) => {
    const body = {
      ...{ profile_id: profileId, total: 10, transacted_at: "2026-03-01 10:00:00" },
      ...{ items: [{ name: "Thing", quantity: 1, price_sell: 10, ...item }], ...sale },
    };
    const answer = await world.ask("POST /transactions", { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data;
  };
  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };

  it("[U2] variants that are sent are created or changed, and the others stay", async () => {
    const product = await made({
      ...{ title: "Shirt", external_id: "SH", systems: ["shop"], tags: ["summer"] },
      variants: [
        { sku: "SH-S", external_id: 1 },
        { sku: "SH-M", title: "Medium", price: "12.50" },
      ],
    });
    expect(product.variants).toMatchObject([
      { sku: "SH-S", external_id: "1", title: "Shirt", price: 0, position: 0 },
      { sku: "SH-M", title: "Medium", price: 12.5, position: 1 },
    ]);
    const [small, medium] = product.variants;
    const variants = [
      { external_id: 1, sku: "SH-XS" },
      { sku: "SH-M", price: 13 },
      { sku: "SH-L" },
    ];
    const changed = await world.ask(`PUT /products/${product.id}`, { body: { variants } });
    expect(changed.body.data.variants).toMatchObject([
      { id: small.id, sku: "SH-XS" },
      { id: medium.id, title: "Medium", price: 13 },
      { sku: "SH-L", position: 2 },
    ]);
    const list = await world.ask("GET /products?filter[tags.handle]=summer&sort=-title");
    expectShape(pageOf(productViewSchema), list.body);
    expect(list.body.data).toEqual([changed.body.data]);
    const found = await world.ask("GET /products/variants?filter[sku]=SH-L");
    expect(found.body.data).toMatchObject([{ sku: "SH-L", product_id: product.id }]);
    const own = await world.ask(`GET /products/${product.id}/variants?sort=-sku`);
    const skus = own.body.data.map((each: { readonly sku: string }) => each.sku);
    expect(skus).toEqual(["SH-XS", "SH-M", "SH-L"]);
  });

  it("[U2] what is taken, sent twice or of another product is refused by its field", async () => {
    const product = await made({
      ...{ title: "Hat", handle: "hat", external_id: "HAT" },
      variants: [{ sku: "HAT", external_id: "1" }, { external_id: "2" }],
    });
    const [first, second] = product.variants;
    const path = `PUT /products/${product.id}`;
    const other = await made({ title: "Cap", systems: ["pos"], external_id: "HAT" });
    const refused: readonly (readonly [string, object, string])[] = [
      ["POST /products", { title: "Hat", external_id: "HAT" }, "external_id"],
      ["POST /products", { title: "Hat", handle: "hat" }, "handle"],
      ["POST /products", { title: "Hat", currency: "JPY" }, "currency"],
      ["POST /products", { title: "Hat", variants: [{ sku: "HAT" }] }, "variants.0.sku"],
      [`PUT /products/${other.id}`, { systems: ["api"] }, "external_id"],
      [path, { variants: [{ sku: "A" }, { sku: "A" }] }, "variants.1"],
      [path, { variants: [{ id: first.id }, { external_id: "1" }] }, "variants.1"],
      [path, { variants: [{ id: second.id, external_id: "1" }] }, "variants.0.external_id"],
      [path, { variants: [{ id: second.id, sku: "HAT" }] }, "variants.0.sku"],
      [path, { variants: [{ id: 99_999 }] }, "variants.0.id"],
      [path, { variants: [{ price: -1 }] }, "variants.0.price"],
      [`${path}/variants/${second.id}`, { sku: "HAT" }, "sku"],
      [`${path}/variants/${second.id}`, { external_id: "1" }, "external_id"],
    ];
    for (const [request, body, field] of refused) {
      expect(await errorsOf(request, body), JSON.stringify(body)).toEqual([422, [field]]);
    }
    const elsewhere = await world.ask(`GET /products/${other.id}/variants/${first.id}`);
    expect(elsewhere.status).toBe(404);
    const nowhere = await world.ask("GET /products/99999/variants");
    expect(nowhere.body.message).toBe("There is no such product.");
  });

  it("the queue changes the product that its system knows by the external id", async () => {
    const body = {
      title: "Sock",
      external_id: "SOCK",
      systems: ["shop"],
      variants: [{ sku: "SO" }],
    };
    const first = await world.ask("POST /products/queue", { body });
    const again = await world.ask("POST /products/queue", { body: { ...body, title: "Socks" } });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.data).toMatchObject({ id: first.body.data.id, title: "Socks" });
    expect(again.body.data.variants).toHaveLength(1);
  });

  it("[U1] a line is linked by SKU or barcode, also to a product that arrives later", async () => {
    const bySku = await sell({ sku: "LATE-1", barcode: "930" });
    const byBarcode = await sell({ name: "Scanned", barcode: "931" });
    expect(bySku.items).toMatchObject([{ product_id: null, product_variant_id: null }]);
    const product = await made({
      ...{ title: "Late", brand: "Hart", department: "Men" },
      images: [{ url: "https://example.com/p.png" }],
      variants: [
        { sku: "LATE-1", images: [{ url: "https://example.com/v.png" }] },
        { sku: "LATE-2", barcode: "931", price: 9 },
        { sku: "LATE-3", barcode: "930" },
      ],
    });
    const [first, second] = product.variants;
    const shown = async (id: number) => {
      const { data } = (await world.ask(`GET /transactions/${id}`)).body;
      return data;
    };
    const read = await shown(bySku.id);
    expect(read.items).toMatchObject([
      {
        product_id: product.id,
        product_variant_id: first.id,
        product: { title: "Late", brand: "Hart", department: "Men" },
        product_variant: { id: first.id, sku: "LATE-1", title: "Thing", brand: null },
        product_images: [{ url: "https://example.com/v.png", sort_order: 0 }],
      },
    ]);
    expect((await shown(byBarcode.id)).items).toMatchObject([
      { sku: null, product_variant_id: second.id, product_variant: { price: 9, barcode: "931" } },
    ]);
    expect({ ...read, items: [] }).toEqual({
      ...(await shown(bySku.id)),
      items: [],
      earned: bySku.earned,
    });
  });

  it("[U3] what was sold keeps its SKU and can't be deleted", async () => {
    const product = await made({
      ...{
        title: "Sold",
        variants: [{ sku: "SOLD", barcode: "940" }, { barcode: "941" }, { sku: "UNSOLD" }],
      },
    });
    const [sold, scanned, unsold] = product.variants;
    await sell({ sku: "SOLD" });
    await sell({ barcode: "941" });
    const path = `/products/${product.id}`;
    for (const request of [
      `DELETE ${path}`,
      `DELETE ${path}/variants/${sold.id}`,
      `DELETE ${path}/variants/${scanned.id}`,
    ]) {
      expect((await world.ask(request)).status, request).toBe(409);
    }
    expect(await errorsOf(`PUT ${path}/variants/${sold.id}`, { sku: "NEW" })).toEqual([
      422,
      ["sku"],
    ]);
    const free = await world.ask(`PUT ${path}/variants/${sold.id}`, { body: { barcode: "942" } });
    expect(free.body.data).toMatchObject({ sku: "SOLD", barcode: "942" });
    expect((await world.ask(`DELETE ${path}/variants/${unsold.id}`)).status).toBe(204);
    const unused = await made({ title: "Unused", variants: [{ sku: "UNUSED" }] });
    expect((await world.ask(`DELETE /products/${unused.id}`)).status).toBe(204);
    expect((await world.ask(`GET /products/${unused.id}`)).status).toBe(404);
    const events = await world.ask("GET /events?filter[event]=product.deleted");
    expect(events.body.data).toMatchObject([{ event: "product.deleted" }]);
  });

  it("[U3] a variant that only shares the barcode of a line isn't sold", async () => {
    const product = await made({
      title: "Shared",
      variants: [{ sku: "SHARED" }, { barcode: "950" }, { barcode: "950" }],
    });
    const [bySku, oldest, newer] = product.variants;
    await sell({ sku: "SHARED", barcode: "950" });
    const variants = `/products/${product.id}/variants`;
    expect((await world.ask(`DELETE ${variants}/${bySku.id}`)).status).toBe(409);
    expect((await world.ask(`DELETE ${variants}/${newer.id}`)).status).toBe(204);
    await sell({ barcode: "950" });
    expect((await world.ask(`DELETE ${variants}/${oldest.id}`)).status).toBe(409);
  });

  it("changes at the same time don't undo each other", async () => {
    const { data } = (await world.ask("POST /products", { body: { title: "Rivals" } })).body;
    const changes = { status: "a", brand: "b", department: "c", category: "d", subcategory: "e" };
    const path = `/products/${data.id}`;
    await Promise.all(
      Object.entries(changes).map(([name, value]) =>
        world.ask(`PUT ${path}`, { body: { [name]: value } }),
      ),
    );
    expect((await world.ask(`GET ${path}`)).body.data).toMatchObject(changes);
  });
});
