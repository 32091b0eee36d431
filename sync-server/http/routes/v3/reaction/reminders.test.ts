import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const NOTE = { channel: "email", recipient: "staff@example.com", note: "Call\nAda" };

describe.for(databases)("reminders over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };

  it("DOMAIN §16.1 a reminder is at an instant, after a while, or again and again", async () => {
    const once = await world.post("/reminders", {
      ...{ ...NOTE, schedule_type: "absolute", remind_at: "2027-02-14" },
    });
    expect(once).toMatchObject({
      ...{ ...NOTE, is_active: true, is_valid: true, timezone: "Australia/Melbourne" },
      // Midnight in Melbourne.
      ...{ remind_at: "2027-02-13 13:00:00", expires_at: null },
    });
    const wrong: readonly (readonly [object, readonly string[]])[] = [
      [{ schedule_type: "absolute" }, ["remind_at"]],
      [{ schedule_type: "period" }, ["period_value", "period_unit"]],
      [{ schedule_type: "period", period_value: 2 }, ["period_unit"]],
      [{ schedule_type: "repeat", repeat_time_at: "09:30" }, ["repeat_unit"]],
      [{ schedule_type: "repeat", repeat_time_at: "25:00" }, ["repeat_time_at"]],
      [{ schedule_type: "yearly" }, ["schedule_type"]],
      [{ schedule_type: "absolute", remind_at: "2027-01-01", channel: "pigeon" }, ["channel"]],
      [{ schedule_type: "absolute", remind_at: "2027-01-01", note: "" }, ["note"]],
    ];
    for (const [body, fields] of wrong) {
      expect(await errorsOf("POST /reminders", { ...NOTE, ...body })).toEqual([422, fields]);
    }
    const path = `/reminders/${once.id}`;
    expect(await errorsOf(`PUT ${path}`, { remind_at: null })).toEqual([422, ["remind_at"]]);
    const weekly = { schedule_type: "repeat", repeat_unit: "weekly", repeat_time_at: "09:30" };
    const changed = await world.ask(`PUT ${path}`, { body: weekly });
    expect(changed.body.data).toMatchObject({ ...weekly, note: NOTE.note });
    const list = await world.ask("GET /reminders?filter[schedule_type]=repeat");
    expect(list.body.data).toEqual([changed.body.data]);
    expect((await world.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await world.ask(`GET ${path}`)).status).toBe(404);
  });

  it("DOMAIN §16.1 is_valid says whether it will still remind anybody", async () => {
    const isValid = async (body: object) => {
      const weekly = { ...NOTE, schedule_type: "repeat", repeat_unit: "weekly" };
      return (await world.post("/reminders", { ...weekly, ...body })).is_valid;
    };
    expect(await isValid({})).toBe(true);
    expect(await isValid({ is_active: false })).toBe(false);
    expect(await isValid({ expires_at: "2020-01-01" })).toBe(false);
    expect(await isValid({ expires_at: "2099-01-01" })).toBe(true);
    const past = { schedule_type: "absolute", remind_at: "2020-01-01" };
    expect(await isValid(past)).toBe(false);
  });
});
