import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

describe.for(databases)("funders over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const put = async (path: string, body: object) => {
    expect((await world.ask(`PUT ${path}`, { body })).status, path).toBe(200);
  };
  const sell = (profile_id: string, total: number, more: object) =>
    post("/transactions/update-create", {
      ...{ profile_id, total, transacted_at: "2026-03-02 10:00:00" },
      ...more,
    });
  const rowsOf = async (path: string) => (await world.ask(`GET ${path}`)).body.data.rows;

  it("[G8] [G9] splits the liability by funder, to the last cent", async () => {
    const thirds = [
      { funder: "Acme", share: 33.33 },
      { funder: "brand", share: 66.67 },
    ];
    const cent = { name: "Cent", handle: "cent", type: "campaign", value: 0.01, max_value: 100 };
    const reward = await post("/rewards/definitions", { ...cent, funding: thirds });
    const points = await post("/points/definitions", {
      ...{ name: "Points", handle: "points", decimals: 0, earn_rate: 1, exchange_rate: 1 },
      funding: [{ funder: "Zed", share: 100 }],
    });
    const of = { name: "Acme's", handle: points.handle, rate: 3, funding: thirds };
    const rate = await post("/rates", {
      ...of,
      product_conditions: { "==": [{ var: "sku" }, "A"] },
    });
    const { id: buyer } = await post("/profiles", { email: "buyer@example.com" });
    // Each cent alone would be the brand's.
    for (let n = 0; n < 100; n++) {
      await post("/rewards", { profile_id: buyer, reward_definition_id: reward.id });
    }
    const items = [
      { name: "A", sku: "A", quantity: 1, price_sell: 10 },
      { name: "B", sku: "B", quantity: 1, price_sell: 10 },
    ];
    await sell(buyer, 20, { external_id: "sale", receipt_ref: "R-1", items });
    // What was pinned stays: later versions pay for later issues.
    await put(`/rates/${rate.id}`, { funding: [] });
    await put(`/rewards/definitions/${reward.id}`, { funding: [{ funder: "Late", share: 100 }] });
    const split = async (id: number) => {
      const rows = await rowsOf("/liability?by=funder");
      const own = rows.filter((row: { definition_id: number }) => row.definition_id === id);
      return Object.fromEntries(
        own.map((row: { funder: string; issued_value: number; closing_value: number }) => [
          row.funder,
          [row.issued_value, row.closing_value],
        ]),
      );
    };
    expect(await split(reward.id)).toEqual({ Acme: [0.33, 0.33], brand: [0.67, 0.67] });
    // 30 points of the rate and 10 of the definition, at a dollar each.
    const mixed = { Acme: [10, 10], Zed: [10, 10], brand: [20, 20] };
    expect(await split(points.id)).toEqual(mixed);
    const drawn = await post(`/profiles/${buyer}/redeem`, { amount: 40, strategies: ["points"] });
    await post(`/redemptions/${drawn.id}/return`, { amount: 40 });
    expect(await split(points.id)).toEqual({
      ...{ Acme: [20, 10], Zed: [20, 10], brand: [40, 20] },
    });
    await sell(buyer, -10, {
      ...{ external_id: "return", linked_receipt_ref: "R-1" },
      items: [{ name: "A", sku: "A", quantity: -1, price_sell: 10 }],
    });
    const csv = await world.ask("GET /liability?by=funder&format=csv");
    expect(csv.body).toMatch(/,funder\r\n/);
    const whole = await rowsOf("/liability");
    const parts = await rowsOf("/liability?by=funder");
    type Row = Readonly<Record<string, number | string | null>>;
    const totalOf = (rows: readonly Row[], field: string) =>
      Math.round(rows.reduce((sum, row) => sum + Number(row[field]), 0) * 100);
    const fields = ["opening", "issued", "returned", "redeemed", "expired", "closing"];
    for (const field of [...fields, "closing_value", "breakage", "revaluation", "issued_value"]) {
      expect(totalOf(parts, field), field).toBe(totalOf(whole, field));
    }
  });
});
