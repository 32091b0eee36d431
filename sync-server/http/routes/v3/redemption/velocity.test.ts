import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import type { VelocityLimit } from "#shared/redemption/velocity.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const HOUR_MS = 3_600_000;
const { version: _, ...POLICY } = DEFAULT_REDEMPTION_POLICY;
const AGAIN = formatV3(addMs(NOON, HOUR_MS));

describe.for(databases)("velocity limits over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await world.ask("POST /rewards/definitions", {
      body: { name: "Thanks", handle: "thanks", value: 10, type: "other" },
    });
    await world.ask("POST /points/definitions", { body: { name: "Points", handle: "points" } });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const limitTo = (...velocityLimits: readonly VelocityLimit[]) =>
    world.ask("PUT /settings/redemption_policy", {
      body: { value: JSON.stringify({ ...POLICY, velocityLimits }) },
    });
  const join = (token: string) =>
    world.ask("POST /profiles", {
      body: { email: `${crypto.randomUUID()}@example.com` },
      token,
    });
  const holder = async (): Promise<string> => {
    const { id } = (await join(world.token)).body.data;
    const reward = { profile_id: id, reward_definition_handle: "thanks" };
    expect((await world.ask("POST /rewards", { body: reward })).status).toBe(201);
    return id;
  };
  const refusal = { status: 409, body: { code: "conflict", possible_at: AGAIN } };

  it("[H3] redemptions beyond a profile's limit are refused with when they are possible again, and then possible", async () => {
    const id = await holder();
    await limitTo({ counted: "redemption", per: "profile", maxPerHour: 2, whenOver: "block" });
    const redeem = (headers = {}) =>
      world.ask(`POST /profiles/${id}/redeem`, { body: { amount: 1 }, headers });
    expect((await redeem()).status).toBe(201);
    expect((await redeem()).status).toBe(201);
    const refused = await redeem();
    expect(refused).toMatchObject(refusal);
    expect(refused.body.message).toBe(
      `Too many redemptions in an hour. Possible again at ${AGAIN}.`,
    );
    const keyed = { "idempotency-key": crypto.randomUUID() };
    expect(await redeem(keyed)).toMatchObject(refusal);
    world.setClock(addMs(NOON, HOUR_MS));
    const again = await redeem(keyed);
    expect(again.status).toBe(201);
    expect((await redeem(keyed)).body).toEqual(again.body);
    world.setClock(NOON);
    const events = await world.ask("GET /events?filter[event]=velocity.exceeded");
    expect(events.body.data).toMatchObject([{ profile_id: id }]);
    await limitTo();
  });

  it("[H1] rewards, points and what is put back into a reward count together as issued by hand", async () => {
    const profile_id = await holder();
    await limitTo({ counted: "manual_issue", per: "profile", maxPerHour: 3, whenOver: "block" });
    const reward = { profile_id, reward_definition_handle: "thanks" };
    const issued = await world.ask("POST /rewards", { body: reward });
    expect(issued.status).toBe(201);
    const points = { profile_id, point_definition_handle: "points", value_initial: 5 };
    expect((await world.ask("POST /points", { body: points })).status).toBe(201);
    const each = `/rewards/${issued.body.data.id}`;
    expect((await world.ask(`PUT ${each}`, { body: { value_remaining: 4 } })).status).toBe(200);
    expect((await world.ask(`PUT ${each}`, { body: { value_remaining: 6 } })).status).toBe(200);
    expect(await world.ask(`PUT ${each}`, { body: { value_remaining: 8 } })).toMatchObject(refusal);
    expect(await world.ask("POST /rewards", { body: reward })).toMatchObject(refusal);
    expect(await world.ask("POST /points", { body: points })).toMatchObject(refusal);
    expect((await world.ask(`PUT ${each}`, { body: { value_remaining: 5 } })).status).toBe(200);
    await limitTo();
  });

  /** A new member of staff with this number. */
  const hire = async (staff_number: string) => {
    const store = { name: staff_number, external_id: staff_number };
    const location_ids = [(await world.ask("POST /locations", { body: store })).body.data.id];
    const person = { full_name: "Sam Lee", staff_number, pin: "471147", location_ids };
    const made = await world.ask("POST /staff", { body: person });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.data;
  };

  it("[H1] issues and redemptions count for the member of staff that they name", async () => {
    const profile_id = await holder();
    const { id: samsId } = await hire("77");
    await limitTo(
      { counted: "manual_issue", per: "staff", maxPerHour: 1, whenOver: "block" },
      { counted: "redemption", per: "staff", maxPerHour: 1, whenOver: "block" },
    );
    const points = { profile_id, point_definition_handle: "points", value_initial: 5 };
    const issue = (staff_id: string) =>
      world.ask("POST /points", { body: { ...points, staff_id } });
    const redeem = (staff_id: string) =>
      world.ask(`POST /profiles/${profile_id}/redeem`, { body: { amount: 1, staff_id } });
    for (const act of [issue, redeem]) {
      expect((await act("77")).status).toBe(201);
      expect(await act(samsId)).toMatchObject(refusal);
      const nobody = await act("78");
      expect([nobody.status, Object.keys(nobody.body.errors)]).toEqual([422, ["staff_id"]]);
    }
    const { data } = (await world.ask("GET /redemptions?sort=-id")).body;
    expect(data[0].staff_id).toBe(samsId);
    await limitTo();
  });

  it("[H1] so does what they add to something, give back by an extension, or count", async () => {
    const profile_id = await holder();
    const { id: staff_id } = await hire("79");
    const points = { profile_id, point_definition_handle: "points", value_initial: 5 };
    const { data } = (await world.ask("POST /points", { body: points })).body;
    const status = { name: "Status", handle: "status", use: "tier" };
    const made = await world.ask("POST /points/definitions", { body: status });
    const { id: point_definition_id } = made.body.data;
    await limitTo({ counted: "manual_issue", per: "staff", maxPerHour: 1, whenOver: "block" });
    const raise = (value: number, by: object) =>
      world.ask(`PUT /points/${data.id}`, {
        body: { value_initial: value, value_remaining: value, ...by },
      });
    // A request that names nobody counts for the profile and the token only.
    expect((await raise(6, {})).status).toBe(200);
    expect((await raise(7, {})).status).toBe(200);
    expect((await raise(100, { staff_id: "79" })).status).toBe(200);
    expect(await raise(10_000, { staff_id })).toMatchObject(refusal);
    // Less than before isn't an issue.
    expect((await raise(8, { staff_id, reason: "correction" })).status).toBe(200);
    const given = { point_definition_id, value: 5, reason: "goodwill", reference: "CASE-1" };
    const tierPoints = { ...given, profile_id, staff_id };
    expect(await world.ask("POST /tier-points", { body: tierPoints })).toMatchObject(refusal);
    for (const [route, body] of [
      [`PUT /points/${data.id}`, { value_initial: 9 }],
      ["POST /tier-points", tierPoints],
      ["POST /points/take", { ...points, value_initial: undefined, value: 1 }],
      [`POST /profiles/${profile_id}/achievements`, { definition_id: 1, count: 1 }],
      ["POST /rewards/extend", { profile_id, ids: [data.id], extend_days: 1 }],
    ] as const) {
      const nobody = await world.ask(route, { body: { ...body, staff_id: "78" } });
      expect([nobody.status, Object.keys(nobody.body.errors)], route).toEqual([422, ["staff_id"]]);
    }
    const entries = "select staff_id from ledger_entries where reason = 'correction'";
    const staff = await database.run(entries);
    expect(new Set(staff.map((each) => each["staff_id"]))).toEqual(new Set([staff_id]));
    await limitTo();
  });

  it("[H1] one token creates only so many profiles; another goes on", async () => {
    const one = await world.tokenWith(["create-profiles", "read-profiles"]);
    const other = await world.tokenWith(["create-profiles", "read-profiles"]);
    await limitTo({ counted: "join", per: "token", maxPerHour: 2, whenOver: "block" });
    expect((await join(one)).status).toBe(201);
    expect((await join(one)).status).toBe(201);
    expect(await join(one)).toMatchObject(refusal);
    expect((await join(other)).status).toBe(201);
    await limitTo();
  });

  it("[H1] a limit on something that isn't counted is refused by name", async () => {
    const limit = { counted: "join", per: "profile", maxPerHour: 2, whenOver: "flag" } as const;
    const answer = await limitTo(limit);
    expect(answer.status).toBe(422);
    expect(answer.body.message).toContain("velocityLimits.0.per");
  });
});
