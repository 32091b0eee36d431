import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const [sqlite] = databases;

/** Bodies as clients of the original API send them, without any of our additions. */
describe("bodies of the original API", () => {
  let database: TestDatabase;
  let world: V3World;
  let profileId = "";
  let tierPointsId = 0;

  beforeAll(async () => {
    database = await (sqlite ?? expect.unreachable()).create();
    world = await startV3World(database);
    await post("/points/definitions", { name: "Points", handle: "points", exchange_rate: 0.1 });
    const early = await refusal("POST /tiers/definitions", tier("early"));
    expect(early).toEqual([422, ["programme"]]);
    const status = { name: "Status", handle: "status", use: "tier" };
    tierPointsId = (await post("/points/definitions", status)).id;
    profileId = (await post("/profiles", { email: "old@example.com" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const refusal = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };
  const tier = (handle: string) => ({ name: "Silver", handle, value_min: 300, is_floor: false });

  it("[T10] put a tier without a programme into the first one, or the usual one", async () => {
    const made = await post("/tiers/definitions", tier("silver"));
    expect(made).toMatchObject({ programme: "status" });
    const days = "from=2026-01-01&to=2026-01-31";
    const tried = await post(`/tiers/definitions/dry-run?${days}`, tier("tried"));
    expect(tried).toMatchObject({ programme: "status" });
    await post("/points/definitions", { name: "Usual", handle: "tier-points", use: "tier" });
    const usual = await post("/tiers/definitions", tier("usual"));
    expect(usual).toMatchObject({ programme: "tier-points" });
    expect(await refusal("POST /tiers/definitions", { ...tier("x"), programme: "no" })).toEqual([
      422,
      ["programme"],
    ]);
  });

  it("[T12] give tier points without a reason", async () => {
    const body = { profile_id: profileId, point_definition_id: tierPointsId, value: 50, meta: {} };
    const given = await post("/tier-points", body);
    expect(given).toMatchObject({ value: 50, reason: null, reference: null });
    const said = { reason: "goodwill", reference: "C-1" };
    const changed = await world.ask(`PUT /tier-points/${given.id}`, { body: said });
    expect(changed.body.data).toMatchObject(said);
    const why = await world.ask(`GET /profiles/${profileId}/tiers/why`);
    expect(why.status).toBe(200);
  });

  it.for([
    ["/rewards/definitions", { value: 10, type: "spend", period: 30 }],
    ["/points/definitions", { issue_absolute_expiry: null }],
    ["/benefits/definitions", { period: 30 }],
    ["/credits/definitions", { value: 10, type: "store_credit" }],
  ] as const)("take the tenant's currency in %s, and no other", async ([path, more]) => {
    const body = { name: "Own", handle: "own", currency: "aud", ...more };
    expect(await post(path, body)).toMatchObject({ currency: "AUD" });
    const foreign = { ...body, handle: "foreign", currency: "USD" };
    expect(await refusal(`POST ${path}`, foreign)).toEqual([422, ["currency"]]);
  });

  it("take null for what is left out", async () => {
    const rate = { name: "Rate", handle: "points", rate: 1.5, issue_period_type: null };
    expect(await post("/rates", { ...rate, issue_period: null })).toMatchObject({
      issue_period_type: "days",
    });
    await post("/points", { profile_id: profileId, point_definition_id: 1, value_initial: 100 });
    const nothing = { benefits: null, strict: null, currency: null, location_id: null };
    const redeemed = await post(`/profiles/${profileId}/redeem`, { amount: 20, ...nothing });
    expect(redeemed).toMatchObject({ total: 10, total_requested: 20 });
    const back = await post(`/redemptions/${redeemed.id}/return`, { amount: 4, ...nothing });
    expect(back).toMatchObject({ type: "return", total: 4 });
  });
});
