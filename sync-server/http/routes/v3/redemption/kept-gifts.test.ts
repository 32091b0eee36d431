import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("gifts kept after a return over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/benefits/definitions", { name: "Socks", handle: "socks", period: 30 });
    const five = { name: "Five", handle: "five", value: 5, type: "achievement" };
    await post("/rewards/definitions", five);
    const unlocks = [{ type: "reward_definition", handle: "five" }];
    await post("/achievements/definitions", {
      ...{ name: "First", handle: "first", counts: "sales" },
      levels: [{ display_number: 1, trigger: 1, name: "One", meta: { unlocks } }],
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const sell = (profile_id: string, total: number, more: object) =>
    post("/transactions", {
      ...{ profile_id, total, transacted_at: "2026-03-01 01:00:00", external_id: `k${made++}` },
      ...more,
    });
  const kept = async (path: string, profileId: string): Promise<readonly number[]> =>
    (
      await world.ask(`GET ${path}?filter[kept_after_return]=true&filter[profile_id]=${profileId}`)
    ).body.data.map(({ id }: { readonly id: number }) => id);

  it("[B7] T37: are found until they are given back", async () => {
    const { id: profile } = await post("/profiles", { email: "kept@example.com" });
    const { id: benefit } = await post("/benefits", {
      ...{ profile_id: profile, benefit_definition_handle: "socks" },
    });
    const benefits = [{ id: benefit }];
    const used = await post(`/profiles/${profile}/redeem`, { amount: 0, benefits });
    const receipt_ref = "R-KEPT";
    const sale = await sell(profile, 120, { receipt_ref, redemption_id: used.id });
    const [reward] = sale.issued.rewards;
    expect(await kept("/redemptions", profile)).toEqual([]);
    expect(await kept("/rewards", profile)).toEqual([]);
    const back = await sell(profile, -120, { linked_receipt_ref: receipt_ref });
    expect(await kept("/redemptions", profile)).toEqual([used.id]);
    expect(await kept("/rewards", profile)).toEqual([reward.id]);
    expect(await kept("/benefits", profile)).toEqual([]);
    await world.ask(`DELETE /transactions/${back.id}`);
    expect(await kept("/redemptions", profile)).toEqual([]);
    await sell(profile, -20, { linked_receipt_ref: receipt_ref });
    expect(await kept("/redemptions", profile)).toEqual([used.id]);
    await post(`/redemptions/${used.id}/return`, { amount: 0, benefits });
    expect(await kept("/redemptions", profile)).toEqual([]);
    await world.ask(`DELETE /rewards/${reward.id}`);
    expect(await kept("/rewards", profile)).toEqual([]);
  });

  it("[B7] [N11] are those of a void sale, too", async () => {
    const { id: profile } = await post("/profiles", { email: "void@example.com" });
    const sale = await sell(profile, 10, {});
    await world.ask(`DELETE /transactions/${sale.id}`);
    expect(await kept("/rewards", profile)).toEqual([sale.issued.rewards[0].id]);
  });
});
