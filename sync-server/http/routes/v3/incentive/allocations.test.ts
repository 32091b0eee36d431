import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageOf } from "#shared/api/envelope.ts";
import { allocationViewSchema } from "#shared/api/incentive/allocation.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("codes for rewards and points over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let reward = 0;
  let points = 0;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    points = (await post("/points/definitions", { name: "Points", handle: "points" })).id;
    const priced = { point_price: 100, point_handle: "points", period: 30 };
    const card = { name: "Card", handle: "card", value: 10, type: "other", ...priced };
    reward = (await post("/rewards/definitions", card)).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `code${made++}@example.com` })).id;
  const load = (type: string, id: number, ...codes: readonly object[]) =>
    post("/allocations", { definition: { id, type }, allocations: codes });
  const issue = (profile_id: string, value_initial: number) =>
    post("/rewards", { profile_id, reward_definition_id: reward, value_initial });

  it("[W14] go to rewards of their value, however these are issued, and never twice", async () => {
    await load(
      "reward_definition",
      reward,
      { code: "TWENTY", value: 20 },
      { code: "ANY" },
      { code: "TEN", value: 10 },
    );
    const profileId = await newProfile();
    await post("/points", {
      profile_id: profileId,
      point_definition_id: points,
      value_initial: 99,
    });
    await post("/points", { profile_id: profileId, point_definition_id: points, value_initial: 1 });
    const first = await issue(profileId, 10);
    expect(first.code).toBe("TEN");
    const exchange = { profile_id: profileId, reward_definition_id: reward };
    expect((await post("/rewards/exchange", exchange)).code).toBe("ANY");
    expect((await issue(profileId, 10)).code).toBeNull();
    expect((await issue(profileId, 20)).code).toBe("TWENTY");
    expect(await get(`/rewards/${first.id}`)).toMatchObject({ code: "TEN" });
    const listed = await world.ask(`GET /allocations?filter[definition_id]=${reward}&sort=id`);
    expectShape(pageOf(allocationViewSchema), listed.body);
    expect(listed.body.data[2]).toMatchObject({
      ...{ code: "TEN", definition_type: "reward_definition", allocated_type: "reward" },
      ...{ allocated_id: first.id, profile_id: profileId },
    });
    expect((await world.ask(`DELETE /rewards/${first.id}`)).status).toBe(204);
    expect((await issue(profileId, 10)).code).toBeNull();
  });

  it("[W14] go to points that are issued by hand, not to those of a sale", async () => {
    await load("point_definition", points, { code: "P-1", value: 3 }, { code: "P-2" });
    const profile_id = await newProfile();
    await post("/transactions", {
      ...{ profile_id, total: 50, external_id: "S-1", transacted_at: "2026-03-01 01:00:00" },
    });
    const [earned] = await get(`/profiles/${profile_id}/points`);
    expect(earned).toMatchObject({ value_initial: 50, code: null });
    const byHand = { profile_id, point_definition_id: points, value_initial: 5 };
    expect((await post("/points", byHand)).code).toBe("P-1");
    const tier = await post("/points/definitions", { name: "T", handle: "t", use: "tier" });
    const body = { definition: { id: tier.id, type: "point_definition" } };
    const refused = await world.ask("POST /allocations", {
      body: { ...body, allocations: [{ code: "T-1" }] },
    });
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ["definition.id"]]);
    const wrong = { definition: { id: points, type: "reward_definition" } };
    const unknown = await world.ask("POST /allocations", {
      body: { ...wrong, allocations: [{ code: "T-1" }] },
    });
    expect([unknown.status, Object.keys(unknown.body.errors)]).toEqual([422, ["definition.id"]]);
  });

  it("[W14] count by value", async () => {
    const body = { name: "Other", handle: "other", value: 5, type: "other" };
    const { id } = await post("/rewards/definitions", body);
    await load(
      "reward_definition",
      id,
      ...["A-1", "A-2", "A-3"].map((code) => ({ code, value: 5 })),
      { code: "B-1", value: 7.5 },
      { code: "C-1" },
    );
    await post("/rewards", { profile_id: await newProfile(), reward_definition_id: id });
    const { body: counted } = await world.ask(`GET /allocations.count?definition_id=${id}`);
    expect(counted).toEqual({
      ...{ all: 5, redeemed: 1, remaining: 4 },
      group: {
        redeemd: [{ value: 5, count: 1 }],
        remaining: [
          { value: 5, count: 2 },
          { value: 7.5, count: 1 },
          { value: null, count: 1 },
        ],
      },
    });
  });

  it("[W14] [N7] remain until they end, also before they begin", async () => {
    const body = { name: "Ended", handle: "ended", value: 5, type: "other" };
    const { id } = await post("/rewards/definitions", body);
    const now = formatV3(NOON);
    await load(
      "reward_definition",
      id,
      { code: "E-1", value: 5, valid_to: now },
      { code: "E-2", value: 5, valid_to: formatV3(addMs(NOON, 1000)) },
      { code: "E-3", valid_from: formatV3(addMs(NOON, DAY_MS)) },
    );
    const counted = (await world.ask(`GET /allocations.count?definition_id=${id}`)).body;
    expect(counted).toEqual({
      ...{ all: 3, redeemed: 0, remaining: 2 },
      group: {
        redeemd: [],
        remaining: [
          { value: 5, count: 1 },
          { value: null, count: 1 },
        ],
      },
    });
  });

  it("[W14] [N7] have one winner when many ask at once for the last", async () => {
    const body = { name: "Last", handle: "last", value: 5, type: "other" };
    const { id } = await post("/rewards/definitions", body);
    await load("reward_definition", id, { code: "LAST-1" });
    const people = await Promise.all(Array.from({ length: 6 }, newProfile));
    const codes = await Promise.all(
      people.map(
        async (profile_id) =>
          (await post("/rewards", { profile_id, reward_definition_id: id })).code,
      ),
    );
    expect(codes.filter((code) => code !== null)).toEqual(["LAST-1"]);
  });
});
