import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

type Json = Readonly<Record<string, unknown>>;

describe.for(databases)("sales paid with credit over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;
  let credit: number;
  let usual: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const unearning_tenders = ["points", "rewards"];
    usual = (await post("/points/definitions", { name: "Usual", handle: "usual" })).id;
    await post("/points/definitions", { name: "Lenient", handle: "lenient", unearning_tenders });
    const body = { name: "Credit", handle: "c", value: 50, max_value: 500, type: "gift_card" };
    credit = (await post("/credits/definitions", body)).id;
    await post("/rewards/definitions", { name: "R", handle: "r", value: 20, type: "other" });
  });
  afterAll(async () => {
    expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({ isWhole: true });
    await world.close();
    await database.drop();
  });

  const ask = (path: string, body: Json = {}) => world.ask(`POST ${path}`, { body });
  const post = async (path: string, body: Json = {}) => {
    const answer = await ask(path, body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `p${made++}@example.com` })).id;
  const newCard = async () => {
    const [{ id, ...secrets }] = await post("/credits/cards", { credit_definition_id: credit });
    await post("/credits/cards/activate", { credit_number: secrets.credit_number });
    const pay = async (amount: number): Promise<number> =>
      (await post("/credits/cards/redeem", { ...secrets, amount, strict: true })).id;
    const left = async () => (await world.ask(`GET /credits/cards/${id}`)).body.data;
    return { id, pay, left };
  };
  /**
   * What the look-ahead says that a sale earns under each definition, and what posting it then
   * earns.
   */
  const sell = async (sale: Json) => {
    const { definitions } = await post("/rates/calculate", sale);
    const foreseen = definitions.map((each: { points: number }) => each.points);
    const more = { external_id: `S-${made++}`, transacted_at: "2026-03-01 10:00:00" };
    const { id } = await post("/transactions", { ...more, ...sale });
    return { id, foreseen };
  };
  const pointsOf = async (profile_id: string) => {
    const { body } = await world.ask(`GET /profiles/${profile_id}/points`);
    const held = body.data.map(
      (lot: { definition: { handle: string }; value_remaining: number }) => [
        lot.definition.handle,
        lot.value_remaining,
      ],
    );
    return Object.fromEntries(held);
  };

  it("[P8] earn nothing for a gift card, and for what it pays only where the policy says so (T15)", async () => {
    const profile_id = await newProfile();
    const items = [
      { name: "Shoes", quantity: 1, price_sell: 100 },
      { name: "Gift card", quantity: 1, price_sell: 50, line_type: "gift_card" },
    ];
    const bought = await sell({ profile_id, total: 150, items });
    expect(bought.foreseen).toEqual([100, 100]);
    expect(await pointsOf(profile_id)).toEqual({ usual: 100, lenient: 100 });

    const buyer = await newProfile();
    const { pay } = await newCard();
    const paid = await sell({ profile_id: buyer, total: 50, redemption_id: await pay(50) });
    expect(paid.foreseen).toEqual([0, 50]);
    expect(await pointsOf(buyer)).toEqual({ lenient: 50 });

    const draft = { name: "Usual", handle: "usual" };
    const span = "from=2026-03-01&to=2026-03-01";
    const run = await post(`/points/definitions/dry-run?${span}&id=${usual}`, draft);
    expect(run).toMatchObject({ sales: 2, was: { points: 100, sales: 1 } });
    expect(run.would).toEqual(run.was);
  });

  it("[P8] earn on what other tenders paid, whether the sale lists its payments or not (T13)", async () => {
    const { pay } = await newCard();
    const card = await newProfile();
    const redemption_id = await pay(30);
    expect((await sell({ profile_id: card, total: 80, redemption_id })).foreseen).toEqual([50, 80]);

    const listed = await newProfile();
    const payments = [
      { payment_code: "Gift-Card", tender_value: 20 },
      { payment_code: "visa", tender_value: 60 },
    ];
    const sale = { profile_id: listed, total: 80, redemption_id: await pay(20), payments };
    expect((await sell(sale)).foreseen).toEqual([60, 80]);

    const own = await newProfile();
    await post("/credits", { profile_id: own, credit_definition_handle: "c" });
    await post("/rewards", { profile_id: own, reward_definition_handle: "r" });
    const strategies = ["rewards", "credits"];
    const drawn = await post(`/profiles/${own}/redeem`, { amount: 50, strategies });
    // The reward took its 20 off the price; credit of 30 and a bank card paid what was left.
    const last = { profile_id: own, total: 80, redemption_id: drawn.id };
    expect((await sell(last)).foreseen).toEqual([50, 80]);
    expect(await pointsOf(own)).toEqual({ usual: 50, lenient: 80 });
  });

  it("[P5] take back for returned goods what was earned on them", async () => {
    const profile_id = await newProfile();
    const { pay } = await newCard();
    const sale = { profile_id, total: 80, redemption_id: await pay(40), receipt_ref: "R-1" };
    await sell(sale);
    expect(await pointsOf(profile_id)).toMatchObject({ usual: 40 });
    await post("/transactions", {
      ...{ profile_id, total: -40, linked_receipt_ref: "R-1", external_id: "BACK-1" },
      transacted_at: "2026-03-01 11:00:00",
    });
    expect(await pointsOf(profile_id)).toMatchObject({ usual: 20, lenient: 40 });
  });

  it("[C8] T26: keep their points when the card is voided for its buyer", async () => {
    const profile_id = await newProfile();
    const { id, pay } = await newCard();
    await sell({ profile_id, total: 20, redemption_id: await pay(20) });
    const voided = await post(`/credits/cards/${id}/void`);
    expect(voided).toMatchObject({ status: "void", voided_value: 30 });
    expect(await pointsOf(profile_id)).toEqual({ lenient: 20 });
  });

  it("[B2] [P5] T35: give back money and a reward in proportion, and take points for the money", async () => {
    const profile_id = await newProfile();
    await post("/rewards", { profile_id, reward_definition_handle: "r", value_initial: 50 });
    const drawn = await post(`/profiles/${profile_id}/redeem`, { amount: 50, strict: true });
    const line = (name: string, price_sell: number, quantity = 1) => ({
      ...{ name, sku: name, price_sell, quantity },
    });
    const items = [line("A", 65), line("B", 115), line("C", 25), line("D", 45)];
    const sale = { profile_id, total: 200, items, receipt_ref: "T35", redemption_id: drawn.id };
    expect((await sell(sale)).foreseen).toEqual([200, 200]);
    const back = async (total: number, lines: readonly Json[], amount: number) => {
      const more = { external_id: `B-${made++}`, transacted_at: "2026-03-02 10:00:00" };
      const returned = { profile_id, total: -total, items: lines, linked_receipt_ref: "T35" };
      await post("/transactions", { ...more, ...returned });
      const given = { amount, sale_total: 250 };
      const { total: value } = await post(`/redemptions/${drawn.id}/return`, given);
      return [value, await pointsOf(profile_id)];
    };
    expect(await back(92, [line("B", 115, -1)], 115)).toEqual([23, { usual: 108, lenient: 108 }]);
    const rest = [line("A", 65, -1), line("C", 25, -1), line("D", 45, -1)];
    expect(await back(108, rest, 135)).toEqual([27, { usual: 0, lenient: 0 }]);
  });

  it("[V5] give back a guest's gift card when the sale is voided, unless nobody could spend it", async () => {
    const { pay, left } = await newCard();
    const { id } = await sell({ total: 30, redemption_id: await pay(30) });
    expect(await left()).toMatchObject({ value_remaining: 20 });
    await world.ask(`PUT /transactions/${id}`, { body: { is_void: true } });
    expect(await left()).toMatchObject({ value_remaining: 50 });

    const gone = await newCard();
    const redemption_id = await gone.pay(30);
    const second = await sell({ total: 30, redemption_id });
    await post(`/credits/cards/${gone.id}/void`);
    const voided = await world.ask(`PUT /transactions/${second.id}`, { body: { is_void: true } });
    expect(voided.status).toBe(200);
    expect(await gone.left()).toMatchObject({ status: "void", value_remaining: 0 });
    expect((await ask(`/redemptions/${redemption_id}/reversal`)).status).toBe(409);
  });

  it("[V5] [L17] go on with what a released card gave the profile of a return", async () => {
    const { id: card, pay } = await newCard();
    const friend = await newProfile();
    await post("/points", { profile_id: friend, point_definition_id: usual, value_initial: 500 });
    const receipt = `R-${made++}`;
    // The return comes first, and takes the friend's points; the sale turns out to be void.
    await sell({ profile_id: friend, total: -40, linked_receipt_ref: receipt });
    const taken = await pointsOf(friend);
    const redemption_id = await pay(30);
    await post(`/credits/cards/${card}/release`, { profile_id: friend });
    const sale = { external_id: `S-${made++}`, transacted_at: "2026-03-01 09:00:00", total: 100 };
    await post("/transactions", { ...sale, receipt_ref: receipt, redemption_id, is_void: true });
    expect([taken, await pointsOf(friend)]).toEqual([{ usual: 460 }, { usual: 500 }]);
    const { credit_balance } = (await world.ask(`GET /profiles/${friend}/balances`)).body.data;
    expect(credit_balance).toBe(50);
  });

  it("[B3] give back points that aren't worth a cent by themselves", async () => {
    const profile_id = await newProfile();
    const cheap = { name: "Cheap", handle: `cheap-${made++}`, exchange_rate: 0.004, earn_rate: 0 };
    const { handle } = await post("/points/definitions", cheap);
    for (let lots = 0; lots < 5; lots += 1) {
      await post("/points", { profile_id, point_definition_handle: handle, value_initial: 1 });
    }
    const total = async () =>
      (await world.ask(`GET /profiles/${profile_id}/balances`)).body.data.point_balance;
    const { id } = await post(`/profiles/${profile_id}/redeem`, { amount: 0.02 });
    expect(await total()).toBe(0);
    await post(`/redemptions/${id}/return`, { amount: 0.01 });
    await post(`/redemptions/${id}/return`, { amount: 0.01 });
    expect(await total()).toBe(5);
    expect((await ask(`/redemptions/${id}/return`, { amount: 0.01 })).status).toBe(409);
  });
});
