import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const OPEN = {
  ...{ type: "registry", allow_share: true, allow_reserve: true },
  ...{ allow_quantity: true, allow_custom_product: true },
};

describe.for(databases)("lists over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let at: string;
  let registry: number;
  let product: { readonly id: number; readonly variants: readonly { readonly id: number }[] };
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    at = await newLists();
    registry = await newDefinition(OPEN);
    product = await world.post("/products", {
      title: "Shirt",
      variants: [
        { title: "Red", sku: "RED", barcode: "93001", price: 10 },
        { title: "Blue", sku: "BLUE", barcode: "93002", price: 12 },
      ],
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const newLists = async () =>
    `/profiles/${(await world.post("/profiles", { email: `l${made++}@example.com` })).id}/lists`;
  const newDefinition = async (body: object) =>
    (
      await world.post("/lists/definitions", {
        name: "D",
        handle: `d${made++}`,
        type: "t",
        ...body,
      })
    ).id;
  const put = (path: string, body: object) => world.ask(`PUT ${path}`, { body });
  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };
  const skusOf = (list: { readonly items: readonly { product_variant: { sku: string } }[] }) =>
    list.items.map((item) => item.product_variant?.sku);

  it("[X11] an item is a variant by id, SKU or barcode, a product, a category or custom", async () => {
    const [red, blue] = product.variants;
    const items = [
      { product_variant_id: red?.id },
      { product_variant_sku: "BLUE", quantity: 2 },
      { product_variant_barcode: "93002", external_id: "again" },
      { product_id: product.id },
      { product_category_id: 7 },
      { custom_product: { title: "A hug" }, position: 1 },
    ];
    const list = await world.post(at, { name: "Our wedding", list_definition_id: registry, items });
    expect(list).toMatchObject({
      ...{ handle: "our-wedding", list_definition_id: registry, is_shared: false, shares: [] },
      definition: { id: registry, allow_share: true },
    });
    const what = list.items.map((item: Record<string, unknown>) => [
      ...[item["product_id"], item["product_variant_id"], item["product_category"]],
      ...[item["custom_product"], item["quantity"]],
    ]);
    expect(what).toEqual([
      [null, null, null, { title: "A hug" }, 1],
      [product.id, red?.id, null, null, 1],
      [product.id, blue?.id, null, null, 2],
      [product.id, blue?.id, null, null, 1],
      [product.id, null, null, null, 1],
      [null, null, "7", null, 1],
    ]);
    expect(list.items[1]).toMatchObject({
      ...{ product: { title: "Shirt" }, product_variant: { title: "Red" } },
      ...{ product_list_id: list.id, reservations: [], reserved_quantity: 0, location: null },
    });
    expect((await world.ask(`GET ${at}/${list.id}`)).body.data).toEqual(list);
    const byPosition = await world.ask(`GET ${at}/${list.id}/items?sort=-quantity&page[size]=1`);
    expect(byPosition.body).toMatchObject({ data: [{ quantity: 2 }], meta: { total: 6 } });
  });

  it("[X11] items that are sent replace the others, or join them", async () => {
    const items = [{ product_variant_sku: "RED", meta: { size: 1 } }];
    const list = await world.post(at, { name: "Wishes", items });
    const [red] = list.items;
    const path = `${at}/${list.id}`;
    const both = [{ product_variant_sku: "RED", status: "liked" }, { product_variant_sku: "BLUE" }];
    const joined = (await put(path, { items: both })).body.data;
    expect(joined.items[0]).toMatchObject({ id: red.id, status: "liked", meta: { size: 1 } });
    const only = { items: [{ id: red.id, quantity: 3 }], update_items_only: true };
    const kept = (await put(path, only)).body.data;
    expect(skusOf(kept)).toEqual(["RED", "BLUE"]);
    expect(kept.items[0]).toMatchObject({ id: red.id, quantity: 3, status: "liked" });
    expect(skusOf((await put(path, { name: "Wants" })).body.data)).toEqual(["RED", "BLUE"]);
    const replaced = (await put(path, { items: [{ product_variant_sku: "BLUE" }] })).body.data;
    expect(skusOf(replaced)).toEqual(["BLUE"]);
    const twice = [{ product_variant_sku: "BLUE" }, { product_variant_barcode: "93002" }];
    expect(await errorsOf(`PUT ${path}`, { items: twice })).toEqual([422, ["items.1.id"]]);
    const half = [{ product_variant_sku: "RED" }, { product_variant_sku: "NONE" }];
    expect(await errorsOf(`PUT ${path}`, { name: "X", items: half })).toEqual([
      422,
      ["items.1.product_variant_id"],
    ]);
    expect((await world.ask(`GET ${path}`)).body.data).toEqual(replaced);
    expect((await put(path, { items: [] })).body.data.items).toEqual([]);
  });

  it("items are added, changed and taken out one by one", async () => {
    const { id } = await world.post(at, { name: "One by one" });
    const path = `${at}/${id}/items`;
    const item = await world.post(path, { product_variant_sku: "RED" });
    expect((await world.ask(`GET ${path}/${item.id}`)).body.data).toEqual(item);
    const [, blue] = product.variants;
    const changed = await put(`${path}/${item.id}`, { product_variant_id: blue?.id });
    expect(changed.body.data).toMatchObject({ id: item.id, product_variant: { sku: "BLUE" } });
    const posted = await world.ask(`POST ${path}/${item.id}`, { body: { quantity: 4 } });
    expect([posted.status, posted.body.data.quantity]).toEqual([200, 4]);
    const product1 = await put(`${path}/${item.id}`, { product_id: product.id });
    expect(product1.body.data).toMatchObject({ product_variant_id: null, product_id: product.id });
    expect((await world.ask(`DELETE ${path}/${item.id}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}/${item.id}`)).status).toBe(404);
    expect((await put(`${path}/${item.id}`, { quantity: 1 })).status).toBe(404);
    const gone = await world.ask(`POST ${path}/${item.id}`, { body: { quantity: 1 } });
    expect(gone.status).toBe(404);
  });

  it("what isn't there, or isn't said, is refused by its field", async () => {
    const { id } = await world.post(at, { name: "Wrong" });
    const [red] = product.variants;
    const other = await world.post("/products", { title: "Hat", variants: [{ sku: "HAT" }] });
    const wrong: readonly (readonly [object, string])[] = [
      [{}, "product_variant_id"],
      [{ product_id: 99_999 }, "product_id"],
      [{ product_variant_sku: "NONE" }, "product_variant_id"],
      [{ product_variant_barcode: "NONE" }, "product_variant_id"],
      [{ product_variant_sku: "RED", product_variant_barcode: "93002" }, "product_variant_id"],
      [{ product_variant_id: red?.id, product_id: other.id }, "product_variant_id"],
      [{ product_variant_sku: "RED", custom_product: { a: 1 } }, "custom_product"],
      [{ product_variant_sku: "RED", quantity: 0 }, "quantity"],
      [{ product_variant_sku: "RED", quantity: 1.5 }, "quantity"],
      [{ product_variant_sku: "RED", location_id: 99_999 }, "location_id"],
    ];
    for (const [body, field] of wrong) {
      expect(await errorsOf(`POST ${at}/${id}/items`, body), JSON.stringify(body)).toEqual([
        422,
        [field],
      ]);
      expect(await errorsOf(`POST ${at}`, { name: "W", items: [body] })).toEqual([
        422,
        [`items.0.${field}`],
      ]);
    }
    const list = { name: "W" };
    expect(await errorsOf(`POST ${at}`, { ...list, list_definition_id: 99_999 })).toEqual([
      422,
      ["list_definition_id"],
    ]);
    expect(await errorsOf(`POST ${at}`, { ...list, staff_id: "none" })).toEqual([
      422,
      ["staff_id"],
    ]);
    expect(await errorsOf(`POST ${at}`, { ...list, items: [{ id: 1 }] })).toEqual([
      422,
      ["items.0.id"],
    ]);
    const many = { items: Array.from({ length: 501 }, () => ({ product_id: product.id })) };
    expect(await errorsOf(`POST ${at}`, { ...list, ...many })).toEqual([422, ["items"]]);
    expect((await world.ask(`GET ${at}?filter[name]=W`)).body.data).toEqual([]);
  });

  it("[X10] a list does what its definition allows", async () => {
    const strict = await newDefinition({});
    const own = { name: "Strict", list_definition_id: strict };
    const list = await world.post(at, { ...own, items: [{ product_variant_sku: "RED" }] });
    const path = `${at}/${list.id}`;
    const [red] = list.items;
    expect(await errorsOf(`PUT ${path}/items/${red.id}`, { quantity: 2 })).toEqual([
      422,
      ["quantity"],
    ]);
    const custom = { items: [{ custom_product: { a: 1 } }] };
    expect(await errorsOf(`PUT ${path}`, custom)).toEqual([422, ["items.0.custom_product"]]);
    expect(await errorsOf(`PUT ${path}`, { list_definition_id: registry })).toEqual([
      422,
      ["list_definition_id"],
    ]);
    const changeTo = (body: object) => put(`/lists/definitions/${strict}`, body);
    await changeTo({ allow_quantity: true });
    await put(`${path}/items/${red.id}`, { quantity: 5 });
    await changeTo({ allow_quantity: false, allow_new: false });
    // What it had, it keeps.
    expect((await put(path, { items: [{ id: red.id, quantity: 5 }] })).status).toBe(200);
    expect((await put(`${path}/items/${red.id}`, { quantity: 6 })).status).toBe(422);
    expect((await world.ask(`POST ${at}`, { body: own })).status).toBe(409);
    await changeTo({ allow_edit: false, allow_delete: false });
    const refused = await Promise.all([
      put(path, { name: "Other" }),
      put(`${path}/items/${red.id}`, { status: "x" }),
      world.ask(`POST ${path}/items`, { body: { product_variant_sku: "BLUE" } }),
      world.ask(`DELETE ${path}/items/${red.id}`),
      world.ask(`DELETE ${path}`),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409]);
    await changeTo({ allow_new: true, is_published: false });
    expect(await errorsOf(`POST ${at}`, own)).toEqual([422, ["list_definition_id"]]);
    expect((await world.ask(`DELETE /lists/definitions/${strict}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).body.data.definition.id).toBe(strict);
    const free = await world.post(at, { name: "Free", items: [{ custom_product: [1] }] });
    expect((await world.ask(`DELETE ${at}/${free.id}`)).status).toBe(204);
    expect((await world.ask(`GET ${at}/${free.id}`)).status).toBe(404);
  });

  it("[X12] a handle is one list's of the profile, and stays", async () => {
    const lists = await newLists();
    const first = await world.post(lists, { name: "Süße Träume!" });
    const second = await world.post(lists, { name: "Süße Träume" });
    expect(first.handle).toMatch(/^su-?/);
    expect(second.handle).toBe(`${first.handle}-2`);
    expect(await errorsOf(`POST ${lists}`, { name: "x", handle: first.handle })).toEqual([
      422,
      ["handle"],
    ]);
    expect(await errorsOf(`PUT ${lists}/${first.id}`, { handle: "other" })).toEqual([
      422,
      ["handle"],
    ]);
    const found = await world.ask(`GET ${lists}?filter[handle]=${second.handle}`);
    expect(found.body.data).toMatchObject([{ id: second.id }]);
    const at2 = await Promise.all(
      [1, 2, 3].map(() => world.ask(`POST ${lists}`, { body: { name: "Same" } })),
    );
    expect(at2.map(({ body }) => body.data.handle).sort()).toEqual(["same", "same-2", "same-3"]);
  });

  it("[X12] trap 4: a merge keeps the lists of both, with distinct handles, and can be undone", async () => {
    const [winner, loser] = [await newLists(), await newLists()];
    const idOf = (lists: string) => lists.split("/")[2];
    const own = await world.post(winner, { name: "Wishlist" });
    const theirs = await world.post(loser, {
      name: "Wishlist",
      items: [{ product_variant_sku: "RED" }],
    });
    const merge = {
      ...{ source_profile_id: idOf(loser), destination_profile_id: idOf(winner) },
    };
    expect((await world.ask("POST /profiles/merge", { body: merge })).status).toBe(200);
    const merged = (await world.ask(`GET ${winner}?sort=id`)).body.data;
    expect(merged).toMatchObject([
      { id: own.id, handle: "wishlist" },
      { id: theirs.id, handle: "wishlist-2", items: [{ product_variant: { sku: "RED" } }] },
    ]);
    const undo = { source_profile_id: idOf(loser) };
    expect((await world.ask("POST /profiles/unmerge", { body: undo })).status).toBe(200);
    expect((await world.ask(`GET ${loser}`)).body.data).toMatchObject([
      { id: theirs.id, handle: "wishlist" },
    ]);
    expect((await world.ask(`GET ${winner}`)).body.data).toMatchObject([{ id: own.id }]);
  });

  it("DOMAIN §13.2 an item is linked to the line that bought it, which is then assigned", async () => {
    const lists = await newLists();
    const owner = lists.replace("/lists", "");
    const items = [{ name: "Shirt" }, { name: "Hat" }].map((line) => ({ ...line, price_sell: 5 }));
    const sale = await world.post("/transactions", {
      ...{ profile_id: owner.split("/")[2], total: 10, items },
      transacted_at: "2026-03-01 10:00:00",
    });
    const unassigned = async () =>
      (await world.ask(`GET ${owner}/transactionitems/list/unassigned?sort=id`)).body.data.map(
        (line: { name: string }) => line.name,
      );
    expect(await unassigned()).toEqual(["Shirt", "Hat"]);
    const item = { product_variant_sku: "RED", transaction_item_id: sale.items[0].id };
    const list = await world.post(lists, { name: "Bought", items: [item] });
    expect(list.items).toMatchObject([{ transaction_item_id: sale.items[0].id }]);
    expect(await unassigned()).toEqual(["Hat"]);
    const events = await world.ask("GET /events?filter[event]=product-list-item.linked");
    expect(events.body.data).toMatchObject([
      { context: { listId: list.id, transactionItemId: sale.items[0].id } },
    ]);
    const path = `${lists}/${list.id}/items/${list.items[0].id}`;
    expect(await errorsOf(`PUT ${path}`, { transaction_item_id: 999_999 })).toEqual([
      422,
      ["transaction_item_id"],
    ]);
    await put(path, { transaction_item_id: null });
    expect(await unassigned()).toEqual(["Shirt", "Hat"]);
  });

  it("a list is under its own profile only, and hidden with it", async () => {
    const [one, two] = [await newLists(), await newLists()];
    const list = await world.post(one, { name: "L", items: [{ product_variant_sku: "RED" }] });
    const [item] = list.items;
    for (const path of [`${two}/${list.id}`, `${two}/${list.id}/items/${item.id}`]) {
      expect((await world.ask(`GET ${path}`)).status).toBe(404);
      expect((await put(path, {})).status).toBe(404);
      expect((await world.ask(`DELETE ${path}`)).status).toBe(404);
    }
    const date = { custom_date: "2027-02-14", description: "Line\nline" };
    const changed = await put(`${one}/${list.id}`, date);
    // Midnight in Melbourne, where the tenant is.
    expect(changed.body.data).toMatchObject({ ...date, custom_date: "2027-02-13 13:00:00" });
    expect(skusOf(changed.body.data)).toEqual(["RED"]);
    await world.ask(`DELETE ${one.replace("/lists", "")}`);
    expect((await world.ask(`GET ${one}/${list.id}`)).status).toBe(404);
  });
});
