import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { liabilitySchema } from "#shared/api/ledger/liability.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
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

  it("counts what a deleted profile holds until it expires (DOMAIN §3.8)", async () => {
    const { body: made } = await world.ask("POST /rewards/definitions", {
      body: { name: "Left", handle: "left", value: 10, type: "other" },
    });
    const { body: profile } = await world.ask("POST /profiles", { body: { email: "d@b.com" } });
    const profile_id = profile.data.id;
    const issue = { profile_id, reward_definition_id: made.data.id, expires_at: "2026-04-30" };
    await world.ask("POST /rewards", { body: issue });
    const month = async (days: string) => {
      const { data } = (await world.ask(`GET /liability?${days}`)).body;
      return data.rows.filter(
        (each: { readonly definition_handle: string }) => each.definition_handle === "left",
      );
    };
    const march = await month("from=2026-03-01&to=2026-03-03");
    expect(march).toMatchObject([{ issued: 10, closing: 10 }]);
    expect((await world.ask(`DELETE /profiles/${profile_id}`)).status).toBe(204);
    expect(await month("from=2026-03-01&to=2026-03-03")).toEqual(march);
    world.setClock(instant(Date.parse("2026-05-02T02:00:00Z")));
    await world.store.write("handleDue", world.tenantId, { kind: "expire_lots", key: profile_id });
    expect(await month("from=2026-04-01&to=2026-04-30")).toMatchObject([
      { opening: 10, expired: -10, breakage: -10, closing: 0 },
    ]);
    world.setClock(NOON);
  });

  it("shows nothing of another tenant", async () => {
    const answer = await (await world.otherTenant()).ask("GET /liability");
    expect(answer.body.data.rows).toEqual([]);
  });

  it("[L10] [W6] T17: takes breakage back in the month in which the reward was extended", async () => {
    const { body: made } = await world.ask("POST /rewards/definitions", {
      body: { name: "Late", handle: "late", value: 10, type: "other", is_extendable: true },
    });
    const { body: profile } = await world.ask("POST /profiles", { body: { email: "l@b.com" } });
    const profile_id = profile.data.id;
    const issue = { profile_id, reward_definition_id: made.data.id, expires_at: "2026-03-31" };
    const { id } = (await world.ask("POST /rewards", { body: issue })).body.data;
    const month = async (of: string, to: string) => {
      const { data } = (await world.ask(`GET /liability?from=2026-${of}-01&to=2026-${of}-${to}`))
        .body;
      return data.rows.filter(
        (each: { readonly definition_handle: string }) => each.definition_handle === "late",
      );
    };
    const extend = (body: object) =>
      world.ask("POST /rewards/extend", { body: { profile_id, ids: [id], ...body } });
    world.setClock(instant(Date.parse("2026-04-20T02:00:00Z")));
    await world.store.write("handleDue", world.tenantId, { kind: "expire_lots", key: profile_id });
    const march = await month("03", "31");
    expect(march).toMatchObject([{ issued: 10, expired: -10, breakage: -10, closing: 0 }]);
    await extend({ extend_days: 7 });
    expect(await month("04", "20")).toEqual([]);
    await extend({ extend_date: "2026-12-31" });
    expect(await month("03", "31")).toEqual(march);
    expect(await month("04", "20")).toMatchObject([
      { expiry_month: "2026-12", opening: 0, expired: 10, breakage: 10, closing: 10 },
    ]);
    world.setClock(NOON);
  });

  it("[W4] a reward that was moved to a later day is worth as much, whether or not the job has run", async () => {
    const { body: profile } = await world.ask("POST /profiles", { body: { email: "m@b.com" } });
    const profile_id = profile.data.id;
    const rewards = [];
    for (const expires_at of ["2026-03-20", "2026-03-31"]) {
      const body = { profile_id, reward_definition_handle: "late", expires_at };
      rewards.push((await world.ask("POST /rewards", { body })).body.data);
    }
    world.setClock(instant(Date.parse("2026-03-25T02:00:00Z")));
    await world.store.write("handleDue", world.tenantId, { kind: "expire_lots", key: profile_id });
    world.setClock(instant(Date.parse("2026-04-20T02:00:00Z")));
    for (const { id } of rewards) {
      const body = { expires_at: "2026-12-31" };
      const { data } = (await world.ask(`PUT /rewards/${id}`, { body })).body;
      expect(data).toMatchObject({ value_remaining: 10, is_active: true });
    }
    const cleared = { expires_at: "2027-12-31", value_remaining: 0 };
    const [first] = rewards;
    await world.ask(`PUT /rewards/${first.id}`, { body: cleared });
    const again = await world.ask(`PUT /rewards/${first.id}`, {
      body: { expires_at: "2028-12-31" },
    });
    expect(again.body.data).toMatchObject({ value_remaining: 0 });
    world.setClock(NOON);
  });
});
