import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orderViewSchema } from "#shared/api/commerce/order.ts";
import { one, pageOf } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("orders over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const profile = await world.ask("POST /profiles", { body: { email: "ada@example.com" } });
    profileId = profile.body.data.id;
    const points = { name: "Points", handle: "points", earn_rate: 1 };
    await world.ask("POST /points/definitions", { body: points });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("[U6] an order changes freely and moves nothing, until its transaction earns", async () => {
    const entries = async () => (await world.ask(`GET /profiles/${profileId}/ledgers`)).body.data;
    const body = {
      ...{ total: 30, external_id: "W-1", status: "placed", order_number: "O-1" },
      ...{ location_external_id: "CLICK", items: [{ name: "Shirt", price_sell: 30 }] },
    };
    const created = await world.ask("POST /orders", { body });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    expectShape(one(orderViewSchema), created.body);
    const { id } = created.body.data;
    const path = `/orders/${id}`;
    const changes = { profile_id: profileId, status: "ready", due_date: "2026-03-02", total: 20 };
    const changed = await world.ask(`PUT ${path}`, { body: changes });
    expect(changed.body.data).toMatchObject({
      ...{ profile_id: profileId, status: "ready", total: 20, order_number: "O-1" },
      ...{ location: { external_id: "CLICK" }, items: [{ name: "Shirt" }], transactions: [] },
    });
    expect(await entries()).toEqual([]);
    const sale = { profile_id: profileId, total: 20, transacted_at: "2026-03-01", order_id: id };
    const sold = await world.ask("POST /transactions", { body: sale });
    expect(sold.body.data.earned.points).toBe(20);
    const read = await world.ask(`GET ${path}`);
    expect(read.body.data.transactions).toMatchObject([{ id: sold.body.data.id, total: 20 }]);
    const before = await entries();
    await world.ask(`PUT ${path}`, { body: { is_void: true, total: 0 } });
    expect(await entries()).toEqual(before);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(409);
    const ready = await world.ask("GET /orders?filter[status]=ready&sort=-total");
    expectShape(pageOf(orderViewSchema), ready.body);
    expect(ready.body.data).toMatchObject([{ id, total: 0, is_void: true }]);
  });

  it("[U6] an order is shown with the latest fifty transactions that name it", async () => {
    const { id } = await world.post("/orders", { total: 1 });
    const sold: number[] = [];
    for (let made = 0; made < 51; made++) {
      const sale = { total: 1, transacted_at: "2026-03-01", order_id: id };
      sold.push((await world.post("/transactions", sale)).id);
    }
    const { transactions } = (await world.ask(`GET /orders/${id}`)).body.data;
    expect(transactions.map((each: { readonly id: number }) => each.id)).toEqual(sold.slice(1));
  });

  it("are found by custom fields and by what is in JSON, as sales are (DOMAIN §1.2 no. 20)", async () => {
    const body = {
      ...{ total: 1, transacted_at: "2026-03-01", tags: ["gift"], meta: { till: [4, 5] } },
      custom_fields: [{ namespace: "a", handle: "b", value: "c" }],
    };
    for (const path of ["/orders", "/transactions"]) {
      await world.post(path, { ...body, meta: null, custom_fields: null });
      const { id } = await world.post(path, body);
      for (const filter of ["custom_field][a][b]=c", "json_contains][meta.till]=5"]) {
        const found = await world.ask(
          `GET ${path}?filter[json_contains][tags]=gift&filter[${filter}`,
        );
        expect(found.body.data, path + filter).toMatchObject([{ id }]);
      }
    }
    const { id } = await world.post("/locations", { name: "Tagged", tags: ["x"] });
    const found = await world.ask("GET /locations?filter[json_contains][tags]=x");
    expect(found.body.data).toMatchObject([{ id, tags: ["x"] }]);
  });

  it("refuses what a sale would, and an external id that is taken", async () => {
    const order = { total: 1, external_id: "TAKEN" };
    const { data } = (await world.ask("POST /orders", { body: order })).body;
    const refused: readonly (readonly [string, object, string])[] = [
      ["POST /orders", order, "external_id"],
      ["POST /orders", {}, "total"],
      ["POST /orders", { total: 1, profile_id: "nobody" }, "profile_id"],
      ["POST /orders", { total: 1, redemption_id: 1 }, "redemption_id"],
      [`PUT /orders/${data.id}`, { location_id: 99_999 }, "location_id"],
      [`PUT /orders/${data.id}`, { currency: "JPY" }, "currency"],
    ];
    for (const [request, body, field] of refused) {
      const answer = await world.ask(request, { body });
      expect([answer.status, Object.keys(answer.body.errors)], request).toEqual([422, [field]]);
    }
    expect((await world.ask(`DELETE /orders/${data.id}`)).status).toBe(204);
  });

  it("changes at the same time don't undo each other", async () => {
    const { data } = (await world.ask("POST /orders", { body: { total: 1 } })).body;
    const changes = { status: "a", type: "b", order_number: "c", receipt_ref: "d", total: 2 };
    const path = `/orders/${data.id}`;
    await Promise.all(
      Object.entries(changes).map(([name, value]) =>
        world.ask(`PUT ${path}`, { body: { [name]: value } }),
      ),
    );
    expect((await world.ask(`GET ${path}`)).body.data).toMatchObject(changes);
  });
});
