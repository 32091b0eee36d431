import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

// A receipt counts within a day of the test's clock.
const DAY = "2026-03-03 12:00:00";
const CARD = { name: "Gift card", handle: "card", value: 50, type: "gift_card" };

describe.for(databases)("[K7] what was redeemed for a sale on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let store: number;
  let otherStore: number;
  let cardDefinition: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/rewards/definitions", { name: "R", handle: "r", value: 100, type: "other" });
    cardDefinition = (await post("/credits/definitions", CARD)).id;
    store = (await post("/locations", { name: "Store", external_id: "S" })).id;
    otherStore = (await post("/locations", { name: "Other store", external_id: "O" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object = {}) => world.post(path, body);
  let made = 0;
  const newName = () => `Sale-${made++}`;
  const newHolder = async (): Promise<string> => {
    const { id: profile_id } = await post("/profiles", { email: `r${made++}@example.com` });
    await post("/rewards", { profile_id, reward_definition_handle: "r" });
    return profile_id;
  };
  const redeem = async (id: string, sale: object): Promise<number> =>
    (await post(`/profiles/${id}/redeem`, { amount: 10, basket_total: 100, ...sale })).id;
  /** A gift card of 50 that has paid 10 for a sale. */
  const payByCard = async (sale: object) => {
    const asked = { credit_definition_id: cardDefinition, quantity: 1 };
    const [{ id, ...secrets }] = await post("/credits/cards", asked);
    await post("/credits/cards/activate", { credit_number: secrets.credit_number });
    const paid = await post("/credits/cards/redeem", { ...secrets, amount: 10, ...sale });
    const left = async () =>
      (await world.ask(`GET /credits/cards/${id}`)).body.data.value_remaining;
    return { id: paid.id, left };
  };
  const trySell = (body: object) =>
    world.ask("POST /transactions/update-create", {
      body: { total: 100, transacted_at: DAY, location_id: store, ...body },
    });
  const sell = async (body: object) => {
    const answer = await trySell(body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  const change = async (id: number, body: object) => {
    const answer = await world.ask(`PUT /transactions/${id}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.data;
  };
  const balance = async (id: string) =>
    (await world.ask(`GET /profiles/${id}/balances`)).body.data.reward_balance;

  it("pays for it although it doesn't name it, and comes back when it is voided", async () => {
    const id = await newHolder();
    const external_id = newName();
    const first = await redeem(id, { transaction_external_id: external_id });
    const sold = await sell({ profile_id: id, external_id });
    expect(sold.redemption).toMatchObject({ id: first });
    await change(sold.id, { is_void: true });
    expect(await balance(id)).toBe(100);
  });

  it("counts by receipt at its location, and when the sale came first", async () => {
    const id = await newHolder();
    const receipt_ref = newName();
    const late = { profile_id: id, receipt_ref };
    const there = { ...late, external_id: newName(), location_id: otherStore };
    const before = await sell(there);
    const receipt = { transaction_receipt_ref: receipt_ref, location_id: otherStore };
    const redeemed = await redeem(id, receipt);
    expect((await sell({ ...late, external_id: newName() })).redemption).toBeNull();
    expect((await sell({ ...there, total: 90 })).redemption).toMatchObject({ id: redeemed });
    await change(before.id, { is_void: true });
    expect(await balance(id)).toBe(100);
  });

  it("is left alone by a sale that is voided, and by one that is void", async () => {
    const id = await newHolder();
    const receipt_ref = newName();
    const sale = { profile_id: id, receipt_ref };
    const old = await sell({ ...sale, external_id: newName() });
    const older = { ...sale, external_id: newName() };
    const voided = await sell({ ...older, is_void: true });
    const receipt = { transaction_receipt_ref: receipt_ref, location_id: store };
    const redeemed = await redeem(id, receipt);
    // The till rings it up again under the same number, and only then voids it.
    const untouched = [
      await change(old.id, { is_void: true }),
      await change(voided.id, { meta: { corrected: true } }),
      await sell({ ...older, total: 90 }),
      await sell({ ...sale, external_id: newName(), is_void: true }),
      await change(old.id, { is_void: false }),
    ];
    expect(untouched.map(({ redemption }) => redemption)).toEqual(untouched.map(() => null));
    expect(await balance(id)).toBe(90);
    const again = await sell({ ...sale, external_id: newName() });
    expect(again.redemption).toMatchObject({ id: redeemed });
  });

  it("pays for no sale of anybody else", async () => {
    const external_id = newName();
    await redeem(await newHolder(), { transaction_external_id: external_id });
    expect((await sell({ external_id, systems: ["guest"] })).redemption).toBeNull();
    const other = { profile_id: await newHolder(), external_id };
    expect((await sell(other)).redemption).toBeNull();
  });

  it("by gift card pays for the sale with exactly its external id, never by receipt", async () => {
    const [external_id, receipt_ref] = [newName(), newName()];
    const byReceipt = { transaction_receipt_ref: receipt_ref, location_id: store };
    const named = await payByCard({ ...byReceipt, transaction_external_id: external_id });
    const unnamed = await payByCard(byReceipt);
    const profile_id = await newHolder();
    const strangers = [
      await sell({ receipt_ref }),
      await sell({ receipt_ref, external_id: newName() }),
      await sell({ receipt_ref, profile_id, external_id: newName() }),
      await sell({ receipt_ref, external_id: external_id.toLowerCase() }),
    ];
    expect(strangers.map(({ redemption }) => redemption)).toEqual(strangers.map(() => null));
    const sold = await sell({ receipt_ref, external_id });
    expect(sold.redemption).toMatchObject({ id: named.id });
    for (const { id } of [...strangers, sold]) await change(id, { is_void: true });
    expect([await named.left(), await unnamed.left()]).toEqual([50, 40]);
  });

  it("pays for one of several sales that arrive at once", async () => {
    const external_id = newName();
    const { id } = await payByCard({ transaction_external_id: external_id });
    const profiles = [null, null, ...(await Promise.all([newHolder(), newHolder()]))];
    const sold = await Promise.all(
      [...profiles, ...profiles].map((profile_id, n) =>
        sell({ profile_id, external_id, systems: [`till-${n}`] }),
      ),
    );
    const paid = sold.filter(({ redemption }) => redemption !== null);
    expect(paid.map(({ redemption }) => redemption.id)).toEqual([id]);
  });

  it("[K6] belongs to one of several sales that name it at once", async () => {
    const id = await newHolder();
    const redemption_id = await redeem(id, {});
    const byCard = await payByCard({});
    for (const named of [{ profile_id: id, redemption_id }, { redemption_id: byCard.id }]) {
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => trySell({ ...named, external_id: newName() })),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([201, 422, 422, 422, 422, 422]);
    }
  });
});
