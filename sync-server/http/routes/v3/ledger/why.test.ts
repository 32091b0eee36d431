import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { whyAchievementsSchema } from "#shared/api/incentive/achievements/why-achievements.ts";
import { whyTiersSchema } from "#shared/api/incentive/tiers/why-tiers.ts";
import { whyCommandSchema, whyLotSchema, whyTransactionSchema } from "#shared/api/ledger/why.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { readTransactionCountsOf } from "#sync-server/storage/incentive/achievements/achievement-count-store.ts";
import { readManualCountsOf } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("why, by the ids that reads show, on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profile: string;
  let sale: { readonly id: number };
  let achievementId: number;
  const points: Record<string, number> = {};

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const { post } = world;
    for (const use of ["reward", "tier"]) {
      const worth = use === "tier" ? { use, exchange_rate: 0 } : { exchange_rate: 0.01 };
      const made = { name: use, handle: use, earn_rate: 1, decimals: 0, ...worth };
      points[use] = (await post("/points/definitions", made)).id;
      const rate = { handle: use, rate: 2, name: `Double ${use}` };
      const product_conditions = { "==": [{ var: "sku" }, "LAMP"] };
      await post("/rates", { ...rate, product_conditions });
    }
    const ten = { name: "Ten", handle: "ten", value: 10, period: 30, type: "other" };
    await post("/rewards/definitions", ten);
    const unlocks = [{ type: "reward_definition", handle: "ten" }];
    const level = { name: "Once", display_number: 1, trigger: 1, meta: { unlocks } };
    const first = { name: "First", handle: "first", counts: "sales", levels: [level] };
    achievementId = (await post("/achievements/definitions", first)).id;
    profile = (await post("/profiles", { email: "why@example.com" })).id;
    sale = await post("/transactions", {
      ...{ profile_id: profile, total: 500, system: "pos", external_id: "S-1" },
      transacted_at: "2026-03-01 01:00:00",
      items: [
        { name: "Lamp", sku: "LAMP", quantity: 1, price_sell: 200 },
        { name: "Chair", sku: "CHAIR", quantity: 1, price_sell: 300 },
      ],
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const why = async (path: string) => (await world.ask(`GET ${path}/why`)).body;

  it("[L13] a transaction says by which rates each line earned, and what it reached", async () => {
    const answer = await why(`/transactions/${sale.id}`);
    expectShape(one(whyTransactionSchema), answer);
    const { earned, entries, definitions, sentence } = answer.data;
    expect(earned).toMatchObject(
      ["reward", "tier"].map((use) => ({
        ...{ definition_id: points[use], definition_version: 1, points: 700 },
        rates: [
          { version: 1, points: 400, items: [{ name: "Lamp", amount: 200, points: 400 }] },
          { id: null, points: 300, items: [{ name: "Chair", amount: 300, points: 300 }] },
        ],
        sentence:
          `Earned 700 points under version 1 of “${use}”. The sale earns 400 points at the rate ` +
          `“Double ${use}” (Lamp) and 300 points at the usual rate (Chair).`,
      })),
    );
    expect(entries).toMatchObject([
      { type: "point", amount: 700, source: { type: "transaction" } },
      { type: "reward", amount: 10, source: { type: "achievement", transaction_id: sale.id } },
    ]);
    expect(definitions.map(({ name }: { readonly name: string }) => name).sort()).toEqual(
      ["Double reward", "Double tier", "First", "Ten", "reward", "tier"].sort(),
    );
    expect(sentence).toContain("for level 1 of the achievement “First”");
  });

  it("[L13] a lot and a redemption are explained by their own ids", async () => {
    const [reward] = (await world.ask(`GET /profiles/${profile}/rewards`)).body.data;
    await world.post(`/profiles/${profile}/redeem`, { amount: 4 });
    const [redeemed] = (await world.ask("GET /redemptions")).body.data;
    const lot = await why(`/rewards/${reward.id}`);
    expectShape(one(whyLotSchema), lot);
    expect(lot.data).toMatchObject({ id: reward.id, profile_id: profile, amount: 6 });
    expect(lot.data.sentence).toMatch(/^Issued 10\.00 AUD .* Redeemed 4\.00 AUD\. Left: 6\.00 AUD/);
    const [held] = (await world.ask(`GET /profiles/${profile}/points`)).body.data;
    expect((await why(`/points/${held.id}`)).data.sentence).toMatch(/Left: 700 points/);
    const redemption = await why(`/redemptions/${redeemed.id}`);
    expectShape(one(whyCommandSchema), redemption);
    expect(redemption.data).toMatchObject({ profile_id: profile, entries: [{ amount: -4 }] });
  });

  it("[T16] the tiers of a profile are explained by versions, turns and the days that count", async () => {
    const silver = { name: "Silver", handle: "silver", programme: "tier", value_min: 600 };
    const { id } = await world.post("/tiers/definitions", silver);
    const by = { reason: "goodwill", reference: "CASE-1" };
    const given = { profile_id: profile, point_definition_id: points["tier"], value: 20, ...by };
    const { id: byHandId } = await world.post("/tier-points", given);
    const answer = await why(`/profiles/${profile}/tiers`);
    expectShape(one(whyTiersSchema), answer);
    const tier = { id, version: 1, name: "Silver" };
    expect(answer.data).toMatchObject({
      programmes: [
        {
          ...{ programme: "tier", current_tier: tier, assignments: [] },
          sentence: expect.stringMatching(
            /^Holds “Silver” until the end of 2027-03-03: it takes 480 points more/,
          ),
          turns: [{ kind: "reached", on: "2026-03-03", tier, to: tier, points: 720, credit: null }],
          days: [
            { day: "2026-03-01", gained: 700, lost: 0 },
            { day: "2026-03-03", gained: 20, lost: 0 },
          ],
          by_hand: [{ id: byHandId, value: 20, ...by }],
        },
      ],
      definitions: [{ id, version: 1, conditions: { valueMin: 60_000 } }],
    });
  });

  it("[M12] the achievements of a profile are explained by levels and by what counted", async () => {
    const by = { reason: "goodwill", reference: "CASE-1" };
    const path = `/profiles/${profile}/achievements`;
    await world.post(path, { definition_id: achievementId, count: 2, ...by });
    const answer = await why(path);
    expectShape(one(whyAchievementsSchema), answer);
    expect(answer.data).toMatchObject({
      achievements: [
        {
          ...{ definition_id: achievementId, handle: "first", score: 3 },
          sentence: "Unlocked level 1 “Once” on 2026-03-03: it takes 1. 3 counted.",
          levels: [{ display_number: 1, trigger: 1, cycle: null }],
          transactions: [{ transaction_id: sale.id, day: "2026-03-01", count: 1, version: 1 }],
          by_hand: [{ count: 2, version: 1, ...by }],
        },
      ],
      definitions: [{ id: achievementId, version: 1, kind: "achievement" }],
    });
  });

  it("[M12] only the latest of what counted is read", async () => {
    const read = world.store.read(world.tenantId);
    const id = profileIdSchema.parse(profile);
    const by = { reason: "goodwill", reference: "CASE-2" };
    const path = `/profiles/${profile}/achievements`;
    await world.post(path, { definition_id: achievementId, count: 1, ...by });
    await world.post("/transactions", {
      ...{ profile_id: profile, total: 1, transacted_at: "2026-03-02 01:00:00" },
    });
    const [days, counts] = [
      await readManualCountsOf(read, id, 1),
      await readTransactionCountsOf(read, id, 1),
    ];
    expect(days).toMatchObject([{ reference: "CASE-2" }]);
    expect(counts).toMatchObject([{ day: "2026-03-02" }]);
  });

  it("[M12] [T16] a profile's standings are for those who may read it and the definitions", async () => {
    for (const [path, kind] of [
      ["tiers", "tier"],
      ["achievements", "achievement"],
    ]) {
      const scopes = ["read-profiles", `read-${kind}-definitions`];
      const statusWith = async (held: readonly string[]) => {
        const token = await world.tokenWith(held);
        return (await world.ask(`GET /profiles/${profile}/${path}/why`, { token })).status;
      };
      expect(await statusWith(scopes)).toBe(200);
      for (const lacking of scopes) {
        expect(await statusWith(["read-ledgers", lacking])).toBe(403);
      }
    }
  });

  it("[L13] there is no why of what there isn't, or of another tenant's", async () => {
    const other = await world.otherTenant();
    expect((await other.ask(`GET /transactions/${sale.id}/why`)).status).toBe(404);
    for (const kind of ["transaction", "redemption", "reward", "point", "benefit", "credit"]) {
      const answer = await world.ask(`GET /${kind}s/999999/why`);
      expect([answer.status, answer.body.message]).toEqual([404, `There is no such ${kind}.`]);
    }
  });
});
