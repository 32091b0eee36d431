import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aggregationsViewSchema } from "#shared/api/commerce/aggregations.ts";
import { one } from "#shared/api/envelope.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("aggregations over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  let shop: { readonly id: number };
  let first: { readonly id: number };

  const post = (path: string, body: object) => world.post(path, body, [201]);
  const read = async (path = "") =>
    (await world.ask(`GET /profiles/${profileId}/aggregations${path}`)).body.data;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(instant(Date.parse("2026-05-10T02:00:00Z")));
    shop = await post("/locations", { name: "Carlton", external_id: "C", type: "store" });
    const joined = { joined_at: "2026-02-01 02:00:00", joined_location_id: shop.id };
    ({ id: profileId } = await post("/profiles", { email: "ada@example.com", ...joined }));
    const sales = ["2026-03-01", "2026-04-01", "2026-05-01"].map((day) =>
      post("/transactions", {
        profile_id: profileId,
        location_id: shop.id,
        total: 80,
        total_original: 100,
        transacted_at: `${day} 02:00:00`,
      }),
    );
    [first = { id: 0 }] = await Promise.all(sales);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("[A5] show what sales add up to", async () => {
    const answer = await world.ask(`GET /profiles/${profileId}/aggregations`);
    expectShape(one(aggregationsViewSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      profile_id: profileId,
      spend_all: 240,
      spend_12m: 240,
      spend_12m_now: 240,
      spend_atv_all: 80,
      discount_avg: 20,
      spend_first_date: "2026-03-01",
      first_shop_days: 28,
      average_shop_days: 20,
      at_risk_date: "2026-06-30",
      shop_count: 3,
      dimension_frequency: "FH",
      dimension_recency: "RC",
      dimension_join: "JC",
      join_hour: 2,
      join_day: "sunday",
      top_historic_status: null,
      channel: "CF",
      store_join: { id: shop.id },
      most_spend_12m_location: { id: shop.id },
      transacted_locations: [shop.id],
      likely_country_iso: "AU",
      likely_country_iso_score: 1,
    });
  });

  it("[A9] are recalculated to the same", async () => {
    expect(await read("/calculate")).toEqual(await read());
    await database.run("delete from shop_days");
    expect(await read()).toMatchObject({ spend_all: 0, first_shop_date: null, channel: null });
    expect(await read("/calculate")).toMatchObject({ spend_all: 240, shop_count: 3 });
  });

  it("[A8] list the brands that were bought and not brought back", async () => {
    const { id } = await post("/profiles", { email: "cy@example.com" });
    const line = (brand: string, quantity: number, more: object = {}) => ({
      name: brand,
      quantity,
      product_variant: { brand },
      ...more,
    });
    const send = (total: number, items: readonly object[]) =>
      post("/transactions", {
        profile_id: id,
        total,
        transacted_at: "2026-05-01 02:00:00",
        items,
      });
    await send(50, [
      line("Ox", 0.3),
      line("Elk", 2),
      line("Yak", 1, { is_void: true }),
      { name: "Socks" },
    ]);
    await send(-10, [line("Elk", -1), line("Ox", -0.1)]);
    await send(-5, [line("Ox", -0.2)]);
    const { body } = await world.ask(`GET /profiles/${id}/aggregations`);
    expect(body.data.purchased_brands).toEqual(["Elk"]);
  });

  it("can be included in a profile and in a list of profiles", async () => {
    const other = await post("/profiles?include=aggregations", { email: "bo@example.com" });
    expect(other.aggregations).toMatchObject({ spend_all: 0, dimension_recency: "RO" });
    const aggregations = await read();
    const alone = await world.ask(`GET /profiles/${profileId}?include=aggregations`);
    expect(alone.body.data.aggregations).toEqual(aggregations);
    const { body } = await world.ask("GET /profiles?include=aggregations");
    const included = (id: string) =>
      body.data.find((each: { id: string }) => each.id === id).aggregations;
    expect([included(profileId), included(other.id)]).toEqual([aggregations, other.aggregations]);
    const plain = await world.ask(`GET /profiles/${profileId}`);
    expect(plain.body.data).not.toHaveProperty("aggregations");
  });

  it("[A5] follow a void at once, and with time alone", async () => {
    expect((await world.ask(`DELETE /transactions/${first.id}`)).status).toBe(204);
    expect(await read()).toMatchObject({
      spend_all: 160,
      first_shop_date: "2026-04-01",
      second_shop_days: 30,
      average_shop_days: null,
      at_risk_date: null,
      dimension_frequency: "F2",
    });
    world.setClock(instant(Date.parse("2027-02-25T02:00:00Z")));
    expect(await read()).toMatchObject({
      spend_12m_now: 160,
      dimension_recency: "RA",
      dimension_join: "J1",
    });
  });

  it("keep the best status that somebody has ever had", async () => {
    for (const [handle, sort_order] of [
      ["vip", 1],
      ["friend", 2],
      ["guest", null],
    ]) {
      await post("/statuses", { name: handle, handle, sort_order });
    }
    const { id } = await post("/profiles", {
      email: "top@example.com",
      statuses: ["guest", "friend"],
    });
    const top = async () =>
      (await world.ask(`GET /profiles/${id}/aggregations`)).body.data.top_historic_status?.handle;
    expect(await top()).toBe("friend");
    for (const statuses of [["vip"], ["friend"], []]) {
      await world.ask(`PUT /profiles/${id}`, { body: { statuses } });
      expect(await top()).toBe("vip");
    }
  });
});
