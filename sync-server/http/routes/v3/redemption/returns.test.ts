import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { reversalSchema } from "#shared/api/redemption/redemption.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

describe.for(databases)("returns of redemptions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const expiry = { period: 30, period_type: "days" };
    await post("/rewards/definitions", {
      name: "R",
      handle: "r",
      value: 20,
      type: "other",
      ...expiry,
    });
    await post("/credits/definitions", {
      name: "C",
      handle: "c",
      value: 30,
      type: "refund",
      ...expiry,
    });
    await post("/points/definitions", { name: "P", handle: "p", exchange_rate: 0.03 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const ask = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    world.ask(`POST ${path}`, { body, headers });
  const post = async (path: string, body: object = {}) => {
    const answer = await ask(path, body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  let made = 0;
  const newHolder = async (points = 0) => {
    const { id: profile_id } = await post("/profiles", { email: `t${made++}@example.com` });
    await post("/rewards", { profile_id, reward_definition_handle: "r" });
    await post("/credits", { profile_id, credit_definition_handle: "c" });
    if (points > 0) {
      const issue = { profile_id, point_definition_handle: "p", value_initial: points };
      await post("/points", issue);
    }
    return profile_id;
  };
  const redeem = (id: string, amount: number, strategies: readonly string[]) =>
    post(`/profiles/${id}/redeem`, { amount, strategies, strict: true });
  const balances = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data;
  const setOrder = async (refundOrder: string) => {
    const { value } = (await world.ask("GET /settings/redemption_policy")).body.data;
    const body = { value: JSON.stringify({ ...JSON.parse(value), refundOrder }) };
    expect((await world.ask("PUT /settings/redemption_policy", { body })).status).toBe(200);
  };

  it("[B2] go back to every tender by ratio, in total exactly what each paid (T27)", async () => {
    const id = await newHolder();
    const { id: redemption } = await redeem(id, 50, ["rewards", "credits"]);
    const back = (amount: number) =>
      ask(`/redemptions/${redemption}/return`, { amount, sale_total: 100 });
    const first = await back(40);
    expectShape(one(reversalSchema), first.body);
    expect(first.body.data).toMatchObject({ type: "return", total: 20, total_requested: 40 });
    const shares = first.body.data.items.map((item: { type: string; value: number }) => [
      item.type,
      item.value,
    ]);
    expect(shares).toEqual([
      ["reward", 8],
      ["credit", 12],
    ]);
    expect((await back(40)).body.data.total).toBe(20);
    expect((await back(20)).body.data.total).toBe(10);
    expect((await back(1)).status).toBe(409);
    expect(await balances(id)).toMatchObject({ reward_balance: 20, credit_balance: 30 });
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
  });

  it("[B2] go to the first or the last tender first, where the policy says so", async () => {
    const [early, late] = [await newHolder(), await newHolder()];
    const sale = { amount: 30, sale_total: 100 };
    await setOrder("first");
    const one = await redeem(early, 50, ["rewards", "credits"]);
    expect((await post(`/redemptions/${one.id}/return`, sale)).total).toBe(30);
    expect(await balances(early)).toMatchObject({ reward_balance: 20, credit_balance: 10 });
    await setOrder("last");
    const other = await redeem(late, 50, ["rewards", "credits"]);
    expect((await post(`/redemptions/${other.id}/return`, sale)).total).toBe(0);
    expect(await balances(late)).toMatchObject({ reward_balance: 0, credit_balance: 0 });
    await setOrder("ratio");
  });

  it("[B5] come back as what the request names, in its order, and never more than was redeemed of it", async () => {
    const id = await newHolder();
    const { id: redemption } = await redeem(id, 45, ["rewards", "credits"]);
    const back = (body: object) => ask(`/redemptions/${redemption}/return`, body);
    const strategies = ["credits", "rewards"];
    for (const [body, field] of [
      [{ currency: "EUR" }, "currency"],
      [{ strategies, sale_total: 100 }, "strategies"],
      [{ strategies: ["nothing"] }, "strategies.0"],
    ] as const) {
      const refused = await back({ amount: 1, ...body });
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([
        422,
        expect.stringContaining(`"${field}"`),
      ]);
    }
    expect((await back({ amount: 30, strategies, currency: "AUD" })).status).toBe(201);
    expect(await balances(id)).toMatchObject({ reward_balance: 5, credit_balance: 30 });
    expect((await back({ amount: 1, strategies: ["credits"], strict: false })).status).toBe(409);
    expect((await back({ amount: 16, strategies })).status).toBe(409);
    expect((await back({ amount: 1, strategies: ["points"] })).status).toBe(409);
    const rest = await back({ amount: 16, strategies, strict: false });
    expect([rest.status, rest.body.data.total]).toEqual([201, 15]);
    expect(await balances(id)).toMatchObject({ reward_balance: 20, credit_balance: 30 });
  });

  it("[B1] give back never more than was redeemed, once for each key, and [B4] end the reversal", async () => {
    const id = await newHolder();
    const { id: redemption } = await redeem(id, 10, ["rewards"]);
    const path = `/redemptions/${redemption}/return`;
    for (const amount of [0, -1]) expect((await ask(path, { amount })).status).toBe(422);
    expect((await ask(path, { amount: 10.01 })).status).toBe(409);
    const keyed = () => ask(path, { amount: 4 }, { "idempotency-key": "give-back" });
    const [once, again] = [await keyed(), await keyed()];
    expect([once.status, again.body]).toEqual([201, once.body]);
    expect(await balances(id)).toMatchObject({ reward_balance: 14 });
    const sixteen = await Promise.all(Array.from({ length: 16 }, () => ask(path, { amount: 1 })));
    expect(sixteen.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(await balances(id)).toMatchObject({ reward_balance: 20 });
    expect((await ask(`/redemptions/${redemption}/reversal`)).status).toBe(409);

    const reversed = await redeem(id, 5, ["rewards"]);
    await post(`/redemptions/${reversed.id}/reversal`);
    expect((await ask(`/redemptions/${reversed.id}/return`, { amount: 1 })).status).toBe(409);
  });

  it("[B3] give back as many points as were drawn, however it is split", async () => {
    const id = await newHolder(100);
    const { id: redemption } = await redeem(id, 2, ["points"]);
    const held = (await balances(id)).point_balance;
    for (const amount of [0.01, 0.99, 1])
      await post(`/redemptions/${redemption}/return`, { amount });
    expect(held).toBeLessThan(100);
    expect(await balances(id)).toMatchObject({ point_balance: 100 });
  });

  it("[B3] keep what isn't worth the smallest part of a point for a later return", async () => {
    await post("/points/definitions", { name: "Two", handle: "two", exchange_rate: 2 });
    const id = await newHolder();
    const issue = { profile_id: id, point_definition_handle: "two", value_initial: 1 };
    await post("/points", issue);
    const { id: redemption } = await redeem(id, 4, ["points", "rewards"]);
    const back = (amount: number, more: object = {}) =>
      ask(`/redemptions/${redemption}/return`, { amount, ...more });
    expect((await back(0.01, { strategies: ["points"] })).status).toBe(409);
    const sale = { sale_total: 4 };
    expect((await back(0.02, sale)).body.data).toMatchObject({
      total: 0.01,
      total_requested: 0.01,
    });
    expect((await back(3.99, sale)).status).toBe(201);
    expect(await balances(id)).toMatchObject({ point_balance: 1, reward_balance: 20 });
  });

  it("[B1] go back on the gift card that paid, as long as it is active", async () => {
    const definition = (await world.ask("GET /credits/definitions?filter[handle]=c")).body.data[0];
    const [card] = await post("/credits/cards", { credit_definition_id: definition.id });
    const { credit_number, security_code } = card;
    await post("/credits/cards/activate", { credit_number });
    const secrets = { credit_number, security_code };
    const paid = await post("/credits/cards/redeem", { ...secrets, amount: 30 });
    await post(`/redemptions/${paid.id}/return`, { amount: 10 });
    const found = await post("/credits/cards/lookup", secrets);
    expect(found).toMatchObject({ value_remaining: 10 });
    // What a card held has expired (T27): what comes back opens a lot of its own.
    world.setClock(addMs(NOON, 40 * 86_400_000));
    await post(`/redemptions/${paid.id}/return`, { amount: 5 });
    expect(await post("/credits/cards/lookup", secrets)).toMatchObject({ value_remaining: 5 });
    world.setClock(NOON);
    await post(`/credits/cards/${card.id}/void`);
    expect((await ask(`/redemptions/${paid.id}/return`, { amount: 10 })).status).toBe(409);
  });

  it("say what is held after them, though time passes between the request and the write", async () => {
    const id = await newHolder();
    world.setTick(1);
    const { id: redemption } = await redeem(id, 50, ["rewards", "credits"]);
    const returned = await post(`/redemptions/${redemption}/return`, { amount: 40 });
    expect(await balances(id)).toMatchObject(returned.balances);
    const reversed = await post(`/redemptions/${(await redeem(id, 5, ["rewards"])).id}/reversal`);
    expect(await balances(id)).toMatchObject(reversed.balances);
    world.setTick(0);
    world.setClock(NOON);
  });

  it("take a body that is empty, as clients send it that always say it is JSON", async () => {
    const { id: redemption } = await redeem(await newHolder(), 5, ["rewards"]);
    const headers = { "content-type": "application/json" };
    const reversed = await world.ask(`POST /redemptions/${redemption}/reversal`, { headers });
    expect(reversed.status).toBe(201);
  });
});
