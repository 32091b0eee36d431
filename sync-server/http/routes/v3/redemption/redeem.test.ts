import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { redeemedSchema, redeemPreviewSchema } from "#shared/api/redemption/redemption.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { countRows, databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("redeeming for a sale over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const expiry = { period: 30, period_type: "days" };
    const reward = { name: "R", handle: "r", value: 100, type: "other", ...expiry };
    await post("/rewards/definitions", reward);
    const credit = { name: "C", handle: "c", value: 60, type: "refund", ...expiry };
    await post("/credits/definitions", credit);
    await post("/points/definitions", { name: "P", handle: "p", exchange_rate: 0.03 });
    const benefit = { name: "B", handle: "b", max_redemptions: 2, max_global_redemptions: 5 };
    await post("/benefits/definitions", { ...benefit, ...expiry });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object = {}) => world.post(path, body);
  let made = 0;
  const newHolder = async (...held: readonly ("rewards" | "credits" | "points" | "benefits")[]) => {
    const { id: profile_id } = await post("/profiles", { email: `s${made++}@example.com` });
    const issues = {
      rewards: { reward_definition_handle: "r" },
      credits: { credit_definition_handle: "c" },
      points: { point_definition_handle: "p", value_initial: 1_000 },
      benefits: { benefit_definition_handle: "b" },
    };
    for (const each of held) await post(`/${each}`, { profile_id, ...issues[each] });
    return profile_id;
  };
  const redeem = (id: string, body: object) => world.ask(`POST /profiles/${id}/redeem`, { body });
  const preview = (id: string, body: object) =>
    world.ask(`POST /profiles/${id}/redeem/preview`, { body });
  const tryLimits = (minBasketCents: number, percent: number, maxPerSaleCents: number | null) => {
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    const saleLimits = { minBasketCents, maxSharePercent: percent, maxPerSaleCents };
    const body = { value: JSON.stringify({ ...policy, saleLimits }) };
    return world.ask("PUT /settings/redemption_policy", { body });
  };
  const limits = async (...wanted: Parameters<typeof tryLimits>) => {
    const answer = await tryLimits(...wanted);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  it("[K2] takes only limits that can be meant", async () => {
    const wrong = [
      [-1, 50, 1],
      [0, 101, 1],
      [0, 50, 0.5],
    ] as const;
    for (const [min, percent, most] of wrong) {
      expect((await tryLimits(min, percent, most)).status).toBe(422);
    }
  });

  it("[X1] [K1] spreads it over the items, and never takes more than they come to (T15, T35)", async () => {
    await limits(0, 100, null);
    const id = await newHolder("rewards", "credits");
    const items = [65, 115, 25, 45].map((price_sell) => ({ price_sell }));
    const first = await redeem(id, { amount: 50, items });
    expectShape(one(redeemedSchema), first.body);
    const amounts = (body: typeof first.body) =>
      body.data.spread.map(({ amount }: { amount: number }) => amount);
    expect(amounts(first.body)).toEqual([13, 23, 5, 9]);
    expect(first.body.data.items).toEqual([{ type: "reward", value: 50, count: 1 }]);

    const cards = [{ price_sell: 50, line_type: "gift_card" }, { price_sell: 20 }];
    const strict = await redeem(id, { amount: 60, items: cards, strict: true });
    expect(strict).toMatchObject({ status: 422, body: { available: 20 } });
    expect(strict.body.errors.amount).toEqual(["Only 20.00 of the sale can be paid like this."]);
    const strategies = ["credits"];
    const paid = await redeem(id, { amount: 60, items: cards, strategies });
    expect(paid.body.data.total).toBe(20);
    // Credit pays like money: it takes nothing off a line.
    expect(amounts(paid.body)).toEqual([0, 0]);
    const other = { items: [{ price_sell: 9, is_void: true }, { price_sell: 8 }] };
    expect((await redeem(id, { amount: 60, ...other })).body.data.total).toBe(8);
    const goods = { price_sell: 9 };
    for (const back of [{ price_sell: 4, quantity: -1 }, { price_sell: -4 }]) {
      const returned = await redeem(id, { amount: 60, items: [goods, back] });
      expect(returned.body.data.total).toBe(5);
    }
    const both = { amount: 60, items: [goods, { price_sell: -4, quantity: -1 }] };
    const unclear = await redeem(id, both);
    expect(unclear.status).toBe(422);
    expect(Object.keys(unclear.body.errors)).toEqual(["items.1.price_sell"]);
    const none = await redeem(id, { amount: 0.01, items: [{ price_sell: 0 }] });
    expect(none.status).toBe(422);
  });

  it("[K2] [K3] refuses what the limits of the policy don't allow, and says what they do", async () => {
    await limits(20_00, 50, 30_00);
    const id = await newHolder("rewards", "credits");
    const refused = async (body: object) => {
      const { status, body: answer } = await redeem(id, { strict: true, ...body });
      expect(status, JSON.stringify(answer)).toBe(422);
      return answer;
    };
    expect((await refused({ amount: 1 })).errors.basket_total[0]).toMatch(/^Say what the sale/);
    const small = await refused({ amount: 1, basket_total: 19.99 });
    expect(small).toMatchObject({ minimum: 20, errors: { basket_total: [expect.anything()] } });
    expect(await refused({ amount: 25.01, basket_total: 50 })).toMatchObject({ available: 25 });
    expect(await refused({ amount: 31, basket_total: 80 })).toMatchObject({ available: 30 });
    expect(await refused({ amount: 81, basket_total: 80 })).toMatchObject({ available: 80 });
    const strategies = ["rewards", "credits"];
    const both = await redeem(id, { amount: 50, basket_total: 50, strategies, strict: true });
    expect(both.body.data.items.map(({ value }: { value: number }) => value)).toEqual([25, 25]);
    const most = await redeem(id, { amount: 99, basket_total: 70 });
    expect(most.body.data).toMatchObject({ total: 30, total_requested: 99 });
  });

  it("[K5] counts what was redeemed for the same sale before, unless that was reversed", async () => {
    await limits(0, 100, 30_00);
    const id = await newHolder("rewards");
    const sale = { transaction_external_id: `sale of ${id}` };
    const first = await redeem(id, { amount: 20, ...sale });
    expect((await redeem(id, { amount: 20, ...sale })).body.data.total).toBe(10);
    expect((await redeem(id, { amount: 1, ...sale })).body).toMatchObject({ available: 0 });
    await post(`/redemptions/${first.body.data.id}/reversal`);
    expect((await redeem(id, { amount: 25, ...sale })).body.data.total).toBe(20);
    expect((await redeem(id, { amount: 25 })).body.data.total).toBe(25);
    const receipt = { transaction_receipt_ref: "R-1", location_id: null };
    expect((await redeem(id, { amount: 25, ...receipt })).body.data.total).toBe(25);
    expect((await redeem(id, { amount: 25, ...receipt })).body.data.total).toBe(5);
  });

  it("[R8] a preview answers or refuses exactly as the redemption then does, and writes nothing (T23)", async () => {
    const rows = () =>
      countRows(database, [
        "ledger_entries",
        "redemptions",
        "events",
        "commands",
        "benefit_counts",
        "velocity_acts",
      ]);
    const holders = [
      await newHolder("rewards", "credits", "points", "benefits", "benefits"),
      await newHolder("points", "credits"),
      await newHolder(),
    ];
    const bodies = fc.record(
      {
        amount: fc.constantFrom(0, 1, 7.5, 20, 60, 150),
        strategies: fc.shuffledSubarray(["rewards", "points", "credits"], { minLength: 1 }),
        benefits: fc.constantFrom([], [{ handle: "b" }], [{ handle: "b", quantity: 3 }]),
        basket_total: fc.constantFrom(null, 0, 15, 80),
        items: fc.constantFrom(null, [{ price_sell: 9.99, quantity: 3 }, { price_sell: 0 }]),
        strict: fc.boolean(),
        transaction_receipt_ref: fc.constantFrom("A", "B"),
      },
      { requiredKeys: ["amount"] },
    );
    const policies = fc.constantFrom([0, 100, null], [10_00, 50, null], [0, 80, 12_00]);
    await fc.assert(
      fc.asyncProperty(fc.nat(2), bodies, policies, async (n, body, [min, percent, most]) => {
        await limits(min ?? 0, percent ?? 100, most ?? null);
        const id = holders[n];
        const before = await rows();
        const foreseen = await preview(id, body);
        expect(await rows()).toEqual(before);
        const done = await redeem(id, body);
        if (done.status === 201) {
          expectShape(one(redeemPreviewSchema), foreseen.body);
          const at = { created_at: expect.anything(), updated_at: expect.anything() };
          expect(foreseen.body.data).toEqual({ ...done.body.data, ...at, id: null });
        } else {
          expect([foreseen.status, foreseen.body]).toEqual([done.status, done.body]);
        }
      }),
      { numRuns: 15 },
    );
    await limits(0, 100, null);
  });

  it("a repeat gets the first answer even if its staff number is another's by then", async () => {
    const id = await newHolder("rewards");
    const store = await post("/locations", { name: "Till", external_id: "Till" });
    const hire = (full_name: string, staff_number: string) =>
      post("/staff", { full_name, staff_number, pin: "471147", location_ids: [store.id] });
    const sam = await hire("Sam Lee", "7");
    const pay = (staff_id: string, key: string) =>
      world.ask(`POST /profiles/${id}/redeem`, {
        body: { amount: 5, staff_id },
        headers: { "idempotency-key": key },
      });
    const keys = { done: crypto.randomUUID(), refused: crypto.randomUUID() };
    const first = await pay("7", keys.done);
    const refused = await pay("8", keys.refused);
    expect([first.status, refused.status]).toEqual([201, 422]);
    await world.ask(`PUT /staff/${sam.id}`, { body: { staff_number: "9" } });
    await hire("Kim Roe", "8");
    expect(await pay("7", keys.done)).toMatchObject({ status: 201, body: first.body });
    expect(await pay("8", keys.refused)).toMatchObject({ status: 422, body: refused.body });
    expect((await pay("9", keys.done)).status).toBe(409);
  });
});
