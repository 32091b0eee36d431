import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("[P8] the payments of a sale on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profile_id: string;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const points = { name: "P", handle: "p", earn_rate: 1 };
    expect((await world.ask("POST /points/definitions", { body: points })).status).toBe(201);
    const joined = await world.ask("POST /profiles", { body: { email: "p@example.com" } });
    profile_id = joined.body.data.id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const sell = (payments: unknown) =>
    world.ask("POST /transactions", {
      body: { profile_id, total: 100, transacted_at: "2026-03-01 12:00:00", payments },
    });

  it.each([
    ["without an amount", { type: "gift card", amount: 30 }],
    ["with one that is no number", { payment_code: "gift card", tender_value: "x" }],
    ["with one too many", { payment_code: "gift card", tender_value: 1e12 }],
    ["with null", { payment_code: "gift card", tender_value: null }],
  ])("are refused at the amount: %s", async (_each, payment) => {
    const cash = { payment_code: "CASH", tender_value: 70 };
    const { status, body } = await sell([cash, payment]);
    expect(status, JSON.stringify(body)).toBe(422);
    expect(Object.keys(body.errors)).toEqual(["payments.1.tender_value"]);
  });

  it.each([
    [
      "a code that isn't a text",
      [{ payment_code: 7, tender_value: 30 }],
      "payments.0.payment_code",
    ],
    ["something else than a list", { payment_code: "CASH", tender_value: 30 }, "payments"],
    ["a number", [30], "payments.0"],
    ["more than is kept", [{ tender_value: 1, note: "x".repeat(20_000) }], "payments"],
  ])("are refused for %s", async (_each, payments, field) => {
    const { status, body } = await sell(payments);
    expect(status, JSON.stringify(body)).toBe(422);
    expect(Object.keys(body.errors)).toEqual([field]);
  });

  it.each([
    ["a gift card", [{ payment_code: "gift card", tender_value: "30.00" }], 70],
    [
      "a gift card, and change in cash",
      [
        { payment_code: "Gift-Card", tender_value: 30, eftpos_stan: "1", ours: { till: [4] } },
        { payment_code: "CASH", tender_value: 80 },
        { payment_code: "CASH", tender_value: -10 },
      ],
      70,
    ],
    ["no code", [{ tender_value: 100, paymenttype_id: "7" }], 100],
    ["a code alone", ["CASH"], 100],
    ["nothing", null, 100],
  ])("earn on the rest and are shown as they were sent: %s", async (_each, payments, points) => {
    const { status, body } = await sell(payments);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.data.earned.points).toBe(points);
    expect(body.data.payments).toEqual(payments ?? []);
  });
});
