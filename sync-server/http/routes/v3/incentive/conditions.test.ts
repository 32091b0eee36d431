import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("conditions of definitions over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
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
});
