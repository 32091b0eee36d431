import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const NEW_YORK = "America/New_York";

/** The tenant of these tests is in Melbourne. */
describe.for(databases)("a date without a time in the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let rewardDefinitionId: number;
  let pointDefinitionId: number;

  const post = async (path: string, body: object) => {
    const answer = await world.ask(`POST ${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data ?? answer.body.token;
  };
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const gift = { name: "Gift", handle: "gift", value: 10, type: "other" };
    rewardDefinitionId = (await post("/rewards/definitions", gift)).id;
    pointDefinitionId = (await post("/points/definitions", { name: "P", handle: "p" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  let made = 0;
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `d${made++}@example.com` })).id;
  const newReward = async (body: object, definitionId = rewardDefinitionId) =>
    post("/rewards", {
      profile_id: await newProfile(),
      reward_definition_id: definitionId,
      ...body,
    });

  it("is the end of that local day for an expiry, in Melbourne and in New York", async () => {
    expect(await newReward({ expires_at: "2026-12-31" })).toMatchObject({
      timezone: "Australia/Melbourne",
      expires_at: "2026-12-31 12:59:59",
      expires_local_at: "2026-12-31 23:59:59",
    });
    expect(await newReward({ expires_at: "2026-12-31", timezone: NEW_YORK })).toMatchObject({
      expires_at: "2027-01-01 04:59:59",
      expires_local_at: "2026-12-31 23:59:59",
    });
    const points = { point_definition_id: pointDefinitionId, value_initial: 5 };
    expect(
      await post("/points", {
        profile_id: await newProfile(),
        ...points,
        issued_at: "2026-03-03",
        expires_at: "2026-12-31",
      }),
    ).toMatchObject({ issued_at: "2026-03-02 13:00:00", expires_at: "2026-12-31 12:59:59" });
    const token = { name: "t", scopes: ["read-profiles"], expires_at: "2026-12-31" };
    expect(await post("/auth/api-tokens", token)).toMatchObject({
      expires_at: "2026-12-31 12:59:59",
    });
  });

  it("is the end of the day in the reward's own zone when it is changed later", async () => {
    const reward = await newReward({ timezone: NEW_YORK });
    const body = { expires_at: "2026-06-30" };
    const changed = await world.ask(`PUT /rewards/${reward.id}`, { body });
    expect(changed.body.data).toMatchObject({
      expires_at: "2026-07-01 03:59:59",
      expires_local_at: "2026-06-30 23:59:59",
    });
  });

  it("is the day that a definition names, wherever its rewards are issued", async () => {
    const summer = {
      name: "Summer",
      handle: "summer",
      value: 10,
      type: "other",
      period_type: "absolute_date",
      absolute_expiry: "2026-12-31",
    };
    const definition = await post("/rewards/definitions", summer);
    expect(definition.absolute_expiry).toBe("2026-12-31");
    for (const timezone of ["Australia/Melbourne", "Australia/Perth", NEW_YORK]) {
      expect(await newReward({ timezone }, definition.id)).toMatchObject({
        expires_local_at: "2026-12-31 23:59:59",
      });
    }
  });

  it("is the beginning of that local day for a start", async () => {
    expect(await newReward({ issued_at: "2026-03-03", timezone: NEW_YORK })).toMatchObject({
      issued_at: "2026-03-03 05:00:00",
      issued_local_at: "2026-03-03 00:00:00",
    });
    const email = "joined@example.com";
    expect(await post("/profiles", { email, joined_at: "2026-01-26" })).toMatchObject({
      joined_at: "2026-01-25 13:00:00",
    });
    const sale = { total: 10, transacted_at: "2026-03-01" };
    expect(await post("/transactions", sale)).toMatchObject({
      transacted_at: "2026-02-28 13:00:00",
    });
    expect(await post("/transactions", { ...sale, timezone: NEW_YORK })).toMatchObject({
      transacted_at: "2026-03-01 05:00:00",
    });
  });

  it("filters by all of that local day", async () => {
    const profile = await newProfile();
    for (const [total, transacted_at] of [
      [1, "2026-02-09 12:59:59"],
      [2, "2026-02-09 13:00:00"],
      [3, "2026-02-10 12:59:59"],
      [4, "2026-02-10 13:00:00"],
    ] as const) {
      await post("/transactions", { profile_id: profile, total, transacted_at });
    }
    const totals = async (filter: string) => {
      const path = `GET /profiles/${profile}/transactions?sort=transacted_at&filter[transacted_at]`;
      const answer = await world.ask(`${path}${filter}`);
      return answer.body.data?.map((each: { total: number }) => each.total) ?? answer.status;
    };
    expect(await totals("=2026-02-10")).toEqual([2, 3]);
    expect(await totals("[gte]=2026-02-10")).toEqual([2, 3, 4]);
    expect(await totals("[gt]=2026-02-10")).toEqual([4]);
    expect(await totals("[lte]=2026-02-10")).toEqual([1, 2, 3]);
    expect(await totals("[lt]=2026-02-10")).toEqual([1]);
    expect(await totals("[ne]=2026-02-10")).toBe(422);
    expect(await totals("[in]=2026-02-10,2026-02-11 10:00:00")).toBe(422);
    // T21: an offset counts, and a plus that was sent bare is understood or refused, never dropped.
    expect(await totals("[gte]=2026-02-10T00:00:00%2B11:00")).toEqual([2, 3, 4]);
    expect([422, [2, 3, 4]]).toContainEqual(await totals("[gte]=2026-02-10T00:00:00+11:00"));
    expect(await totals("[gte]=2026-02-10 00:00:00")).toEqual([3, 4]);
  });

  it("is never cut out of something else: 20250615T1000 is 15 June 2025", async () => {
    const ask = (date: string) =>
      world.ask("POST /profiles", {
        body: { email: `d${made++}@example.com`, dates_attributes: [{ date }] },
      });
    const read = await ask("20250615T1000");
    expect(read.body.data.attributes.dates).toMatchObject([{ date: "2025-06-15" }]);
    for (const date of ["2025-06-15x", "2025-0615", "2025-06-15T25:00", "15/06/2025"]) {
      expect((await ask(date)).body.errors, date).toHaveProperty(["dates_attributes.0.date"]);
    }
  });
});
