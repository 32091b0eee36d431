import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const at = (text: string) => instant(Date.parse(`${text}Z`));

describe.for(databases)("welcomes to tiers over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;
  /** A programme of its own for every test. */
  let programme: string;
  let pointsId: number;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/points/definitions", { name: "Points", handle: "points", earn_rate: 1 });
    for (const value of [10, 20, 50]) {
      const gift = { name: `Gift ${value}`, handle: `gift-${value}`, type: "other", value };
      await post("/rewards/definitions", { ...gift, period: 400 });
    }
    await post("/benefits/definitions", { name: "Lounge", handle: "lounge", period: 30 });
  });
  beforeEach(async () => {
    programme = `status-${++made}`;
    setClock(at("2022-01-01T00:00:00"));
    const status = { name: "Status", handle: programme, use: "tier" };
    pointsId = (await post("/points/definitions", status)).id;
  });
  afterEach(async () => {
    // The sales of the next test earn nothing in it.
    await world.ask(`PUT /points/definitions/${pointsId}`, { body: { is_archived: true } });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  let now = at("2022-01-01T00:00:00");
  const setClock = (to: Instant) => {
    now = to;
    world.setClock(to);
  };
  const post = (path: string, body: object) => world.post(path, body);
  const reward = (handle: string) => ({ type: "reward_definition", handle });
  const newTier = (name: string, value_min: number, welcome: object[], more: object = {}) =>
    post("/tiers/definitions", {
      ...{ name, handle: `${name}-${made}`, programme, value_min, welcome, ...more },
    });
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `w${made}-${Math.random()}@example.com` })).id;
  const sell = (profile_id: string, total: number, on: string, more: object = {}) => {
    const sold = at(on.replace(" ", "T"));
    if (sold > now) setClock(sold);
    return post("/transactions/update-create", {
      ...{ profile_id, total, transacted_at: on, system: "pos", external_id: `w${Math.random()}` },
      ...{ items: [{ name: "Thing", quantity: Math.sign(total), price_sell: Math.abs(total) }] },
      ...more,
    });
  };
  const rewardsOf = async (profileId: string): Promise<readonly string[]> =>
    (await world.ask(`GET /profiles/${profileId}/rewards`)).body.data.map(
      (each: { readonly definition: { readonly handle: string } }) => each.definition.handle,
    );
  const welcomedIn = (sale: { readonly tiers: readonly { kind: string; handle: string }[] }) =>
    sale.tiers.filter(({ kind }) => kind === "welcomed").map(({ handle }) => handle);

  it("[T14] T3: are given once, whatever is bought and returned, in whatever order it arrives", async () => {
    await newTier("gold", 1000, [reward("gift-50")]);
    const ends = [];
    for (const order of ["sales first", "returns first"]) {
      const profile = await newProfile();
      const answers = [];
      for (const day of ["2022-03-01", "2022-03-05"]) {
        const receipt_ref = `R-${Math.random()}`;
        const sale = () => sell(profile, 1000, `${day} 04:00:00`, { receipt_ref });
        const back = () =>
          sell(profile, -1000, `${day} 06:00:00`, { linked_receipt_ref: receipt_ref });
        const steps = order === "sales first" ? [sale, back] : [back, sale];
        for (const step of steps) answers.push(await step());
      }
      const bought = answers.flatMap(welcomedIn);
      expect(bought).toEqual([`gold-${made}`]);
      const { body } = await world.ask(`GET /profiles/${profile}/tiers`);
      const { current_tier, achieved_at } = body.data.programmes.find(
        (each: { readonly programme: string }) => each.programme === programme,
      );
      const balances = (await world.ask(`GET /profiles/${profile}/balances`)).body.data;
      ends.push({
        ...{ tier: current_tier.handle, achieved_at, rewards: await rewardsOf(profile) },
        points: balances.point_balance,
      });
    }
    expect(ends[0]).toMatchObject({ tier: `gold-${made}`, rewards: ["gift-50"], points: 0 });
    expect(ends[1]).toEqual(ends[0]);
  });

  it("[T14] [M11] come with the sale, and name it: its balance holds the reward", async () => {
    const gold = await newTier("gold", 1000, [
      reward("gift-50"),
      { type: "benefit_definition", handle: "lounge" },
    ]);
    const profile = await newProfile();
    const sale = await sell(profile, 1000, "2022-03-01 04:00:00");
    expect(sale.tiers).toContainEqual({ kind: "welcomed", programme, handle: `gold-${made}` });
    expect(sale.balances).toMatchObject({ reward_balance: 50 });
    expect(sale.issued).toMatchObject({
      rewards: [{ definition: { handle: "gift-50" }, source_transaction_id: sale.id }],
      benefits: [{ definition: { handle: "lounge" } }],
    });
    const benefits = (await world.ask(`GET /profiles/${profile}/benefits`)).body.data;
    expect(benefits).toMatchObject([
      {
        ...{ definition: { handle: "lounge" }, source_type: "tier", source_id: String(gold.id) },
        ...{ source_level: null, source_transaction_id: sale.id },
      },
    ]);
    const events = await database.run(
      `select kind, context from events where profile_id = '${profile}' order by seq`,
    );
    const welcomed = events.find(({ kind }) => kind === "tier.welcomed");
    expect(JSON.parse(String(welcomed?.["context"]))).toMatchObject({
      ...{ programme, handle: `gold-${made}`, reachedOn: "2022-03-01" },
      lotIds: [expect.any(String), expect.any(String)],
    });
    expect(events.filter(({ kind }) => kind === "reward.created")).toHaveLength(1);
    expect(welcomedIn(await sell(profile, 10, "2022-03-02 04:00:00"))).toEqual([]);
  });

  it("[T14] include every tier that is jumped over, the lowest first, in any order of arrival", async () => {
    await newTier("bronze", 100, [reward("gift-10")]);
    await newTier("silver", 300, [reward("gift-20")]);
    await newTier("gold", 1000, [reward("gift-50")]);
    const sales = [
      [120, "2022-03-01 04:00:00"],
      [250, "2022-03-03 04:00:00"],
      [900, "2022-03-05 04:00:00"],
    ] as const;
    const [inOrder, backwards, atOnce] = [
      await newProfile(),
      await newProfile(),
      await newProfile(),
    ];
    for (const [total, on] of sales) await sell(inOrder, total, on);
    for (const [total, on] of [...sales].reverse()) await sell(backwards, total, on);
    const jump = await sell(atOnce, 1270, "2022-03-05 04:00:00");
    expect(welcomedIn(jump)).toEqual([`bronze-${made}`, `silver-${made}`, `gold-${made}`]);
    const all = ["gift-10", "gift-20", "gift-50"];
    expect(await rewardsOf(inOrder)).toEqual(all);
    expect([...(await rewardsOf(backwards))].sort()).toEqual(all);
    expect(await rewardsOf(atOnce)).toEqual(all);
  });

  it("[T14] stay when the tier is taken by a void or a correction, and stand for the next", async () => {
    await newTier("gold", 1000, [reward("gift-50")]);
    for (const change of [{ is_void: true }, { total: 10 }]) {
      const profile = await newProfile();
      const external_id = `v${Math.random()}`;
      await sell(profile, 1000, "2022-03-01 04:00:00", { external_id, items: [] });
      await sell(profile, 1000, "2022-03-01 04:00:00", { external_id, items: [], ...change });
      const tier = (await world.ask(`GET /profiles/${profile}/tiers`)).body.data.programmes.find(
        (each: { readonly programme: string }) => each.programme === programme,
      );
      expect(tier.current_tier).toBeNull();
      const again = await sell(profile, 1000, "2023-03-01 04:00:00");
      expect(again.tiers).toMatchObject([{ kind: "achieved" }]);
      expect(await rewardsOf(profile)).toEqual(["gift-50"]);
      setClock(at("2022-03-02T00:00:00"));
    }
  });

  it("[T14] are given again after a fall at the anniversary and another climb", async () => {
    await newTier("gold", 1000, [reward("gift-50")], { disable_credit: true });
    const profile = await newProfile();
    await sell(profile, 1000, "2022-03-01 04:00:00");
    await sell(profile, 10, "2024-03-02 04:00:00");
    expect(await rewardsOf(profile)).toHaveLength(1);
    expect(welcomedIn(await sell(profile, 1000, "2024-06-01 04:00:00"))).toEqual([`gold-${made}`]);
    // What arrives late changes the past, and is welcomed to nothing twice.
    expect(welcomedIn(await sell(profile, 500, "2022-02-20 04:00:00"))).toEqual([]);
    expect(await rewardsOf(profile)).toHaveLength(2);
  });

  it("[T14] leave out what can't be issued, and are given to nobody who had the tier before", async () => {
    const once = { name: "Once", handle: `once-${made}`, type: "other", value: 5 };
    const { id } = await post("/rewards/definitions", once);
    const gold = await newTier("gold", 1000, [reward(`once-${made}`), reward("gift-20")]);
    const silver = await newTier("silver", 300, []);
    const [early, late] = [await newProfile(), await newProfile()];
    await sell(early, 400, "2022-03-01 04:00:00");
    await world.ask(`PUT /rewards/definitions/${id}`, { body: { is_archived: true } });
    const welcome = [reward("gift-10")];
    await world.ask(`PUT /tiers/definitions/${silver.id}`, { body: { welcome } });
    expect(welcomedIn(await sell(early, 10, "2022-03-03 04:00:00"))).toEqual([]);
    expect(welcomedIn(await sell(late, 1000, "2022-03-03 04:00:00"))).toEqual([
      `silver-${made}`,
      `gold-${made}`,
    ]);
    expect(await rewardsOf(early)).toEqual([]);
    expect(await rewardsOf(late)).toEqual(["gift-10", "gift-20"]);
    const unknown = [reward("gift-10"), reward("no-such")];
    const refused = await world.ask(`PUT /tiers/definitions/${gold.id}`, {
      body: { welcome: unknown },
    });
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["welcome.1"]]);
  });

  it("[T14] greet a tier given by hand, and not a lower one", async () => {
    await newTier("silver", 300, [reward("gift-20")]);
    await newTier("gold", 1000, [reward("gift-50")]);
    const profile = await newProfile();
    for (const name of ["gold", "silver", "gold"]) {
      await post(`/profiles/${profile}/tiers/assign`, { handle: `${name}-${made}` });
    }
    expect(await rewardsOf(profile)).toEqual(["gift-50"]);
  });

  it("[T14] T33: are given once, however often tier points are given and taken by hand", async () => {
    await newTier("silver", 300, [reward("gift-20")]);
    await newTier("gold", 1000, [reward("gift-50")]);
    const [points, mixed] = [await newProfile(), await newProfile()];
    const REASON = { reason: "correction", reference: "T-1" };
    const give = (profile_id: string, value: number) =>
      post("/tier-points", { ...REASON, profile_id, point_definition_id: pointsId, value });
    for (const day of ["2022-03-01", "2022-03-01", "2022-03-02", "2022-06-01", "2023-02-27"]) {
      setClock(at(`${day}T04:00:00`));
      await give(points, 1000);
      await give(points, -1000);
      // A tier by hand is lost to nothing but time; points on top of it are.
      await post(`/profiles/${mixed}/tiers/assign`, { handle: `silver-${made}` });
      await give(mixed, 1000);
      await give(mixed, -1000);
    }
    expect(await rewardsOf(points)).toEqual(["gift-20", "gift-50"]);
    expect([...(await rewardsOf(mixed))].sort()).toEqual(["gift-20", "gift-50"]);
  });

  it("[T14] [Q7] are foreseen by a look-ahead as they are given", async () => {
    await newTier("silver", 300, [reward("gift-20")]);
    const profile = await newProfile();
    setClock(at("2022-03-01T04:00:00"));
    const foreseen = await post("/rates/calculate", { profile_id: profile, total: 400 });
    expect(await rewardsOf(profile)).toEqual([]);
    expect(foreseen.tiers).toContainEqual({
      kind: "welcomed",
      programme,
      handle: `silver-${made}`,
    });
    expect((await sell(profile, 400, "2022-03-01 04:00:00")).tiers).toEqual(foreseen.tiers);
  });

  it("[T14] of another region aren't given for years that are over", async () => {
    const place = async (region: string) =>
      (await post("/locations", { name: region, external_id: `${region}-${made}`, region })).id;
    const [inland, coast] = [await place("inland"), await place(`coast-${made}`)];
    const here = { region_id: `coast-${made}`, disable_credit: true };
    await newTier("gold", 1000, [reward("gift-20")], here);
    const [moved, lately] = [await newProfile(), await newProfile()];
    const moveTo = (profile: string, preferred_location_id: number) =>
      world.ask(`PUT /profiles/${profile}`, { body: { preferred_location_id } });
    for (const profile of [moved, lately]) await moveTo(profile, inland);
    for (const day of ["2022-03-01", "2023-06-01"]) {
      expect(welcomedIn(await sell(moved, 1000, `${day} 04:00:00`))).toEqual([]);
    }
    await sell(lately, 1000, "2024-09-01 04:00:00");
    for (const profile of [moved, lately]) await moveTo(profile, coast);
    const before = await post("/rates/calculate", { profile_id: moved, total: 1 });
    expect(welcomedIn(before)).toEqual([]);
    expect(welcomedIn(await sell(moved, 1, "2025-03-02 04:00:00"))).toEqual([]);
    expect(await rewardsOf(moved)).toEqual([]);
    expect(welcomedIn(await sell(lately, 1, "2025-03-02 04:00:00"))).toEqual([`gold-${made}`]);
    expect(welcomedIn(await sell(moved, 1000, "2025-03-03 04:00:00"))).toEqual([`gold-${made}`]);
    expect(await rewardsOf(moved)).toEqual(["gift-20"]);
  });

  it("[T14] [T12] are given to nobody who was deleted, whose tier points stay as they are", async () => {
    await newTier("gold", 1000, [reward("gift-20")]);
    const profile = await newProfile();
    const given = { reason: "correction", reference: "T-1", point_definition_id: pointsId };
    const { id } = await post("/tier-points", { ...given, profile_id: profile, value: 10 });
    const sale = await sell(profile, 1000, "2022-03-01 04:00:00", { is_void: true });
    expect((await world.ask(`DELETE /profiles/${profile}`)).status).toBe(204);
    const changed = await world.ask(`PUT /tier-points/${id}`, { body: { value: 2000 } });
    expect(changed.status).toBe(404);
    expect((await world.ask(`DELETE /tier-points/${id}`)).status).toBe(404);
    const unvoided = await world.ask(`PUT /transactions/${sale.id}`, { body: { is_void: false } });
    expect(unvoided.status).toBe(200);
    const kinds = "('tier.welcomed', 'reward.created', 'tier-point.updated', 'tier-point.deleted')";
    const events = await database.run(
      `select kind from events where profile_id = '${profile}' and kind in ${kinds}`,
    );
    expect(events).toEqual([]);
    const lots = await database.run(
      `select unit from lots where profile_id = '${profile}' and unit = 'reward'`,
    );
    expect(lots).toEqual([]);
  });

  it("[T14] are given once, even if sixteen sales reach the tier at the same moment", async () => {
    await newTier("gold", 1000, [reward("gift-50")]);
    const profile = await newProfile();
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => sell(profile, 1000, "2022-03-01 04:00:00")),
    );
    expect(answers.flatMap(welcomedIn)).toEqual([`gold-${made}`]);
    expect(await rewardsOf(profile)).toEqual(["gift-50"]);
  });
});
