import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** For each currency: amounts it has and one that it doesn't, in the order of the test below. */
const CURRENCIES = [
  {
    currency: "JPY",
    reward: { sent: "500", shown: 500 },
    redeemed: { sent: 120, shown: 120, left: 380 },
    basket: { prices: [500, 400], spread: [67, 53] },
    tooFine: "0.5",
    because: "must be a whole amount up to 1000000000: JPY has no decimals.",
    over: "Only 380 is available.",
    sale: { total: "1200.00", points: 1200, worth: 12 },
  },
  {
    currency: "KWD",
    reward: { sent: "10.500", shown: 10.5 },
    redeemed: { sent: "1.255", shown: 1.255, left: 9.245 },
    basket: { prices: ["2.000", 1.5], spread: [0.717, 0.538] },
    tooFine: 1.2555,
    because: "must be an amount with at most 3 decimals, up to 1000000.",
    over: "Only 9.245 is available.",
    sale: { total: 100.005, points: 100, worth: 1 },
  },
] as const;

const cases = databases.flatMap(({ name, create }) =>
  CURRENCIES.map((expected) => ({ name, create, ...expected })),
);

describe.for(cases)(
  "a tenant in $currency has the minor units of ISO 4217, on $name",
  ({ create, currency, reward, redeemed, basket, tooFine, because, over, sale }) => {
    let database: TestDatabase;
    let world: V3World;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database, { currency });
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const post = (path: string, body: object) => world.post(path, body, [201]);

    it("in rewards, redemptions, transactions, points, balances, the ledger and filters", async () => {
      const profile = await post("/profiles", { email: "a@example.com" });
      const definition = { name: "R", handle: "r", value: reward.sent, type: "other", period: 30 };
      expect(await post("/rewards/definitions", definition)).toMatchObject({ value: reward.shown });
      const issued = await post("/rewards", {
        profile_id: profile.id,
        reward_definition_handle: "r",
      });
      expect(issued).toMatchObject({ value_initial: reward.shown, value_remaining: reward.shown });

      const redeem = `POST /profiles/${profile.id}/redeem`;
      const items = basket.prices.map((price_sell) => ({ price_sell }));
      const done = await world.ask(redeem, { body: { amount: redeemed.sent, items } });
      expect(done.body.data).toMatchObject({
        total: redeemed.shown,
        spread: basket.spread.map((amount, line) => ({ line, amount })),
        currency,
        balances: { reward_balance: redeemed.left },
      });
      const refused = await world.ask(redeem, { body: { amount: tooFine } });
      expect(refused.status).toBe(422);
      expect(refused.body.errors).toEqual({ amount: [`The amount ${because}`] });
      const tooMuch = await world.ask(redeem, { body: { amount: 5000, strict: true } });
      expect(tooMuch.body).toMatchObject({
        available: redeemed.left,
        errors: { amount: [over] },
      });
      const list = await world.ask(`GET /redemptions?filter[total]=${redeemed.sent}`);
      expect(list.body.data).toMatchObject([
        { total: redeemed.shown, items: [{ value: redeemed.shown }] },
      ]);
      const lots = await world.ask(`GET /rewards?filter[value_remaining]=${redeemed.left}`);
      expect(lots.body.meta.total).toBe(1);
      const ledger = await world.ask(`GET /profiles/${profile.id}/ledgers`);
      expect(ledger.body.data[0]).toMatchObject({
        dollar_value: -redeemed.shown,
        dollar_balance: redeemed.left,
      });

      const points = await post("/points/definitions", { name: "P", handle: "p" });
      expect(points).toMatchObject({ earn_rate: 1, exchange_rate: 0.01 });
      const sold = await post("/transactions", {
        profile_id: profile.id,
        total: sale.total,
        transacted_at: "2026-03-02 14:32:00",
        items: [{ name: "Shirt", quantity: 1, price_sell: sale.total }],
      });
      expect(sold).toMatchObject({
        total: Number(sale.total),
        items: [{ price_sell: Number(sale.total) }],
        earned: { points: sale.points },
        balances: { point_balance: sale.points, point_balance_dollars: sale.worth },
      });
      const found = await world.ask(`GET /transactions?filter[total]=${sale.total}`);
      expect(found.body.meta.total).toBe(1);
    });

    it("and refuses an amount it doesn't have, by the field", async () => {
      const bad = await world.ask("POST /transactions", {
        body: { total: tooFine, transacted_at: "2026-03-02 14:32:00" },
      });
      expect(bad.body.errors).toEqual({ total: [`The total ${because}`] });
      const none = await world.ask("POST /rewards/definitions", {
        body: { name: "F", handle: "f", value: tooFine, type: "other" },
      });
      expect(none.body.errors).toEqual({ value: [`The value ${because}`] });
    });
  },
);
