import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { redemptionViewSchema } from "#shared/api/redemption/redemption.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const KEY = "Idempotency-Key";

/** T28: cards in dollars of the United States, and sales in those of Australia. */
describe.for(databases)("amounts in another currency over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let pairs: Readonly<Record<string, string>>;

  const ask = (request: string, body?: object, headers: Record<string, string> = {}) =>
    world.ask(request, { body, headers });
  const post = (path: string, body: object) => world.post(path, body, [201]);
  const setRate = (from: string, rate: number) => ask(`PUT ${pairs[from]}`, { rate });

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database, { currency: "USD" });
    const made = async (from: string, rate: number) => {
      const pair = await post("/currencies", { from, to: "USD", rate });
      return [from, `/currencies/${pair.id}`] as const;
    };
    pairs = Object.fromEntries([await made("AUD", 0.666_666_67), await made("JPY", 0.0067)]);
    const more = { type: "store_credit", period: 365, period_type: "days" };
    await post("/credits/definitions", { name: "C", handle: "c", value: 50, ...more });
    await post("/rewards/definitions", { name: "R", handle: "r", value: 10, type: "other" });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  let people = 0;
  const newHolder = async () => {
    const { id } = await post("/profiles", { email: `x${people++}@example.com` });
    await post("/credits", { profile_id: id, credit_definition_handle: "c" });
    return id;
  };
  const held = async (id: string) =>
    (await ask(`GET /profiles/${id}/balances`)).body.data.credit_balance;
  const paying = { strategies: ["credits"], currency: "AUD" };

  it("[C3] T28 take what they are worth, and give it back at the rate that was kept", async () => {
    const id = await newHolder();
    const redeemed = await post(`/profiles/${id}/redeem`, { amount: 60, strict: true, ...paying });
    const localised = { currency: "AUD", currency_rate: 0.666_666_67, total_localised: 60 };
    expect(redeemed).toMatchObject({ total: 40, total_requested: 60, ...localised });
    expect(await held(id)).toBe(10);
    const shown = await ask(`GET /redemptions/${redeemed.id}`);
    expectShape(one(redemptionViewSchema), shown.body);
    expect(shown.body.data).toMatchObject({ total: 40, total_requested: 60, ...localised });
    await setRate("AUD", 0.625);
    const back = { amount: 20, currency: "AUD" };
    for (const total of [13.33, 13.34, 13.33]) {
      const returned = await post(`/redemptions/${redeemed.id}/return`, back);
      expect(returned).toMatchObject({ total, ...localised, total_localised: 20 });
    }
    expect(await held(id)).toBe(50);
    expect((await ask(`POST /redemptions/${redeemed.id}/return`, back)).status).toBe(409);
    const next = await post(`/profiles/${id}/redeem`, { amount: 80, strict: true, ...paying });
    expect(next).toMatchObject({ total: 50, total_localised: 80 });
    const reversed = await post(`/redemptions/${next.id}/reversal`, {});
    expect(reversed).toMatchObject({ total: 50, total_localised: 80, currency: "AUD" });
    await setRate("AUD", 0.666_666_67);
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
  });

  it("[C3] never take more than is held, and draw the worth of what the currency can show", async () => {
    const id = await newHolder();
    const yen = { strategies: ["credits"], currency: "JPY" };
    const asked = { amount: 8000, ...yen };
    const localised = await ask(`GET /profiles/${id}/balances?currency=JPY`);
    expect(localised.body.data.currency).toEqual({ from: "USD", to: "JPY", rate: 149.253_731_34 });
    const preview = await ask(`POST /profiles/${id}/redeem/preview`, asked);
    const strict = await ask(`POST /profiles/${id}/redeem`, { ...asked, strict: true });
    expect([strict.status, strict.body.available]).toEqual([422, 7463]);
    const redeemed = await post(`/profiles/${id}/redeem`, asked);
    expect(redeemed).toMatchObject({ total: 50, total_localised: 7463, total_requested: 8000 });
    expect({ ...redeemed, id: null }).toEqual(preview.body.data);
    expect(await held(id)).toBe(0);
  });

  it("[C3] have the decimals of their currency, in lines and limits too", async () => {
    const id = await newHolder();
    const redeem = (body: object) => ask(`POST /profiles/${id}/redeem`, body);
    const fine = await redeem({ amount: "0.5", currency: "JPY" });
    expect(fine.body.errors).toEqual({ amount: [expect.stringContaining("JPY has no decimals")] });
    await post("/rewards", { profile_id: id, reward_definition_handle: "r" });
    const worth = await ask(`GET /profiles/${id}/balances?currency=AUD`);
    expect(worth.body.data.localised).toMatchObject({
      reward_balance: 15,
      combined_balance_dollars: 15,
    });
    await ask(`PUT /profiles/${id}`, { currency: "JPY" });
    const own = await ask(`GET /profiles/${id}/balances`);
    expect(own.body.data.localised).toMatchObject({ reward_balance: 1493 });
    const items = [{ price_sell: 1000 }, { price_sell: 500 }];
    const done = await redeem({ amount: 600, currency: "JPY", items });
    expect(done.body.data).toMatchObject({
      ...{ total: 4.02, total_localised: 600, currency: "JPY" },
      spread: [
        { line: 0, amount: 400 },
        { line: 1, amount: 200 },
      ],
    });
    const over = await redeem({ amount: 600, currency: "JPY", basket_total: 300, strict: true });
    expect([over.status, over.body.available]).toEqual([422, 300]);
    const tiny = await redeem({ amount: 1, currency: "JPY", strategies: ["credits"] });
    expect(tiny.body.data).toMatchObject({ total: 0.01, total_localised: 1 });
  });

  it("[C3] are refused without a rate, and a key keeps its answer when the rate changes", async () => {
    const id = await newHolder();
    const path = `POST /profiles/${id}/redeem`;
    const unknown = await ask(path, { amount: 10, currency: "NZD" });
    expect([unknown.status, unknown.body.errors.currency]).toEqual([
      422,
      [expect.stringContaining("no rate from NZD to USD")],
    ]);
    expect((await ask(`GET /profiles/${id}/balances?currency=NZD`)).status).toBe(422);
    const body = { amount: 15, ...paying };
    const first = await ask(path, body, { [KEY]: "same" });
    await setRate("AUD", 0.5);
    const again = await ask(path, body, { [KEY]: "same" });
    await setRate("AUD", 0.666_666_67);
    expect(again.body).toEqual(first.body);
    const other = await ask(path, { ...body, currency: "JPY" }, { [KEY]: "same" });
    expect([other.status, await held(id)]).toEqual([409, 40]);
  });
});
