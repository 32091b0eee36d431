import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const at = (text: string) => instant(Date.parse(`${text.replace(" ", "T")}Z`));

describe.for(databases)("[P9] pending points over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let profileId: string;
  let made = 0;

  const post = (path: string, body: object) => world.post(path, body);
  const sell = (total: number, transacted_at: string, more: object = {}) =>
    post("/transactions/update-create", {
      ...{ profile_id: profileId, external_id: `P-${made++}`, total, transacted_at },
      ...{ timezone: "Australia/Melbourne", receipt_ref: null, ...more },
    });
  const heldAt = async (now: string) => {
    world.setClock(at(now));
    const { data } = (await world.ask(`GET /profiles/${profileId}/balances`)).body;
    return [data.point_balance, data.point_pending];
  };
  const SOLD = "2026-09-27 13:30:00";

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    world.setClock(at("2026-09-01 00:00:00"));
    const delay = { issue_period: 14, issue_period_type: "days" };
    const earns = { earn_rate: 1, exchange_rate: 1, period: 1, period_type: "months" };
    await post("/points/definitions", { name: "Points", handle: "points", ...earns, ...delay });
    await post("/points/definitions", { name: "Now", handle: "now", earn_rate: 0 });
  });
  beforeEach(async () => {
    world.setClock(at("2026-09-26 00:00:00"));
    profileId = (await post("/profiles", { email: `p${made++}@example.com` })).id;
    await post("/points", {
      ...{ profile_id: profileId, point_definition_handle: "points", value_initial: 40 },
    });
    world.setClock(at(SOLD));
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("[P9] [P10] T6: a return takes the pending ones, and the rest are active to the second, without a write", async () => {
    const sold = await sell(100, SOLD, { receipt_ref: "R1" });
    expect(sold.balances).toMatchObject({ point_balance: 40, point_pending: 100 });
    expect(await heldAt("2026-10-02 00:00:00")).toEqual([40, 100]);
    const returned = await sell(-30, "2026-10-02 00:00:00", { linked_receipt_ref: "R1" });
    expect(returned.balances).toMatchObject({ point_balance: 40, point_pending: 70 });
    const events = await database.run("select count(*) as n from events");
    expect(await heldAt("2026-10-11 12:29:59")).toEqual([40, 70]);
    expect(await heldAt("2026-10-11 12:30:00")).toEqual([110, 0]);
    expect(await database.run("select count(*) as n from events")).toEqual(events);
    const lots = (await world.ask(`GET /profiles/${profileId}/points?sort=-id`)).body.data;
    expect(lots[0]).toMatchObject({
      ...{ accrued_at: SOLD, issued_at: "2026-10-11 12:30:00", status: "active" },
      ...{ value_initial: 100, value_remaining: 70, expires_at: "2026-11-11 12:59:59" },
    });
  });

  it("can't be redeemed while they are pending", async () => {
    await sell(100, SOLD);
    const redeem = () =>
      world.ask(`POST /profiles/${profileId}/redeem`, { body: { amount: 50, strict: true } });
    expect((await redeem()).status).toBe(422);
    world.setClock(at("2026-10-11 12:30:00"));
    expect((await redeem()).status).toBe(201);
  });

  it("a rate says otherwise for its lines, and the points of both add up", async () => {
    const { id } = await post("/rates", {
      ...{ name: "Soon", handle: "points", rate: 2, issue_period: 336, issue_period_type: "hours" },
      product_conditions: { "==": [{ var: "brand" }, "X"] },
    });
    const now = { name: "At once", handle: "points", rate: 1, issue_period: 0 };
    const atOnce = await post("/rates", {
      ...{ ...now, product_conditions: { "==": [{ var: "brand" }, "Y"] } },
    });
    const line = (brand: string, price_sell: number) => ({
      ...{ name: brand, sku: brand, quantity: 1, price_sell, product_variant: { brand } },
    });
    await sell(60, SOLD, { items: [line("X", 10), line("Y", 20), line("Z", 30)] });
    expect(await heldAt(SOLD)).toEqual([60, 50]);
    expect(await heldAt("2026-10-11 12:30:00")).toEqual([90, 20]);
    expect(await heldAt("2026-10-11 13:30:00")).toEqual([110, 0]);
    await world.ask(`DELETE /rates/${id}`);
    await world.ask(`DELETE /rates/${atOnce.id}`);
  });

  it("what a correction adds waits as long, and a void leaves none", async () => {
    const external_id = "C1";
    await sell(100, SOLD, { external_id });
    await sell(130, SOLD, { external_id });
    expect(await heldAt("2026-10-05 00:00:00")).toEqual([40, 130]);
    await sell(130, SOLD, { external_id, is_void: true });
    expect(await heldAt("2026-10-05 00:00:00")).toEqual([40, 0]);
  });

  it("a return that is voided gives them back pending", async () => {
    await sell(100, SOLD, { receipt_ref: "R2" });
    world.setClock(at("2026-10-02 00:00:00"));
    const { id } = await sell(-30, "2026-10-02 00:00:00", { linked_receipt_ref: "R2" });
    expect(await heldAt("2026-10-02 00:00:00")).toEqual([40, 70]);
    expect((await world.ask(`DELETE /transactions/${id}`)).status).toBe(204);
    expect(await heldAt("2026-10-02 00:00:00")).toEqual([40, 100]);
    expect(await heldAt("2026-10-11 12:30:00")).toEqual([140, 0]);
  });

  it("a delay too long for a calendar is refused", async () => {
    const body = { name: "X", handle: "x", issue_period: 101, issue_period_type: "years" };
    const answer = await world.ask("POST /points/definitions", { body });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["issue_period"]]);
  });
});
