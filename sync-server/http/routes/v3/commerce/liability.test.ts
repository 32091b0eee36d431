import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { liabilitySchema } from "#shared/api/liability.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("liability over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const definition = { name: "Thanks", handle: "thanks", value: 20, type: "other", period: 30 };
    const made = await world.ask("POST /rewards/definitions", {
      body: { ...definition, period_type: "days" },
    });
    const profile = await world.ask("POST /profiles", { body: { email: "a@example.com" } });
    const profileId = profile.body.data.id;
    await world.ask("POST /rewards", {
      body: { profile_id: profileId, reward_definition_id: made.body.data.id },
    });
    await world.ask(`POST /profiles/${profileId}/redeem`, { body: { amount: 7.5 } });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("is this month up to now unless asked otherwise, by local days", async () => {
    const answer = await world.ask("GET /liability");
    expectShape(one(liabilitySchema), answer.body);
    const { rows, ...report } = answer.body.data;
    expect(report).toEqual({
      from: "2026-03-01",
      to: "2026-03-03",
      timezone: "Australia/Melbourne",
      as_at: "2026-03-03 02:00:00",
    });
    const row = { definition_handle: "thanks", currency: "AUD", expiry_month: "2026-04" };
    expect(rows).toMatchObject([{ ...row, opening: 0, issued: 20, redeemed: -7.5, closing: 12.5 }]);
    const before = await world.ask("GET /liability?from=2026-02-01&to=2026-02-28");
    expect(before.body.data.rows).toEqual([]);
  });

  it("comes as CSV", async () => {
    const answer = await world.ask("GET /liability?format=csv");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.body).toMatch(
      /^type,definition_id,.*\r\nreward,\d+,thanks,AUD,2026-04,0,20,.*\r\n$/,
    );
  });

  it("refuses days that don't exist, or are in the wrong order", async () => {
    const wrong = await world.ask("GET /liability?from=2026-02-30&format=xml");
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([422, ["from", "format"]]);
    const order = await world.ask("GET /liability?from=2026-03-02&to=2026-03-01");
    expect([order.status, Object.keys(order.body.errors)]).toEqual([422, ["from"]]);
  });

  it("shows nothing of another tenant", async () => {
    const answer = await (await world.otherTenant()).ask("GET /liability");
    expect(answer.body.data.rows).toEqual([]);
  });
});
