import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("conditions of definitions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await world.post("/points/definitions", { name: "Points", handle: "points" });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const named = { name: "Named", handle: "points" };
  const level = { name: "One", display_number: 1, trigger: 1 };
  const sent = [
    ["/rates", { rate: 1 }, { profile_conditions: "gender", product_conditions: "brand" }],
    [
      "/achievements/definitions",
      { levels: [level] },
      { profile_conditions: "tier_handle", product_conditions: "product_variant.sku" },
    ],
    [
      "/benefits/definitions",
      { period: 30 },
      { claim_condition: "gender", claim_timeframe: "weekday", view_condition: "flattened_tags.0" },
    ],
  ] as const;

  it.for(sent)("[Q10] %s name only what they can read", async ([path, body, conditions]) => {
    const reading = (suffix: string) =>
      Object.fromEntries(
        Object.entries(conditions).map(([field, name]) => [
          field,
          { "!!": [{ var: name + suffix }] },
        ]),
      );
    const refused = await world.ask(`POST ${path}`, {
      body: { ...named, ...body, ...reading("_typo") },
    });
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.errors).sort()).toEqual(Object.keys(conditions).sort());
    for (const [field, name] of Object.entries(conditions)) {
      const [message] = refused.body.errors[field];
      expect(message).toContain(`must not read “${name}_typo”; it can read `);
      expect(message).toContain(name.replace(".0", ""));
    }
    await world.post(path, { ...named, ...body, ...reading("") });
  });

  const newProfile = async (more: object = {}): Promise<string> =>
    (await world.post("/profiles", { email: `asked${made++}@example.com`, ...more })).id;
  /** What a sale at noon of a local day earns under points that only a conditional rate gives. */
  const earningUnder = async (profile_conditions: object) => {
    const handle = `asked-${made++}`;
    await world.post("/points/definitions", { name: "Asked", handle, earn_rate: 0 });
    await world.post("/rates", { name: "Asked", handle, rate: 1, profile_conditions });
    return async (profile_id: string, day: string): Promise<number> => {
      const sale = await world.post("/transactions", {
        ...{ profile_id, external_id: `S-${made++}`, total: 100 },
        transacted_at: `${day} 01:00:00`,
      });
      const { definitions } = sale.earned;
      return definitions.find((each: { handle: string }) => each.handle === handle)?.points ?? 0;
    };
  };

  it("[Q11] see what the days before a sale add up to, in whatever order they arrive", async () => {
    const never = { "==": [{ var: "aggregations.shop_count" }, 0] };
    const first = await earningUnder(never);
    const buyer = await newProfile();
    expect(await first(buyer, "2026-02-10")).toBe(100);
    // The same day again: which of the two arrived first doesn't matter.
    expect(await first(buyer, "2026-02-10")).toBe(100);
    expect(await first(buyer, "2026-02-11")).toBe(0);
    expect(await first(buyer, "2026-02-09")).toBe(100);
    const spent = await earningUnder({ ">=": [{ var: "aggregations.spend_all" }, 300] });
    expect(await spent(buyer, "2026-02-11")).toBe(100);
    expect(await spent(buyer, "2026-02-10")).toBe(0);
  });

  it("[Q11] see comms, custom attributes and identities of a buyer as they are now", async () => {
    const buyer = await newProfile({ identities: [{ handle: "shop", identifier: "77" }] });
    const cases = [
      { "==": [{ var: "attributes.comms.email_promo" }, true] },
      { ">": [{ var: "attributes.custom.shop.size" }, 8] },
      { some: [{ var: "identities" }, { "==": [{ var: "identifier" }, "77"] }] },
    ] as const;
    const [comms, custom, identity] = await Promise.all(cases.map(earningUnder));
    expect(await comms?.(buyer, "2026-02-10")).toBe(0);
    expect(await custom?.(buyer, "2026-02-10")).toBe(0);
    const attributes = `PUT /profiles/${buyer}/attributes`;
    await world.ask(`${attributes}/comms`, { body: { email_promo: true } });
    await world.ask(`${attributes}/custom/shop:size`, { body: { type: "integer", value: 9 } });
    expect(await comms?.(buyer, "2026-02-10")).toBe(100);
    expect(await custom?.(buyer, "2026-02-10")).toBe(100);
    expect(await identity?.(buyer, "2026-02-10")).toBe(100);
    expect(await identity?.(await newProfile(), "2026-02-10")).toBe(0);
  });

  it("[Q11] decide what counts for an achievement by the same facts", async () => {
    const handle = `regular-${made++}`;
    await world.post("/achievements/definitions", {
      ...{ name: "Regular", handle, counts: "sales", levels: [level] },
      profile_conditions: { ">": [{ var: "aggregations.shop_count" }, 0] },
    });
    const buyer = await newProfile();
    const counted = async (day: string) => {
      const sale = await world.post("/transactions", {
        ...{ profile_id: buyer, external_id: `S-${made++}`, total: 100 },
        transacted_at: `${day} 01:00:00`,
      });
      return sale.achievements.some((each: { handle: string }) => each.handle === handle);
    };
    expect([await counted("2026-02-10"), await counted("2026-02-11")]).toEqual([false, true]);
  });

  it("[Q11] of claims see balances, and the sales of that day too", async () => {
    const handle = `rich-${made++}`;
    await world.post("/benefits/definitions", {
      ...{ name: "Rich", handle, period: 30, is_claimable: true },
      claim_condition: {
        and: [
          { ">=": [{ var: "reward_balance" }, 20] },
          { "==": [{ var: "aggregations.total_shop_days" }, 1] },
        ],
      },
    });
    const buyer = await newProfile();
    const claim = async () => {
      const body = { definition: handle };
      return (await world.ask(`POST /profiles/${buyer}/benefits/claim`, { body })).status;
    };
    const { id } = await world.post("/rewards/definitions", {
      ...{ name: "Twenty", handle: `twenty-${made++}`, value: 20, type: "other" },
    });
    expect(await claim()).toBe(422);
    await world.post("/rewards", { profile_id: buyer, reward_definition_id: id });
    expect(await claim()).toBe(422);
    await world.post("/transactions", {
      ...{ profile_id: buyer, external_id: `S-${made++}`, total: 100 },
      transacted_at: "2026-03-03 01:00:00",
    });
    expect(await claim()).toBe(201);
    const rate = { name: "Rich", handle: "points", rate: 1 };
    const profile_conditions = { ">": [{ var: "reward_balance" }, 1] };
    const refused = await world.ask("POST /rates", { body: { ...rate, profile_conditions } });
    expect(refused.body.errors.profile_conditions[0]).toContain("must not read “reward_balance”");
  });
});
