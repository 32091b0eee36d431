import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { tierPointViewSchema } from "#shared/api/incentive/tiers/tier-point.ts";
import { tierProgressSchema } from "#shared/api/incentive/tiers/tier-progress.ts";
import { instant } from "#shared/kernel/time.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const at = (text: string) => instant(Date.parse(`${text}Z`));

describe.for(databases)("tiers over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(at("2010-01-01T00:00:00"));
    for (const handle of ["tier-points", "wine"]) {
      const earns = { earn_rate: 1, exchange_rate: 0, use: "tier" };
      await post("/points/definitions", { name: handle, handle, ...earns });
    }
    await post("/points/definitions", { name: "Points", handle: "points", earn_rate: 1 });
    await post("/tiers/definitions", { name: "Silver", handle: "silver", value_min: 300 });
    await post("/tiers/definitions", { name: "Gold", handle: "gold", value_min: 1000 });
    const cellar = { programme: "wine", value_min: 500, value_maintain: 2000 };
    await post("/tiers/definitions", { name: "Cellar", handle: "cellar", ...cellar });
    await post("/tiers/definitions", {
      ...{ name: "Founder", handle: "founder", value_min: 9000, is_assignable: false },
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  let made = 0;
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `t${made++}@example.com` })).id;
  const sell = (profile_id: string, total: number, on: string, more: object = {}) =>
    post("/transactions/update-create", {
      ...{ profile_id, total, transacted_at: on, system: "pos", external_id: `s${made++}` },
      ...{ items: [{ name: "Thing", quantity: Math.sign(total), price_sell: Math.abs(total) }] },
      ...more,
    });
  const tiersOf = async (profileId: string) => {
    const answer = await world.ask(`GET /profiles/${profileId}/tiers`);
    expectShape(one(tierProgressSchema), answer.body);
    return answer.body.data;
  };
  const eventsOf = async (profileId: string): Promise<readonly string[]> => {
    const rows = await database.run(
      `select kind, context from events where profile_id = '${profileId}' order by seq`,
    );
    return rows
      .filter(({ kind }) => String(kind).startsWith("tier."))
      .map(({ kind, context }) => `${kind} ${JSON.parse(String(context)).programme}`);
  };
  const sweep = async () => {
    const swept = await sweepDue({
      store: world.store,
      tenantId: TEST_TENANT,
      onFailure: (_, error) => expect.unreachable(String(error)),
    });
    expect(swept.failed).toBe(0);
  };

  it("[T1] [E7] are reached by sales, in the same response and every read after it", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    expect(await tiersOf(profile)).toMatchObject({
      current_tier: null,
      next_tier: { handle: "silver" },
      next_remain: 300,
      programmes: [{ programme: "tier-points" }, { programme: "wine" }],
    });
    const sale = await sell(profile, 400, "2026-03-02 01:00:00");
    expect(sale.earned).toMatchObject({ points: 400, tier_points: 800 });
    const issued = await database.run(
      `select kind, context from events where kind like 'transaction.%.issued' order by seq`,
    );
    expect(issued.map(({ kind }) => kind)).toEqual([
      "transaction.points.issued",
      "transaction.tier-points.issued",
    ]);
    expect(JSON.parse(String(issued[1]?.["context"]))).toMatchObject({
      ...{ transactionId: sale.id, points: [{ points: 40_000 }, { points: 40_000 }] },
    });
    const bySale = { source_type: "transaction", source_id: sale.id };
    expect(sale.tier_points).toMatchObject([
      { id: null, value: 400, status: "active", ...bySale },
      { id: null, value: 400, status: "active", ...bySale },
    ]);
    expect(sale.balances.point_balance).toBe(400);
    expect(sale.tiers).toEqual([
      { kind: "achieved", programme: "tier-points", handle: "silver" },
      { kind: "progressed", programme: "wine", handle: null },
    ]);
    expect(await tiersOf(profile)).toMatchObject({
      programme: "tier-points",
      current_tier: { handle: "silver" },
      next_tier: { handle: "gold" },
      next_progress: 400,
      next_remain: 600,
      achieved_at: "2026-03-01 13:00:00",
      anniversary_at: "2027-03-02 12:59:59",
      assigned_at: null,
      next_progress_change_at: "2027-03-02 13:00:00",
    });
    expect(await eventsOf(profile)).toEqual(["tier.achieved tier-points", "tier.progressed wine"]);
    const other = await newProfile();
    const listed = await world.ask("GET /profiles?sort=created_at&page[size]=100");
    const shown = [profile, other].map((id) =>
      listed.body.data.find((each: { readonly id: string }) => each.id === id),
    );
    expect(shown).toMatchObject([
      { tier_handle: "silver", tier: { name: "Silver", anniversary_at: "2027-03-02 12:59:59" } },
      { tier_handle: null, tier: null },
    ]);
  });

  it("[T2] stay when a sale is returned, and are gone when it is voided", async () => {
    const [returned, voided] = [await newProfile(), await newProfile()];
    for (const order of ["sale first", "return first"]) {
      const profile = order === "sale first" ? returned : voided;
      const receipt = `R${made++}`;
      const sale = { receipt_ref: receipt };
      const back = { linked_receipt_ref: receipt };
      const both = [
        () => sell(profile, 1000, "2026-03-01 01:00:00", sale),
        () => sell(profile, -1000, "2026-03-02 01:00:00", back),
      ];
      for (const each of order === "sale first" ? both : both.toReversed()) await each();
      expect(await tiersOf(profile)).toMatchObject({
        current_tier: { handle: "gold" },
        achieved_at: "2026-02-28 13:00:00",
        total_points_12m: 0,
      });
    }
    const profile = await newProfile();
    const { id } = await sell(profile, 1000, "2026-03-01 01:00:00");
    await world.ask(`PUT /transactions/${id}`, { body: { is_void: true } });
    expect(await tiersOf(profile)).toMatchObject({ current_tier: null, total_points_12m: 0 });
    expect((await eventsOf(profile)).at(-2)).toBe("tier.lost tier-points");
  });

  it("[T10] T5: of two programmes don't depend on each other, and [T8] their anniversaries are recorded", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    await sell(profile, 500, "2026-03-02 01:00:00");
    await sell(profile, 1, "2026-03-02 02:00:00");
    // Read a moment after the anniversary, before anything is recorded.
    world.setClock(at("2027-03-02T13:00:00"));
    const read = await tiersOf(profile);
    expect(read.programmes).toMatchObject([
      { current_tier: { handle: "silver" }, maintained_at: "2027-03-02 12:59:59" },
      { current_tier: null, anniversary_at: null },
    ]);
    await sweep();
    expect((await eventsOf(profile)).slice(-2)).toEqual([
      "tier.maintained tier-points",
      "tier.lost wine",
    ]);
    expect(await tiersOf(profile)).toEqual(read);
    // More years pass with no server: the anniversary in between is still recorded, once.
    world.setClock(at("2030-06-01T00:00:00"));
    await sweep();
    await sweep();
    expect((await eventsOf(profile)).slice(-2)).toEqual([
      "tier.lost wine",
      "tier.lost tier-points",
    ]);
    world.setClock(at("2026-03-02T03:00:00"));
  });

  it("[T2] [T3] T4: a till that was offline at the anniversary has the tier back, and both decisions stay", async () => {
    world.setClock(at("2025-03-31T03:00:00"));
    const profile = await newProfile();
    await sell(profile, 1900, "2025-03-31 01:00:00");
    await sell(profile, 50, "2025-03-31 02:00:00");
    world.setClock(at("2026-04-01T03:00:00"));
    await sweep();
    const cellar = async () => (await tiersOf(profile)).programmes[1];
    expect(await cellar()).toMatchObject({ current_tier: null });
    world.setClock(at("2026-04-02T03:00:00"));
    const late = await sell(profile, 50, "2026-03-30 01:00:00");
    expect(late.tiers).toContainEqual({ kind: "achieved", programme: "wine", handle: "cellar" });
    expect(await cellar()).toMatchObject({
      current_tier: { handle: "cellar" },
      achieved_at: "2025-03-30 13:00:00",
      maintained_at: "2026-03-31 12:59:59",
      anniversary_at: "2027-03-31 12:59:59",
    });
    const wine = (await eventsOf(profile)).filter((each) => each.endsWith("wine"));
    expect(wine).toEqual([
      "tier.achieved wine",
      "tier.progressed wine",
      "tier.lost wine",
      "tier.achieved wine",
    ]);
    world.setClock(at("2026-03-02T03:00:00"));
  });

  it("[T11] are the same with and without a checkpoint, and a late sale does away with it", async () => {
    const profile = await newProfile();
    for (let year = 2016; year <= 2025; year++) {
      world.setClock(at(`${year}-05-01T00:00:00`));
      const parts = [1, 2, 3, 4].map((month) => `${year}-0${month}-11 01:00:00`);
      for (const on of parts) await sell(profile, 110, on);
    }
    const kept = () =>
      database.run(
        `select checkpoint from tier_standings
         where profile_id = '${profile}' and checkpoint is not null`,
      );
    expect(await kept()).toHaveLength(2);
    const read = await tiersOf(profile);
    expect(read).toMatchObject({ current_tier: { handle: "silver" }, total_points_12m: 440 });
    await database.run(
      `update tier_standings set checkpoint = null where profile_id = '${profile}'`,
    );
    expect(await tiersOf(profile)).toEqual(read);
    await world.ask(`GET /profiles/${profile}/tiers/calculate`);
    expect(await kept()).toHaveLength(2);
    await sell(profile, 5, "2017-01-01 01:00:00");
    expect(await kept()).toEqual([]);
    expect((await tiersOf(profile)).total_points_achievement).toBe(
      read.total_points_achievement + 5,
    );
  });

  it("[T6] can be given by hand, once for each key", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    const give = (handle: string, key = `k${made++}`) =>
      world.ask(`POST /profiles/${profile}/tiers/assign`, {
        body: { handle },
        headers: { "idempotency-key": key },
      });
    const given = await give("gold", "once");
    expectShape(one(tierProgressSchema), given.body);
    expect(given.body.data).toMatchObject({
      current_tier: { handle: "gold" },
      assigned_at: "2026-03-02 03:00:00",
    });
    expect((await give("gold", "once")).body).toEqual(given.body);
    expect((await give("silver", "once")).status).toBe(409);
    expect((await give("founder")).body.errors).toEqual({
      handle: ["This tier can't be given by hand."],
    });
    expect((await give("none")).body.errors).toHaveProperty("handle");
    await sell(profile, 10, "2026-03-02 02:00:00");
    await world.ask(`GET /profiles/${profile}/tiers/calculate`);
    expect(await tiersOf(profile)).toMatchObject({
      current_tier: { handle: "gold" },
      assigned_at: "2026-03-02 03:00:00",
    });
    expect(await eventsOf(profile)).toEqual([
      "tier.achieved tier-points",
      "tier.progressed tier-points",
      "tier.progressed wine",
    ]);
  });

  it("[T10] of points that don't exist, or that are spent, are refused", async () => {
    const lost = { name: "Lost", handle: "lost", value_min: 100 };
    for (const programme of ["no-such", "points"]) {
      const refused = await world.ask("POST /tiers/definitions", { body: { ...lost, programme } });
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["programme"]]);
    }
  });

  it("[T10] of one programme don't notice the points of another", async () => {
    const list = await world.ask("GET /points/definitions?filter[handle]=wine");
    const path = `/points/definitions/${list.body.data[0].id}`;
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    await sell(profile, 500, "2026-03-02 01:00:00");
    const before = (await tiersOf(profile)).programmes[1];
    await world.ask(`PUT ${path}`, { body: { earn_rate: 0 } });
    const sale = await sell(profile, 500, "2026-03-02 02:00:00");
    await world.ask(`PUT ${path}`, { body: { earn_rate: 1 } });
    expect(sale.tiers).toEqual([{ kind: "achieved", programme: "tier-points", handle: "gold" }]);
    expect((await tiersOf(profile)).programmes[1]).toEqual(before);
  });

  it("[T10] are fed by points that can't be spent, issued by hand or put to another use", async () => {
    const profile = await newProfile();
    const body = { profile_id: profile, point_definition_handle: "wine", value_initial: 5 };
    const issued = await world.ask("POST /points", { body });
    expect(issued.body.errors).toHaveProperty("point_definition_id");
    const list = await world.ask("GET /points/definitions?filter[handle]=wine");
    const { id } = list.body.data[0];
    const changed = await world.ask(`PUT /points/definitions/${id}`, { body: { use: "reward" } });
    expect(changed.body.errors).toHaveProperty("use");
  });

  it("[T2] are what transactions have earned: a difference is found and put right", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    await sell(profile, 400, "2026-03-02 01:00:00");
    const differences = async () =>
      (await database.transact((deps) => verifyLedger(deps))).differences;
    expect(await differences()).toEqual([]);
    await database.run(`update tier_days set gained = gained + 1 where profile_id = '${profile}'`);
    expect(await differences()).toMatchObject([
      { profileId: profile, part: "tier points", stored: "+40001 -0", rebuilt: "+40000 -0" },
      { profileId: profile },
    ]);
    await rebuildAll(world.store, TEST_TENANT, () => {});
    expect(await differences()).toEqual([]);
    expect((await tiersOf(profile)).total_points_12m).toBe(400);
  });

  it("[T12] can be promised: they are pending until their day, and then reach a tier by themselves", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    const list = await world.ask("GET /points/definitions?filter[handle]=tier-points");
    const given = await world.ask("POST /tier-points", {
      body: {
        ...{ profile_id: profile, point_definition_id: list.body.data[0].id, value: 400 },
        ...{ issued_at: "2026-03-10 05:00:00", reason: "promotion", reference: "P-1" },
      },
    });
    expect(given.body.data).toMatchObject({
      ...{ status: "pending", accrued_at: "2026-03-02 03:00:00" },
      issued_at: "2026-03-10 05:00:00",
    });
    expect(await tiersOf(profile)).toMatchObject({ current_tier: null, total_points_12m: 0 });
    await sweep();
    expect(await eventsOf(profile)).toEqual(["tier.progressed tier-points"]);
    // Melbourne's 10 March begins.
    world.setClock(at("2026-03-09T13:00:00"));
    const path = `/tier-points/${given.body.data.id}`;
    expect((await world.ask(`GET ${path}`)).body.data.status).toBe("active");
    expect(await tiersOf(profile)).toMatchObject({
      ...{ current_tier: { handle: "silver" }, total_points_12m: 400 },
      achieved_at: "2026-03-09 13:00:00",
    });
    await sweep();
    expect((await eventsOf(profile)).at(-1)).toBe("tier.achieved tier-points");
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
  });

  it("[T12] can be changed: what they were before has never counted", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    const list = await world.ask("GET /points/definitions?filter[handle]=tier-points");
    const { id } = await post("/tier-points", {
      ...{ profile_id: profile, point_definition_id: list.body.data[0].id, value: 400 },
      ...{ accrued_at: "2025-06-01 05:00:00", reason: "promotion", reference: "P-1" },
    });
    expect((await tiersOf(profile)).current_tier).toMatchObject({ handle: "silver" });
    const change = (body: object) => world.ask(`PUT /tier-points/${id}`, { body });
    const changed = await change({ value: 250, reason: "correction" });
    expectShape(one(tierPointViewSchema), changed.body);
    expect(changed.body.data).toMatchObject({
      ...{ id, value: 250, reason: "correction", reference: "P-1" },
      ...{ accrued_at: "2025-06-01 05:00:00", issued_at: "2025-06-01 05:00:00" },
    });
    expect(await tiersOf(profile)).toMatchObject({ current_tier: null, total_points_12m: 250 });
    const moved = await change({ accrued_at: "2024-06-01 05:00:00" });
    expect(moved.body.data.issued_at).toBe("2024-06-01 05:00:00");
    expect((await tiersOf(profile)).total_points_12m).toBe(0);
    const events = async () => {
      const rows = await database.run(
        `select kind from events where profile_id = '${profile}' and kind like 'tier-point.%' order by seq`,
      );
      return rows.map(({ kind }) => kind);
    };
    const before = await events();
    expect((await change({ value: 250 })).status).toBe(200);
    expect(await events()).toEqual(before);
    expect(before).toEqual(["tier-point.created", "tier-point.updated", "tier-point.updated"]);
    expect((await database.transact((deps) => verifyLedger(deps))).differences).toEqual([]);
    for (const [wrong, field] of [
      [{ issued_at: "2024-05-31 05:00:00" }, "issued_at"],
      [{ issued_at: "2034-07-01 05:00:00" }, "issued_at"],
      [{ accrued_at: "2026-03-02 03:00:01" }, "accrued_at"],
    ] as const) {
      const refused = await change(wrong);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, [field]]);
    }
    expect((await world.ask(`DELETE /tier-points/${id}`)).status).toBe(204);
    expect((await change({ value: 1 })).status).toBe(404);
  });

  it("[T12] count points given or taken by hand on their day, with a reason", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const profile = await newProfile();
    const list = await world.ask("GET /points/definitions?filter[handle]=tier-points");
    const [{ id: point_definition_id }] = list.body.data;
    const why = { reason: "correction", reference: "CASE-9" };
    const body = { profile_id: profile, point_definition_id, value: 250.5, ...why };
    const create = (more: object = {}, key: string = crypto.randomUUID()) =>
      world.ask("POST /tier-points", {
        body: { ...body, ...more },
        headers: { "idempotency-key": key },
      });
    const key = crypto.randomUUID();
    const given = await create({ accrued_at: "2026-01-31 10:00:00", meta: { a: 1 } }, key);
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    expectShape(one(tierPointViewSchema), given.body);
    expect(given.body.data).toMatchObject({ ...body, accrued_at: "2026-01-31 10:00:00" });
    const again = await create({ accrued_at: "2026-01-31 10:00:00", meta: { a: 1 } }, key);
    expect(again.body).toEqual(given.body);
    expect(await tiersOf(profile)).toMatchObject({ current_tier: null, total_points_12m: 250.5 });
    const sale = await sell(profile, 50, "2026-03-02 01:00:00");
    expect(sale.tiers).toContainEqual({
      ...{ kind: "achieved", programme: "tier-points", handle: "silver" },
    });
    const taken = await create({ value: -100 });
    expect(taken.body.data.value).toBe(-100);
    // Taking points loses no tier before its anniversary.
    expect(await tiersOf(profile)).toMatchObject({
      current_tier: { handle: "silver" },
      total_points_12m: 200.5,
    });
    const listed = await world.ask(`GET /tier-points?filter[profile_id]=${profile}&sort=id`);
    expectShape(pageOf(tierPointViewSchema), listed.body);
    expect(listed.body.data.map((each: { value: number }) => each.value)).toEqual([250.5, -100]);
    const differences = async () =>
      (await database.transact((deps) => verifyLedger(deps))).differences;
    expect(await differences()).toEqual([]);
    await database.run(`delete from tier_days where profile_id = '${profile}'`);
    await rebuildAll(world.store, TEST_TENANT, () => {});
    expect((await tiersOf(profile)).total_points_12m).toBe(200.5);
    const path = `/tier-points/${given.body.data.id}`;
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(404);
    expect(await differences()).toEqual([]);
    // As if they had never been given.
    expect(await tiersOf(profile)).toMatchObject({ current_tier: null, total_points_12m: -50 });
    expect(await eventsOf(profile)).toEqual([
      ...["tier.progressed tier-points", "tier.achieved tier-points"],
      ...["tier.progressed wine", "tier.progressed tier-points", "tier.lost tier-points"],
    ]);
    const points = await world.ask("GET /points/definitions?filter[handle]=points");
    for (const [wrong, field] of [
      [{ point_definition_id: points.body.data[0].id }, "point_definition_id"],
      [{ value: 0 }, "value"],
      [{ value: 0.001 }, "value"],
      [{ accrued_at: "2026-03-02 03:00:01" }, "accrued_at"],
      [{ reason: "because" }, "reason"],
      [{ reference: "a note about Ada" }, "reference"],
    ] as const) {
      const refused = await create(wrong);
      expect(refused.status, field).toBe(422);
      expect(refused.body.errors).toHaveProperty(field);
    }
  });

  it("[T7] can't be deleted while somebody holds them", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    await sell(await newProfile(), 300, "2026-03-02 01:00:00");
    const list = await world.ask("GET /tiers/definitions?filter[handle]=silver");
    const path = `/tiers/definitions/${list.body.data[0].id}`;
    expect((await world.ask(`DELETE ${path}`)).status).toBe(409);
  });

  it("[T7] are reached by nobody once they are deleted, not even on that day", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const typo = { name: "Typo", handle: "typo", value_min: 5 };
    const { id } = await post("/tiers/definitions", typo);
    expect((await world.ask(`DELETE /tiers/definitions/${id}`)).status).toBe(204);
    const buyer = await newProfile();
    const { tiers } = await sell(buyer, 6, "2026-03-02 02:00:00");
    const kinds = tiers.map(({ kind }: { kind: string }) => kind);
    expect(kinds).not.toContain("achieved");
    expect((await tiersOf(buyer)).current_tier).toBeNull();
  });

  it("[Q5] T36: lose no points that nobody had to a return whose sale isn't known", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const buyer = await newProfile();
    for (const more of [{}, { linked_receipt_ref: "BEFORE-THE-PROGRAMME" }]) {
      await sell(buyer, -40, "2026-03-02 01:00:00", more);
      expect((await tiersOf(buyer)).total_points_12m).toBe(0);
    }
    await sell(buyer, 30, "2026-03-02 01:30:00");
    await sell(buyer, -40, "2026-03-02 02:00:00");
    expect((await tiersOf(buyer)).total_points_12m).toBe(0);
  });

  it("[T10] T5: of a region are only for its profiles, whose main programme they are", async () => {
    world.setClock(at("2026-03-02T03:00:00"));
    const earns = { earn_rate: 0.7, exchange_rate: 0, use: "tier" };
    await post("/points/definitions", { name: "Coast", handle: "coast", ...earns });
    const surf = { name: "Surf", handle: "surf", programme: "coast", value_min: 300 };
    await post("/tiers/definitions", { ...surf, region_id: "coast" });
    const shopper = async (region: string) => {
      const place = { name: region, external_id: region, region };
      const { id: location_id } = await post("/locations", place);
      const profile = await newProfile();
      await sell(profile, 500, "2026-03-02 01:00:00", { location_id });
      return profile;
    };
    const [local, other] = [await shopper("coast"), await shopper("town")];
    const shown = async (profile: string) => {
      const { programme, current_tier, programmes } = await tiersOf(profile);
      const names = programmes.map((each: { readonly programme: string }) => each.programme);
      return [programme, current_tier?.handle, names];
    };
    expect(await shown(local)).toEqual(["coast", "surf", ["coast", "tier-points", "wine"]]);
    expect(await shown(other)).toEqual(["tier-points", "silver", ["tier-points", "wine"]]);
    expect((await world.ask(`GET /profiles/${local}`)).body.data.tier_handle).toBe("surf");
  });
});
