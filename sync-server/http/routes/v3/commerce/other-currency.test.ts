import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transactionViewSchema } from "#shared/api/commerce/transaction-view.ts";
import { one } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const AT = "2025-05-02 03:00:00";

describe.for(databases)("sales in another currency over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let usd: string;

  const ask = (request: string, body?: object) => world.ask(request, { body });
  const post = (path: string, body: object) => world.post(path, body, [201]);
  const setRate = (rate: number) => ask(`PUT ${usd}`, { rate });

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const pair = await post("/currencies", { from: "USD", to: "AUD", rate: 1.5 });
    usd = `/currencies/${pair.id}`;
    await post("/currencies", { from: "JPY", to: "AUD", rate: 0.0104 });
    await post("/currencies", { from: "KWD", to: "AUD", rate: 5000 });
    await post("/rewards/definitions", { name: "R", handle: "r", value: 15, type: "other" });
    await post("/points/definitions", { name: "P", handle: "p", decimals: 2, exchange_rate: 0.05 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  let made = 0;
  const newBuyer = async () =>
    (await post("/profiles", { email: `s${made++}@example.com` })).id as string;
  const saleOf = (profile_id: string, total: number, more: object = {}) => ({
    ...{ profile_id, total, currency: "USD", transacted_at: AT, external_id: `S-${made++}` },
    ...more,
  });
  const standing = async (id: string) => {
    const [balances, sums] = await Promise.all([
      ask(`GET /profiles/${id}/balances`),
      ask(`GET /profiles/${id}/aggregations`),
    ]);
    return [balances.body.data.point_balance, sums.body.data.spend_all];
  };

  it("[A10] earn and count for what they come to in the tenant's, and show both", async () => {
    const id = await newBuyer();
    const items = [{ name: "Shirt", sku: "S", quantity: 3, price_sell: 33.33 }];
    const body = saleOf(id, 99.99, { items, total_original: 110 });
    const foreseen = (await ask("POST /rates/calculate", body)).body.data;
    const sold = await post("/transactions", body);
    const amounts = { total: 99.99, currency: "USD", currency_rate: 1.5, total_converted: 149.99 };
    expect(sold).toMatchObject({ ...amounts, earned: { points: 149.98 } });
    expect(sold.items[0]).toMatchObject({ price_sell: 33.33 });
    expect(JSON.stringify(foreseen)).toContain("149.98");
    const shown = await ask(`GET /transactions/${sold.id}`);
    expectShape(one(transactionViewSchema), shown.body);
    expect(shown.body.data).toMatchObject(amounts);
    expect(await standing(id)).toEqual([149.98, 149.99]);
    const same = await ask(`PUT /transactions/${sold.id}`, shown.body.data);
    expect(same.status).toBe(200);
    const yen = await post("/transactions", saleOf(id, 5000, { currency: "JPY" }));
    expect(yen).toMatchObject({ total: 5000, total_converted: 52, earned: { points: 52 } });
  });

  it("[A10] T28 keep their rate when they are corrected or come back", async () => {
    const id = await newBuyer();
    const receipt_ref = `R-${made++}`;
    const body = saleOf(id, 100, { receipt_ref });
    await post("/transactions", body);
    await setRate(1.6);
    const corrected = await ask("POST /transactions/update-create", { ...body, total: 120 });
    expect(corrected.body.data).toMatchObject({ total_converted: 180, currency_rate: 1.5 });
    await ask(`DELETE ${usd}`);
    for (const total of [-50, -70]) {
      const back = saleOf(id, total, { linked_receipt_ref: receipt_ref });
      expect(await post("/transactions", back)).toMatchObject({ currency_rate: 1.5 });
    }
    expect(await standing(id)).toEqual([0, 0]);
    const pair = await post("/currencies", { from: "USD", to: "AUD", rate: 1.5 });
    usd = `/currencies/${pair.id}`;
  });

  it("[A10] come back whole though a return arrives first, or in the tenant's currency", async () => {
    const id = await newBuyer();
    const [first, second] = [`R-${made++}`, `R-${made++}`];
    await setRate(1.6);
    await post("/transactions", saleOf(id, -100, { linked_receipt_ref: first }));
    await setRate(1.5);
    await post("/transactions", saleOf(id, 100, { receipt_ref: first }));
    expect((await standing(id))[0]).toBe(0);
    await post("/transactions", saleOf(id, 100, { receipt_ref: second }));
    const own = { linked_receipt_ref: second, currency: "AUD" };
    await post("/transactions", saleOf(id, -75, own));
    expect((await standing(id))[0]).toBe(75);
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
  });

  it("[P7] aren't taken for the sale of a return in another currency that they can't cover", async () => {
    const id = await newBuyer();
    await post("/currencies", { from: "IDR", to: "AUD", rate: 0.000094 });
    const receipt_ref = `R-${made++}`;
    await post("/transactions", saleOf(id, 60, { receipt_ref, currency: "AUD" }));
    const later = { currency: "IDR", transacted_at: "2025-05-02 03:10:00" };
    await post("/transactions", saleOf(id, 500_000, { receipt_ref, ...later }));
    expect((await standing(id))[0]).toBe(107);
    const back = { linked_receipt_ref: receipt_ref, transacted_at: "2025-05-02 03:20:00" };
    await post("/transactions", saleOf(id, -60, { ...back, currency: "AUD" }));
    expect((await standing(id))[0]).toBe(47);
  });

  it("[A10] are paid with what was redeemed in their currency, which earns nothing", async () => {
    const id = await newBuyer();
    const kind = { name: "C", handle: "c", value: 60, type: "other", period: 30 };
    await post("/credits/definitions", { ...kind, period_type: "days" });
    await post("/credits", { profile_id: id, credit_definition_handle: "c" });
    const paid = { amount: 40, currency: "USD", strategies: ["credits"], strict: true };
    const { id: redemption_id, total } = await post(`/profiles/${id}/redeem`, paid);
    const sold = await post("/transactions", saleOf(id, 100, { redemption_id }));
    expect([total, sold.earned.points]).toEqual([60, 90]);
  });

  it("[P8] count credit as it was redeemed, though the rate has changed since", async () => {
    for (const [more, points] of [
      [{ amount: 40, strategies: ["credits"] }, 120],
      // The reward of A$15 took US$10 off the price.
      [{ amount: 40, strategies: ["rewards", "credits"] }, 140],
    ] as const) {
      const id = await newBuyer();
      await post("/credits", { profile_id: id, credit_definition_handle: "c" });
      await post("/rewards", { profile_id: id, reward_definition_handle: "r" });
      const paid = { ...more, currency: "USD", strict: true };
      const { id: redemption_id } = await post(`/profiles/${id}/redeem`, paid);
      await setRate(2);
      const sold = await post("/transactions", saleOf(id, 100, { redemption_id }));
      await setRate(1.5);
      expect(sold.earned.points).toBe(points);
    }
  });

  it("[A10] are refused without a rate or beyond every amount, and nothing is written", async () => {
    const id = await newBuyer();
    for (const [more, field] of [
      [{ currency: "NZD", location_id: "NEW-SHOP" }, "currency"],
      [{ currency: "KWD", total: 1_000_000 }, "total"],
      [{ currency: "JPY", total: 0.5 }, "total"],
    ] as const) {
      const { status, body } = await ask("POST /transactions", saleOf(id, 10, more));
      expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
    }
    const order = { total: 10, currency: "USD", transacted_at: AT };
    expect(Object.keys((await ask("POST /orders", order)).body.errors)).toEqual(["currency"]);
    const all = await ask("GET /locations?filter[name]=NEW-SHOP");
    expect(all.body.data).toEqual([]);
  });
});
