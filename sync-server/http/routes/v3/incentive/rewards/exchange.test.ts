import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { rewardViewSchema } from "#shared/api/incentive/rewards/reward.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)(
  "[W8] points exchanged for a reward over the v3 API on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;
    let definitionId: number;
    let made = 0;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
      const five = { name: "Five", handle: "five", value: 5, type: "points", period: 30 };
      const price = { point_price: 500, point_handle: "points" };
      definitionId = (await post("/rewards/definitions", { ...five, ...price })).id;
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const post = (path: string, body: object) => world.post(path, body, [201]);
    const newProfile = async (...amounts: readonly number[]): Promise<string> => {
      const { id } = await post("/profiles", { email: `x${made++}@example.com` });
      for (const value_initial of amounts) {
        await post("/points", { profile_id: id, point_definition_handle: "points", value_initial });
      }
      return id;
    };
    const exchange = (profileId: string, more: object = {}) =>
      world.ask("POST /rewards/exchange", {
        body: { profile_id: profileId, reward_definition_id: definitionId },
        ...more,
      });
    const held = async (profileId: string) => {
      const { data } = (await world.ask(`GET /profiles/${profileId}/balances`)).body;
      return [data.point_balance, data.reward_balance];
    };

    it("takes the price and issues the reward, once for each key, with its events", async () => {
      const id = await newProfile(300, 450);
      const headers = { "idempotency-key": "exchange-1" };
      const answer = await exchange(id, { headers });
      expect(answer.status).toBe(201);
      expectShape(one(rewardViewSchema), answer.body);
      expect(answer.body.data).toMatchObject({ value_remaining: 5, source_type: "exchange" });
      expect(await held(id)).toEqual([250, 5]);
      expect((await exchange(id, { headers })).body).toEqual(answer.body);
      expect(await held(id)).toEqual([250, 5]);
      const other = { profile_id: await newProfile(), reward_definition_id: definitionId };
      expect((await world.ask("POST /rewards/exchange", { headers, body: other })).status).toBe(
        409,
      );
      const rows = await database.run(
        `select kind from events where profile_id = '${id}' and kind <> 'point.created' order by seq`,
      );
      expect(rows.map(({ kind }) => kind)).toEqual([
        "profile.created",
        "reward.created",
        "point.exchanged",
      ]);
    });

    it("answers a refused request the same under its key, also once the points are there", async () => {
      const id = await newProfile(499);
      const headers = { "idempotency-key": "exchange-refused" };
      const refused = await exchange(id, { headers });
      expect(refused.status).toBe(422);
      await post("/points", {
        ...{ profile_id: id, point_definition_handle: "points", value_initial: 100 },
      });
      const again = await exchange(id, { headers });
      expect([again.status, again.body]).toEqual([refused.status, refused.body]);
      expect(await held(id)).toEqual([599, 0]);
      expect((await exchange(id)).status).toBe(201);
    });

    it("is refused with too few points, for a reward without a price, and while frozen", async () => {
      const id = await newProfile(499);
      const few = await exchange(id);
      expect([few.status, few.body.errors]).toEqual([
        422,
        { reward_definition_id: ["It takes 500 points, and 499 can be spent."] },
      ]);
      const plain = await post("/rewards/definitions", {
        ...{ name: "Plain", handle: "plain", value: 5, type: "points" },
      });
      const body = { profile_id: id, reward_definition_id: plain.id };
      const free = await world.ask("POST /rewards/exchange", { body });
      expect(free.body.errors).toEqual({
        reward_definition_id: ["This reward has no price in points."],
      });
      const none = await world.ask("POST /rewards/exchange", { body: { profile_id: id } });
      expect(none.body.errors).toEqual({
        reward_definition_id: ["The reward definition id is required."],
      });
      const rich = await newProfile(500);
      await post(`/profiles/${rich}/freezes`, { reason: "fraud", reference: "C-1" });
      expect((await exchange(rich)).status).toBe(409);
      expect(await held(rich)).toEqual([500, 0]);
    });

    it("has one winner when many ask at once for what the points pay for once", async () => {
      const id = await newProfile(700);
      const answers = await Promise.all(Array.from({ length: 6 }, () => exchange(id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
      expect(await held(id)).toEqual([200, 5]);
    });

    it("[P11] gives back nothing that was written off because the sale came back meanwhile", async () => {
      const capped = { name: "Capped", handle: "capped", decimals: 0, return_debt_max: 0 };
      const points = await post("/points/definitions", capped);
      const price = { point_price: 100, point_handle: "capped" };
      const priced = { name: "X", handle: "x", value: 5, type: "points", ...price };
      const { id: reward_definition_id } = await post("/rewards/definitions", priced);
      const profile_id = await newProfile();
      const bought = { profile_id, transacted_at: "2026-03-03 01:00:00" };
      const sale = { external_id: "X1", receipt_ref: "X1", total: 100, ...bought };
      await post("/transactions", sale);
      const body = { profile_id, reward_definition_id };
      const reward = (await world.ask("POST /rewards/exchange", { body })).body.data;
      const back = { external_id: "X2", linked_receipt_ref: "X1", total: -100, ...bought };
      const { id: returned } = await post("/transactions", back);
      const left = async () => {
        const { data } = (await world.ask(`GET /profiles/${profile_id}/points`)).body;
        const own = data.filter((lot: { definition: { id: number } }) => {
          return lot.definition.id === points.id;
        });
        return own.reduce((sum: number, lot: { value_remaining: number }) => {
          return sum + lot.value_remaining;
        }, 0);
      };
      expect(await left()).toBe(0);
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      expect(await left()).toBe(0);
      // It was paid with them, so nothing is kept back twice.
      expect((await world.ask(`DELETE /transactions/${returned}`)).status).toBeLessThan(300);
      expect(await left()).toBe(100);
    });

    it("is undone by deleting the reward, all of it and once", async () => {
      const id = await newProfile(300, 450);
      const reward = (await exchange(id)).body.data;
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      expect(await held(id)).toEqual([750, 0]);
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(404);
      expect(await held(id)).toEqual([750, 0]);
      const lots = (await world.ask(`GET /profiles/${id}/points?sort=id`)).body.data;
      expect(lots).toMatchObject([
        { value_initial: 300, value_remaining: 300 },
        { value_initial: 450, value_remaining: 450 },
      ]);
    });

    it("isn't undone once some of the reward is used, or it has expired", async () => {
      const id = await newProfile(500);
      const reward = (await exchange(id)).body.data;
      await post(`/profiles/${id}/redeem`, { amount: 1 });
      const used = await world.ask(`DELETE /rewards/${reward.id}`);
      expect([used.status, used.body.message]).toEqual([
        409,
        expect.stringMatching(/^Points were exchanged for this reward/),
      ]);
      expect(await held(id)).toEqual([0, 4]);
      const late = await newProfile(500);
      const expired = (await exchange(late)).body.data;
      world.setClock(addMs(NOON, 60 * 86_400_000));
      const tooLate = await world.ask(`DELETE /rewards/${expired.id}`);
      world.setClock(NOON);
      expect(tooLate.status).toBe(409);
    });

    it("gives points that have expired since back until the end of the day", async () => {
      const { id } = await post("/profiles", { email: `x${made++}@example.com` });
      const points = { profile_id: id, point_definition_handle: "points", value_initial: 600 };
      await post("/points", { ...points, expires_at: "2026-03-10" });
      const reward = (await exchange(id)).body.data;
      world.setClock(addMs(NOON, 10 * 86_400_000));
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      // The 100 that were left have expired.
      expect(await held(id)).toEqual([500, 0]);
      world.setClock(addMs(NOON, 11 * 86_400_000));
      expect(await held(id)).toEqual([0, 0]);
      world.setClock(NOON);
    });

    it("[P4] pays what a return left owing with the points that come back", async () => {
      const id = await newProfile();
      const sold = { total: 600, transacted_at: "2026-03-01 10:00:00" };
      const sale = { profile_id: id, external_id: id, receipt_ref: id, ...sold };
      await post("/transactions", sale);
      const reward = (await exchange(id)).body.data;
      const back = { external_id: `${id}-back`, linked_receipt_ref: id, receipt_ref: null };
      await post("/transactions", { ...sale, ...back, total: -600 });
      expect(await held(id)).toEqual([0, 5]);
      expect((await world.ask(`DELETE /rewards/${reward.id}`)).status).toBe(204);
      expect(await held(id)).toEqual([0, 0]);
      expect((await world.ask(`GET /profiles/${id}/shortfalls`)).body.data).toEqual([]);
    });

    it("needs a price and points that can be spent, together", async () => {
      const define = async (more: object) => {
        const body = { name: "X", handle: `x-${made++}`, value: 5, type: "points", ...more };
        return (await world.ask("POST /rewards/definitions", { body })).body.errors;
      };
      const together = ["The point price and the point handle must be sent together, or neither."];
      expect(await define({ point_price: 5 })).toEqual({ point_price: together });
      expect(await define({ point_handle: "points" })).toEqual({ point_price: together });
      await post("/points/definitions", { name: "T", handle: "for-tiers", use: "tier" });
      for (const point_handle of ["nothing", "for-tiers"]) {
        expect(await define({ point_price: 5, point_handle })).toHaveProperty("point_handle");
      }
      expect(await define({ point_price: 0, point_handle: "points" })).toHaveProperty(
        "point_price",
      );
    });
  },
);
