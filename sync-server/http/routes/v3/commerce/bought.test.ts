import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  boughtVariantViewSchema,
  transactionGroupViewSchema,
} from "#shared/api/commerce/bought.ts";
import { transactionItemViewSchema } from "#shared/api/commerce/transaction-view.ts";
import { flatPageOf, pageOf } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("what a profile bought, over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profile: string;
  const ids: number[] = [];

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const post = async (path: string, body: object) => {
      const answer = await world.ask(`POST ${path}`, { body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.data;
    };
    profile = `/profiles/${(await post("/profiles", { email: "ada@example.com" })).id}`;
    const location = await post("/locations", { name: "Web", external_id: "WEB", type: "online" });
    const sell = async (day: string, items: readonly object[], sale: object = {}) => {
      const lines = items.map((item) => ({ name: "Thing", price_sell: 10, ...item }));
      const { id } = await post("/transactions", {
        ...{ profile_id: profile.split("/")[2], total: 10, transacted_at: `${day} 10:00:00` },
        ...{ items: lines, ...sale },
      });
      ids.push(id);
    };
    await sell(
      "2026-02-01",
      [
        { sku: "RED", quantity: 3 },
        { sku: "NOBODY", quantity: 1 },
      ],
      {
        ...{ location_id: location.id, order_number: "O-1" },
      },
    );
    await sell("2026-02-02", [{ barcode: "930", quantity: 0.1 }], { order_number: "O-1" });
    await sell("2026-02-03", [{ sku: "RED", quantity: -1 }], { total: -10 });
    await sell("2026-02-04", [{ sku: "RED", quantity: 5 }], { is_void: true });
    await sell("2026-02-05", [
      { barcode: "930", quantity: 0.2 },
      { sku: "RED", is_void: true },
    ]);
    await post("/products", {
      ...{ title: "Ribbon", brand: "Hart" },
      variants: [{ sku: "RED" }, { sku: "BLUE", barcode: "930", title: "Blue" }, { sku: "NEVER" }],
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const list = async (path: string) => {
    const answer = await world.ask(`GET ${profile}${path}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };

  it("[U4] by variant: bought, brought back, kept and last, the latest first", async () => {
    const body = await list("/transaction-products");
    expectShape(pageOf(boughtVariantViewSchema), body);
    const product = { purchase_qty: 3.3, refund_qty: 1 };
    expect(body.data).toMatchObject([
      {
        ...{ sku: "BLUE", title: "Blue", brand: "Hart", countt: 2, location_types: "", product },
        ...{ purchase_qty: 0.3, refund_qty: 0, net_qty: 0.3 },
        latest_transacted_at: "2026-02-05 10:00:00",
      },
      {
        ...{ sku: "RED", title: "Ribbon", countt: 2, location_types: "online", product },
        ...{ purchase_qty: 3, refund_qty: 1, net_qty: 2 },
        latest_transacted_at: "2026-02-03 10:00:00",
      },
    ]);
    const most = await list("/transaction-products?sort=-purchase_qty&page[size]=1");
    expect(most).toMatchObject({ data: [{ sku: "RED" }], meta: { total: 2 } });
    const since = await list("/transaction-products?filter[latest_transacted_at][gte]=2026-02-04");
    expect(since.data).toMatchObject([{ sku: "BLUE" }]);
  });

  it("[U4] with what came back to its sale, even if the return names nobody or another", async () => {
    const make = async (path: string, body: object) => {
      const answer = await world.ask(`POST ${path}`, { body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.data.id;
    };
    const trade = (quantity: number, more: object) =>
      make("/transactions", {
        ...{ total: 10 * quantity, transacted_at: "2026-03-01 10:00:00", ...more },
        items: [{ name: "Thing", sku: "RED", price_sell: 10, quantity }],
      });
    const buyer = await make("/profiles", { email: "grace@example.com" });
    const other = await make("/profiles", { email: "joan@example.com" });
    await trade(3, { profile_id: buyer, receipt_ref: "R-77" });
    await trade(-1, { linked_receipt_ref: "R-77" });
    await trade(-1, { profile_id: other, linked_receipt_ref: "R-77" });
    const boughtBy = async (id: string) =>
      (await world.ask(`GET /profiles/${id}/transaction-products`)).body.data;
    expect(await boughtBy(buyer)).toMatchObject([{ purchase_qty: 3, refund_qty: 2, net_qty: 1 }]);
    expect(await boughtBy(other)).toEqual([]);
  });

  it("[U5] by order number", async () => {
    const body = await list("/group_transactions");
    expectShape(flatPageOf(transactionGroupViewSchema), body);
    const [, second, third, , last] = ids;
    expect(body.data).toMatchObject([
      { order_number: null, transaction_id: last, number_transactions: 1 },
      { order_number: null, transaction_id: third, number_transactions: 1 },
      {
        ...{ order_number: "O-1", transaction_id: second, number_transactions: 2 },
        latest_transacted_at: "2026-02-02 10:00:00",
      },
    ]);
  });

  it("by order number in pages whose numbers stand beside their rows (DOMAIN §12.3 no. 2)", async () => {
    const body = await list("/group_transactions?page[size]=2&page[number]=2");
    expect(body).toMatchObject({
      current_page: 2,
      from: 3,
      to: 3,
      last_page: 2,
      per_page: 2,
      total: 3,
    });
    expect(body.data).toHaveLength(1);
    expect(body).not.toHaveProperty("meta");
    expect(body.prev_page_url).toMatch(/number%5D=1$/);
    expect([body.first_page_url, body.last_page_url]).toEqual([
      body.prev_page_url,
      expect.stringMatching(/number%5D=2$/),
    ]);
    expect(body.next_page_url).toBeNull();
    expect(body.links.map(({ label }: { readonly label: string }) => label)).toContain("2");
  });

  it("line by line, without those of void transactions", async () => {
    const body = await list("/transactionitems/list/unassigned?page[size]=2&sort=-id");
    expectShape(pageOf(transactionItemViewSchema), body);
    expect(body).toMatchObject({
      data: [
        { sku: "RED", transaction_id: ids[4], product: { title: "Ribbon" } },
        { sku: null, transaction_id: ids[4], product: { title: "Ribbon", brand: "Hart" } },
      ],
      meta: { total: 6 },
    });
    const unlinked = await list("/transactionitems/list/unassigned?filter[sku]=NOBODY");
    expect(unlinked.data).toMatchObject([{ sku: "NOBODY", product_variant_id: null }]);
  });
});
