import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("definitions in use, over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body, [201]);
  const define = (path: string, more: object) => {
    const handle = `used-${made++}`;
    return post(path, { name: `Used ${handle}`, handle, ...more });
  };
  const points = (more: object = {}) => define("/points/definitions", more);
  const reward = (more: object = {}) =>
    define("/rewards/definitions", { type: "other", value: 10, ...more });
  const remove = async (path: string): Promise<string> => {
    const { status, body } = await world.ask(`DELETE ${path}`);
    return status === 204 ? "deleted" : `${status} ${body.message}`;
  };

  it("[W9] keep what they name from being deleted", async () => {
    const spent = await points();
    const levels = await points({ use: "tier" });
    const [welcome, unlocked] = [await reward(), await reward()];
    const lounge = await define("/benefits/definitions", { type: "other", period: 30 });
    const rate = await post("/rates", { name: "Double", handle: spent.handle, rate: 2 });
    const priced = await reward({ point_price: 100, point_handle: spent.handle });
    const tier = await define("/tiers/definitions", {
      ...{ programme: levels.handle, value_min: 100 },
      welcome: [{ type: "reward_definition", handle: welcome.handle }],
    });
    const unlocks = [
      { type: "reward_definition", id: unlocked.id },
      { type: "benefit_definition", handle: lounge.handle },
    ];
    const visits = await define("/achievements/definitions", {
      levels: [{ name: "One", display_number: 1, trigger: 1, meta: { unlocks } }],
    });
    const path = {
      welcome: `/rewards/definitions/${welcome.id}`,
      unlocked: `/rewards/definitions/${unlocked.id}`,
      lounge: `/benefits/definitions/${lounge.id}`,
      levels: `/points/definitions/${levels.id}`,
      spent: `/points/definitions/${spent.id}`,
    };
    for (const each of Object.values(path)) expect(await remove(each)).toMatch(/^409 .*names it/);
    expect(await remove(path.levels)).toContain(`the tier definition ${tier.id} (“${tier.name}”)`);
    for (const each of [`/tiers/definitions/${tier.id}`, path.levels, path.welcome]) {
      expect(await remove(each)).toBe("deleted");
    }
    for (const each of [`/achievements/definitions/${visits.id}`, path.unlocked, path.lounge]) {
      expect(await remove(each)).toBe("deleted");
    }
    await world.ask(`PUT /rates/${rate.id}`, { body: { is_archived: true } });
    expect(await remove(`/rewards/definitions/${priced.id}`)).toBe("deleted");
    expect(await remove(path.spent)).toContain(`the rate definition ${rate.id} (“Double”)`);
    expect(await remove(`/rates/${rate.id}`)).toBe("deleted");
    expect(await remove(path.spent)).toBe("deleted");
  });

  it("[W9] [C5] stay while a gift card of theirs is blank", async () => {
    const { id: credit_definition_id } = await define("/credits/definitions", {
      ...{ value: 50, type: "gift_card" },
    });
    const path = `/credits/definitions/${credit_definition_id}`;
    const cards = await post("/credits/cards", { credit_definition_id, quantity: 2 });
    for (const { id } of cards) {
      expect(await remove(path)).toMatch(/^409 .*of its gift cards are blank/);
      expect((await world.ask(`POST /credits/cards/${id}/void`)).status).toBe(200);
    }
    expect(await remove(path)).toBe("deleted");
  });

  it("[W9] stay while some of their budget is used", async () => {
    const { handle } = await points({ earn_rate: 0 });
    const budget = { counted_in: "issues", total: 100 };
    const rate = await post("/rates", { name: "Budgeted", handle, rate: 1, budget });
    const { id: profile_id } = await post("/profiles", { email: `used${made++}@example.com` });
    const sale = { profile_id, transacted_at: "2026-03-01 10:00:00" };
    await post("/transactions", { ...sale, external_id: "U-1", total: 100 });
    expect(await remove(`/rates/${rate.id}`)).toMatch(/^409 .*some of its budget is used/);
    await world.ask(`PUT /rates/${rate.id}`, { body: { is_archived: true } });
    const { data } = (await world.ask(`GET /rates/${rate.id}`)).body;
    expect(data.budget).toMatchObject({ used: 1 });
  });
});
