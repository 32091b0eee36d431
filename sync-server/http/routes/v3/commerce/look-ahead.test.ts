import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lookAheadSchema } from "#shared/api/commerce/look-ahead.ts";
import { one } from "#shared/api/envelope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Json = Readonly<Record<string, unknown>>;

describe.for(databases)("look-ahead over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;
  const ids: Record<"x" | "silver" | "code" | "vic", number> = { x: 0, silver: 0, code: 0, vic: 0 };

  const post = (path: string, body: Json) => world.post(path, body);
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `l${made++}@example.com` })).id;
  const calculate = async (body: Json) => {
    const answer = await world.ask("POST /rates/calculate", { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.data;
  };
  const pointsIn = (data: {
    readonly definitions: readonly { handle: string; points: number }[];
  }) => data.definitions.map(({ handle, points }) => [handle, points]);
  const line = (brand: string, price_sell: number, more: Json = {}) => ({
    ...{ name: brand, sku: brand, quantity: 1, price_sell, product_variant: { brand } },
    ...more,
  });
  const rate = async (body: Json): Promise<number> =>
    (await post("/rates", { name: "Rate", handle: "points", ...body })).id;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const earns = { name: "Points", earn_rate: 1 };
    await post("/points/definitions", { ...earns, handle: "points", decimals: 0 });
    await post("/points/definitions", { ...earns, handle: "tier-points", use: "tier" });
    await post("/tiers/definitions", { name: "Silver", handle: "silver", value_min: 300 });
    await post("/tiers/definitions", { name: "Gold", handle: "gold", value_min: 500 });
    await post("/locations", { name: "Carlton", external_id: "CARLTON", region: "vic" });
    ids.x = await rate({ rate: 3, product_conditions: { "==": [{ var: "brand" }, "X"] } });
    ids.silver = await rate({
      rate: 2,
      profile_conditions: { in: [{ var: "tier_handle" }, ["silver", "gold"]] },
    });
    ids.code = await rate({ rate: 5, code: "SPRING" });
    ids.vic = await rate({ rate: 0.5, region_id: "vic", end_time: "2026-03-01" });
    const achievement = (handle: string, levels: readonly number[], body: Json) =>
      post("/achievements/definitions", {
        ...{ name: handle, handle, ...body },
        levels: levels.map((trigger) => ({ name: `${trigger}`, display_number: trigger, trigger })),
      });
    await achievement("visits", [2, 5], { counts: "sales" });
    const isX = { product_conditions: { "==": [{ var: "brand" }, "X"] } };
    await achievement("x-month", [50, 200], { counts: "spend", period: "monthly", ...isX });
    const isGold = { profile_conditions: { "==": [{ var: "tier_handle" }, "gold"] } };
    await achievement("gold-only", [1], { counts: "items", ...isGold });
    await achievement("secret", [3], { counts: "sales", display_option: "mystery" });
    const isZ = { product_conditions: { "==": [{ var: "brand" }, "Z"] } };
    for (const display_option of ["hidden", "mystery", "internal"]) {
      await achievement(`z-${display_option}`, [1], { counts: "sales", display_option, ...isZ });
    }
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("[Q7] shows what each line earns, at which rate, and why each other rate doesn't apply", async () => {
    const items = [line("X", 40), line("Y", 59.9), line("Z", 5, { line_type: "gift_card" })];
    const answer = await world.ask("POST /rates/calculate", {
      body: { profile_id: await newProfile(), handle: "points", items, total: 105.9, fees: 1 },
    });
    expectShape(one(lookAheadSchema), answer.body);
    const { total, definitions, tiers } = answer.body.data;
    expect(total).toBe(179);
    expect(tiers).toEqual([{ kind: "progressed", programme: "tier-points", handle: null }]);
    expect(definitions).toEqual([
      {
        ...{ id: expect.any(Number), handle: "points", name: "Points", points: 179 },
        budget_reached: false,
        lines: [
          { line: 0, name: "X", sku: "X", amount: 40, points: 120, rate: 3, rate_id: ids.x },
          { line: 1, name: "Y", sku: "Y", amount: 59.9, points: 59.9, rate: 1, rate_id: null },
        ].map((each) => ({ ...each, line_type: "goods" })),
        rates: [
          { id: ids.x, rate: 3, reason: null },
          { id: ids.silver, rate: 2, reason: "profile_conditions" },
          { id: ids.code, rate: 5, reason: "code" },
          { id: ids.vic, rate: 0.5, reason: "ended" },
        ].map((each) => ({ ...each, name: "Rate" })),
      },
    ]);
  });

  it("[Q7] needs little: one price, for nobody, anywhere, now", async () => {
    expect(await calculate({ price: 20 })).toMatchObject({ total: 20, tiers: [] });
    const [x] = [{ items: [line("X", 20)], handle: "points" }];
    expect(await calculate(x)).toMatchObject({ total: 60 });
    const empty = await world.ask("POST /rates/calculate", { body: { handle: "points" } });
    expect([empty.status, Object.keys(empty.body.errors)]).toEqual([422, ["total"]]);
    const strange = await world.ask("POST /rates/calculate", { body: { price: 1, handle: "x" } });
    expect([strange.status, Object.keys(strange.body.errors)]).toEqual([422, ["handle"]]);
    const nobody = await world.ask("POST /rates/calculate", {
      body: { price: 1, profile_id: "nobody@example.com", profile_id_handle: "email" },
    });
    expect([nobody.status, Object.keys(nobody.body.errors)]).toEqual([422, ["profile_id"]]);
  });

  it("[Q7] answers for a code, a tier, a region and a place that are only supposed", async () => {
    const asked = { price: 100, handle: "points" };
    expect(await calculate({ ...asked, code: "SPRING" })).toMatchObject({ total: 500 });
    expect(await calculate({ ...asked, tier_handle: "gold" })).toMatchObject({ total: 200 });
    const then = { ...asked, transacted_at: "2026-02-28 10:00:00" };
    expect(await calculate({ ...then, region_id: "vic" })).toMatchObject({ total: 50 });
    expect(await calculate({ ...then, location: "CARLTON" })).toMatchObject({ total: 50 });
    const before = (await world.ask("GET /locations")).body.meta.total;
    await calculate({ ...then, location_external_id: "NEW" });
    expect((await world.ask("GET /locations")).body.meta.total).toBe(before);
  });

  it("[Q1] a Silver member's next basket earns at the rate of the tier", async () => {
    const profile_id = await newProfile();
    const basket = { profile_id, items: [line("X", 40), line("Y", 60)], handle: "points" };
    expect((await calculate(basket)).total).toBe(180);
    const first = { profile_id, total: 300, external_id: `T-${made++}`, items: [line("Y", 300)] };
    const bought = { ...first, transacted_at: "2026-03-02 10:00:00" };
    expect(await calculate(bought)).toMatchObject({ tiers: [{ kind: "achieved" }] });
    expect(await post("/transactions", bought)).toMatchObject({ tiers: [{ handle: "silver" }] });
    expect((await calculate(basket)).total).toBe(240);
    expect((await calculate({ ...basket, tier_handle: "none" })).total).toBe(180);
  });

  it("[Q7] foresees what a basket does to achievements that the profile may see", async () => {
    const profile_id = await newProfile();
    const handles = (moved: readonly { readonly handle: string }[]) =>
      moved.map(({ handle }) => handle);
    const bought = (name: string, more: Json = {}) => ({
      ...{ profile_id, total: 60, items: [line("X", 60)], external_id: `T-${made++}` },
      ...{ receipt_ref: `R-${name}`, transacted_at: "2026-03-02 10:00:00", ...more },
    });
    const returned = (name: string) => ({
      ...bought(`${name}-back`, { transacted_at: "2026-03-03 10:00:00" }),
      ...{ total: -60, items: [line("X", 60, { quantity: -1 })], linked_receipt_ref: `R-${name}` },
    });
    /** What is foreseen must be what then happens. */
    const both = async (body: Json) => {
      const { achievements } = await calculate(body);
      expect((await post("/transactions", body)).achievements).toEqual(achievements);
      return achievements;
    };
    const unlocked = [{ name: "50", display_number: 50, trigger: 50 }];
    const spend = { handle: "x-month", name: "x-month", count: 60, current_score: 60, unlocked };
    const first = await both(bought("a"));
    expect(first).toEqual([
      expect.objectContaining({ handle: "visits", count: 1, current_score: 1, unlocked: [] }),
      { ...spend, definition_id: expect.any(Number) },
    ]);
    expect((await calculate(bought("x", { profile_id: null }))).achievements).toEqual([]);
    const golden = await calculate({ ...bought("x"), tier_handle: "gold" });
    expect(handles(golden.achievements)).toEqual(["visits", "x-month", "gold-only"]);

    expect(await both(returned("a"))).toMatchObject([{ count: -1 }, { current_score: 0 }]);
    expect(await both(returned("b"))).toEqual([]);
    // What has come back before its sale counts for nothing, but the sale unlocks what it reaches.
    expect(await both(bought("b"))).toMatchObject([
      { handle: "visits", count: 0, unlocked: [{ trigger: 2 }] },
      { handle: "x-month", count: 0, unlocked: [] },
    ]);
    // It tells nobody about a mystery that only this basket would solve.
    const third = bought("c");
    const foreseen = (await calculate(third)).achievements;
    expect(foreseen).toMatchObject([{ handle: "visits" }, { handle: "x-month" }]);
    const { achievements } = await post("/transactions", third);
    expect(handles(achievements)).toEqual(["visits", "x-month", "secret"]);
    expect(achievements.slice(0, 2)).toEqual(foreseen);
    expect(achievements).toMatchObject([{ current_score: 1 }, { current_score: 60 }, {}]);
    expect(handles(await both(bought("d")))).toEqual(["visits", "x-month", "secret"]);
  });

  it("[Q7] [M8] says nothing of what is hidden or a mystery before something has counted", async () => {
    const profile_id = await newProfile();
    const basket = () => ({
      ...{ profile_id, total: 60, items: [line("Z", 60)], external_id: `T-${made++}` },
      transacted_at: "2026-03-02 10:00:00",
    });
    const rewards = { name: "Hush", handle: "hush", value: 10, type: "achievement", period: 30 };
    const { id } = await post("/rewards/definitions", rewards);
    const all = (await world.ask("GET /achievements/definitions?page[size]=100")).body.data;
    for (const { id: definitionId, handle, levels } of all) {
      if (!handle.startsWith("z-")) continue;
      const unlocks = [{ type: "reward_definition", id_type: "id", id }];
      const body = { levels: [{ ...levels[0], name: "Top secret", meta: { unlocks } }] };
      const changed = await world.ask(`PUT /achievements/definitions/${definitionId}`, { body });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    }
    const secrets = /z-|Top secret|[Hh]ush/;
    const anybody = { ...basket(), profile_id: null };
    for (const body of [basket(), { profile_id, total: 50 }, anybody]) {
      expect(JSON.stringify(await calculate(body))).not.toMatch(secrets);
    }
    const { achievements } = await post("/transactions", basket());
    expect(JSON.stringify(achievements)).toMatch(/z-hidden.*Top secret.*z-mystery/);
    expect(JSON.stringify(await calculate(basket()))).toMatch(/z-hidden.*z-mystery/);
  });

  /** A secret is shown with its only level, which a look-ahead doesn't give away. */
  const isNoNews = (moved: { readonly handle: string; readonly unlocked: readonly unknown[] }) =>
    moved.unlocked.length === 0 || !/^(?:secret|z-)/.test(moved.handle);

  const anyBasket = fc.record({
    lines: fc.array(
      fc.record({
        brand: fc.constantFrom("X", "Y", "Z"),
        cents: fc.integer({ min: 0, max: 20_000 }),
        line_type: fc.constantFrom("goods", "goods", "gift_card", "nonsense"),
      }),
      { maxLength: 4 },
    ),
    moreCents: fc.constantFrom(0, 0, 105, -250),
    payment: fc.constantFrom("CASH", "points", "Gift Card"),
    rate_code: fc.constantFrom(null, "SPRING"),
    location_external_id: fc.constantFrom(null, "CARLTON", "UNSEEN"),
    transacted_at: fc.constantFrom("2026-02-27 10:00:00", "2026-03-02 12:00:00", "2024-05-01"),
    isNew: fc.constantFrom(false, false, true),
    isReturn: fc.constantFrom(false, false, false, true),
  });

  it("[Q7] equals what posting the same basket then earns, and writes nothing", async () => {
    let profile_id = await newProfile();
    await fc.assert(
      fc.asyncProperty(
        anyBasket,
        async ({ lines, moreCents, payment, isNew, isReturn, ...more }) => {
          if (isNew) profile_id = await newProfile();
          const sign = isReturn ? -1 : 1;
          const items = lines.map(({ brand, cents, line_type }) =>
            line(brand, cents / 100, { line_type, quantity: sign }),
          );
          const sum = lines.reduce((all, { cents }) => all + cents, 0);
          const total = (sign * Math.max(0, sum + moreCents)) / 100;
          const basket = {
            ...{ ...more, profile_id, total, items, external_id: `B-${made++}` },
            payments: [{ payment_code: payment, tender_value: total / 3 }],
          };
          const entries = await database.run("select count(*) as n from ledger_entries");
          const events = await database.run("select count(*) as n from events");
          const foreseen = await calculate(basket);
          expect(await database.run("select count(*) as n from ledger_entries")).toEqual(entries);
          expect(await database.run("select count(*) as n from events")).toEqual(events);
          const posted = await post("/transactions", basket);
          expect(pointsIn(foreseen)).toEqual(pointsIn(posted.earned));
          expect(foreseen.tiers).toEqual(posted.tiers);
          expect(foreseen.achievements).toEqual(posted.achievements.filter(isNoNews));
          expect(foreseen.total).toBe(posted.earned.points);
        },
      ),
      { numRuns: 40 },
    );
  });
});
