import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { one, pageOf } from "#shared/api/envelope.ts";
import { rateView } from "#shared/api/incentive/points/rate.ts";
import { whyBalancesSchema } from "#shared/api/ledger/why.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("rates over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  /** Points of their own for every test, so that no other test's rates apply. */
  let handle: string;
  let pointsId: number;
  let profileId: string;
  let made = 0;

  const ask = async (route: string, body: object, status: number) => {
    const answer = await world.ask(route, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return answer.body.data;
  };
  const post = (path: string, body: object) => ask(`POST ${path}`, body, 201);
  const newRate = (more: object = {}) =>
    post("/rates", { name: "Double", handle, rate: 2, ...more });
  const line = (brand: string, price_sell: number, quantity = 1) => ({
    name: brand,
    sku: brand,
    quantity,
    price_sell,
    product_variant: { sku: brand, brand },
  });
  const saleBody = (total: number, more: object = {}) => ({
    profile_id: profileId,
    external_id: `S-${made++}`,
    total,
    transacted_at: "2026-03-01 10:00:00",
    ...more,
  });
  const pointsIn = (transaction: {
    readonly earned: { readonly definitions: readonly { handle: string; points: number }[] };
  }) => transaction.earned.definitions.find((each) => each.handle === handle)?.points;
  const sell = async (total: number, more: object = {}) =>
    pointsIn(await post("/transactions", saleBody(total, more)));

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  beforeEach(async () => {
    handle = `points-${made++}`;
    pointsId = (await post("/points/definitions", { name: "Points", handle })).id;
    profileId = (await post("/profiles", { email: `r${made++}@example.com`, tags: ["gold"] })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("are created, listed, read, changed and deleted, each change a version with its event", async () => {
    const created = await world.ask("POST /rates", {
      body: {
        name: "Christmas",
        handle,
        rate: "1.5",
        start_time: "2026-12-24",
        end_time: "2026-12-31 12:00:00",
        product_conditions: { "==": [{ var: "brand" }, "X"] },
        profile_conditions: [],
        internal_notes: "n",
      },
    });
    expectShape(one(rateView), created.body);
    const { id } = created.body.data;
    expect(created.body.data).toMatchObject({
      version: 1,
      handle,
      rate: 1.5,
      start_time: "2026-12-24",
      end_time: "2026-12-31 12:00:00",
      product_conditions: { "==": [{ var: "brand" }, "X"] },
      profile_conditions: null,
      location_id: null,
      is_published: true,
      internal_notes: "n",
    });
    expect(await ask(`PUT /rates/${id}`, { rate: 0 }, 200)).toMatchObject({ version: 2, rate: 0 });
    const listed = await world.ask("GET /rates?sort=-id");
    expectShape(pageOf(rateView), listed.body);
    expect(listed.body.data[0]).toMatchObject({ id, name: "Christmas" });
    expect((await world.ask(`DELETE /rates/${id}`)).status).toBe(204);
    expect((await world.ask(`GET /rates/${id}`)).status).toBe(404);
    const events = await world.ask("GET /events?sort=-id&page[size]=3");
    expect(events.body.data.map((each: { event: string }) => each.event)).toEqual([
      "rate.deleted",
      "rate.updated",
      "rate.created",
    ]);
  });

  it("[P1] [Q3] apply to each line, and the definition's own rate where none does", async () => {
    await newRate({ rate: 3, product_conditions: { "==": [{ var: "brand" }, "X"] } });
    expect(await sell(100, { items: [line("X", 40), line("Y", 60)] })).toBe(180);
    expect(await sell(100)).toBe(100);
    const gold = { rate: 2, profile_conditions: { in: ["gold", { var: "flattened_tags" }] } };
    await newRate(gold);
    expect(await sell(100, { items: [line("X", 40), line("Y", 60)] })).toBe(240);
    await ask(`PUT /points/definitions/${pointsId}`, { rate_priority: "profile" }, 200);
    expect(await sell(100, { items: [line("X", 40), line("Y", 60)] })).toBe(200);
  });

  it("[Q1] apply by location, region and country of the sale", async () => {
    const at = async (more: object) =>
      (await post("/locations", { name: "L", external_id: `L-${made++}`, ...more })).id;
    const carlton = await at({ region: "vic", country: "AU" });
    const auckland = await at({ region: "north", country: "NZ" });
    await newRate({ rate: 2, country_iso_2: "NZ" });
    await newRate({ rate: 3, region_id: "vic" });
    await newRate({ rate: 4, region_id: "vic", location_id: carlton });
    expect(await sell(10, { location_id: carlton })).toBe(40);
    expect(await sell(10, { location_id: auckland })).toBe(20);
    expect(await sell(10)).toBe(10);
  });

  it("[Q9] T11: warn of a tie: the answer names the rates that only start or number decide against", async () => {
    const december = await newRate({ rate: 2, start_time: "2025-12-01", end_time: "2025-12-31" });
    expect(december.tied_with).toEqual([]);
    const eve = { rate: 3, start_time: "2025-12-24", end_time: "2025-12-24" };
    const tied = await newRate(eve);
    expect(tied.tied_with).toEqual([december.id]);
    expect(await newRate({ ...eve, priority: 1 })).toMatchObject({ tied_with: [] });
    expect((await world.ask(`GET /rates/${december.id}`)).body.data.tied_with).toEqual([tied.id]);
    const first = await ask(`PUT /rates/${tied.id}`, { priority: 1 }, 200);
    expect(first.tied_with).toHaveLength(1);
    expect(await ask(`PUT /rates/${tied.id}`, { priority: 2 }, 200)).toMatchObject({
      tied_with: [],
    });
    // The rule stays that of [Q2]: of the tied, the one that started last.
    await ask(`PUT /rates/${tied.id}`, { priority: 0 }, 200);
    const sold = { transacted_at: "2025-12-31 12:59:59", timezone: "Australia/Melbourne" };
    expect(await sell(100, sold)).toBe(200);
  });

  it("[Q1] apply when the sale happened, on local days", async () => {
    await newRate({ start_time: "2026-02-24", end_time: "2026-02-24" });
    const sold = (transacted_at: string) =>
      sell(100, { transacted_at, timezone: "Australia/Melbourne" });
    expect(await sold("2026-02-24 12:59:59")).toBe(200);
    expect(await sold("2026-02-24 13:00:00")).toBe(100);
  });

  it("[Q1] [Q3] with a condition on something unknown don't apply; a rate of 0 does", async () => {
    await newRate({ profile_conditions: { "<": [{ var: "birth_year" }, 1960] } });
    expect(await sell(100)).toBe(100);
    await newRate({ rate: 0, product_conditions: { "==": [{ var: "brand" }, "T"] } });
    expect(await sell(100, { items: [line("T", 30), line("O", 70)] })).toBe(70);
  });

  it("[Q3] T9: of 0 decide tier points too, and why a profile holds what it does names them", async () => {
    const tiered = { name: "Tier", handle: `tier-${made++}`, use: "tier", exchange_rate: 0 };
    const { id, handle: tierHandle } = await post("/points/definitions", tiered);
    const nothing = { rate: 0, product_conditions: { "==": [{ var: "brand" }, "T"] } };
    const { id: rateId } = await newRate({ ...nothing, name: "Tobacco" });
    await newRate({ ...nothing, handle: tierHandle });
    const items = [line("T", 30), line("O", 70)];
    const { earned } = await post("/transactions", saleBody(100, { items }));
    expect(pointsIn({ earned })).toBe(70);
    expect(earned.tier_points).toBe(70);
    const why = await world.ask(`GET /profiles/${profileId}/balances/why`);
    const { balances } = why.body.data;
    const own = balances.find(
      (each: { readonly definition_id: number }) => each.definition_id === pointsId,
    );
    expect(own.lots[0].entries[0].rates).toContainEqual({
      ...{ id: rateId, version: 1, points: 0 },
      items: [{ name: "T", sku: "T", amount: 30, points: 0 }],
    });
    expect(own.lots[0].sentence).toContain("“Tobacco”");
    await world.ask(`PUT /points/definitions/${id}`, { body: { is_archived: true } });
  });

  it("[P5] are those of the sale when something comes back, line by line", async () => {
    const { id } = await newRate({
      rate: 3,
      product_conditions: { "==": [{ var: "brand" }, "X"] },
    });
    const receipt_ref = `R-${made++}`;
    const items = [line("X", 40), line("Y", 60)];
    const sale = saleBody(100, { receipt_ref, items });
    const { id: saleId, ...sold } = await post("/transactions", sale);
    expect(pointsIn(sold)).toBe(180);
    await ask(`PUT /rates/${id}`, { rate: 7 }, 200);
    expect((await world.ask(`DELETE /rates/${id}`)).status).toBe(204);
    const back = { linked_receipt_ref: receipt_ref };
    // The till doesn't say the brand of what comes back.
    const x = [{ name: "X", sku: "X", quantity: -1, price_sell: 40 }];
    expect(await sell(-40, { ...back, items: x })).toBe(-120);
    expect(await sell(-60, back)).toBe(-60);
    // [P6] So does a correction.
    const corrected = await ask(
      "POST /transactions/update-create",
      { ...sale, total: 110, items: [line("X", 50), line("Y", 60)] },
      200,
    );
    expect(pointsIn(corrected)).toBe(210);
    expect(corrected.id).toBe(saleId);
  });

  it("[P5] are those of the sale also when the return arrives first, [Q5] at a default rate till then", async () => {
    await newRate({ rate: 3 });
    const receipt_ref = `R-${made++}`;
    const x = { items: [line("X", 40, -1)], linked_receipt_ref: receipt_ref };
    // Nobody owes what they never had.
    const before = await post("/transactions", saleBody(-40, { linked_receipt_ref: "OLD-1" }));
    expect(pointsIn(before)).toBe(0);
    expect(await sell(30)).toBe(90);
    const returned = await post("/transactions", saleBody(-40, x));
    expect(pointsIn(returned)).toBe(-40);
    await newRate({ rate: 0.5, is_default: true });
    const unnamed = saleBody(-40, { linked_receipt_ref: `R-${made++}` });
    expect(pointsIn(await post("/transactions", unnamed))).toBe(-20);
    expect(await sell(40, { items: [line("X", 40)], receipt_ref })).toBe(120);
    const again = await world.ask(`GET /transactions/${returned.id}`);
    expect(pointsIn(again.body.data)).toBe(-120);
  });

  it("[Q5] T36: a return without a receipt takes the base rate, until staff name its sale", async () => {
    await newRate({ rate: 2 });
    const receipt_ref = `R-${made++}`;
    expect(await sell(40, { receipt_ref, items: [line("X", 40)] })).toBe(80);
    const back = saleBody(-40, { items: [line("X", 40, -1)] });
    const returned = await post("/transactions/update-create", back);
    expect(pointsIn(returned)).toBe(-40);
    const linked = { ...back, linked_receipt_ref: receipt_ref };
    const named = await ask("POST /transactions/update-create", linked, 200);
    expect([named.id, pointsIn(named)]).toEqual([returned.id, -80]);
    const nobodys = await post("/transactions", saleBody(-40, { profile_id: null }));
    expect(nobodys.earned).toMatchObject({ points: 0 });
  });

  it("[Q5] T36: without a receipt nobody owes what they haven't spent, and staff find the return", async () => {
    await newRate({ rate: 2 });
    const owed = async () => (await world.ask(`GET /profiles/${profileId}/shortfalls`)).body.data;
    const back = saleBody(-40, { items: [line("X", 40, -1)] });
    const first = await post("/transactions/update-create", back);
    expect([pointsIn(first), first.no_original, await owed()]).toEqual([0, true, []]);
    const query = `filter[no_original]=1&filter[profile_id]=${profileId}`;
    const found = await world.ask(`GET /transactions?${query}`);
    expect(found.body.data.map(({ id }: { id: number }) => id)).toEqual([first.id]);
    const receipt_ref = `R-${made++}`;
    expect(await sell(40, { receipt_ref, items: [line("X", 40)] })).toBe(80);
    const { data } = (await world.ask(`GET /profiles/${profileId}/balances`)).body;
    const redeem = { amount: data.combined_balance_dollars, strategies: ["points"] };
    await post(`/profiles/${profileId}/redeem`, redeem);
    // 80 were spent, so no more than 80 can be owed, however often it comes back.
    expect([await sell(-70), await sell(-70)]).toEqual([-70, -10]);
    const own = { definition_id: pointsId, amount: 80 };
    expect(await owed()).toContainEqual(expect.objectContaining(own));
    const linked = { ...back, linked_receipt_ref: receipt_ref };
    const named = await ask("POST /transactions/update-create", linked, 200);
    expect([named.id, pointsIn(named), named.no_original]).toEqual([first.id, -80, false]);
  });

  it("[P5] T37: a gift of price 0 comes back for nothing, after what it was given with", async () => {
    const receipt_ref = `R-${made++}`;
    const items = [line("Shoes", 120), line("Socks", 0)];
    expect(await sell(120, { items, receipt_ref })).toBe(120);
    const back = { linked_receipt_ref: receipt_ref };
    expect(await sell(-120, { ...back, items: [line("Shoes", 120, -1)] })).toBe(-120);
    const socks = saleBody(0, { ...back, items: [line("Socks", 0, -1)] });
    expect((await post("/transactions", socks)).earned.points).toBe(0);
    const { data } = (await world.ask(`GET /profiles/${profileId}/balances`)).body;
    expect(data.point_balance).toBe(0);
  });

  it("[P12] T40: the parts of an order each earn on what they are, and come back alone", async () => {
    const part = (receipt_ref: string) => ({ order_number: `O-${profileId}`, receipt_ref });
    const [first, second] = [`R-${made++}`, `R-${made++}`];
    expect(await sell(60, part(first))).toBe(60);
    expect(await sell(40, part(second))).toBe(40);
    expect(await sell(-40, { linked_receipt_ref: second })).toBe(-40);
    expect(await sell(-60, { linked_receipt_ref: first })).toBe(-60);
  });

  it("[P8] earn on what the points say", async () => {
    const paid = (total: number, ...codes: readonly string[]) => ({
      payments: codes.map((payment_code) => ({ payment_code, tender_value: total })),
    });
    expect(await sell(100, paid(20, "REWARD", "CASH"))).toBe(80);
    expect(await sell(100, paid(30, "gift_card"))).toBe(70);
    const card = { name: "Card", quantity: 1, price_sell: 50, line_type: "gift_card" };
    expect(await sell(150, { items: [line("X", 100), card] })).toBe(100);
    expect(await sell(101, { items: [line("X", 100)], fees: 1 })).toBe(100);
    const change = {
      earns_on: ["goods", "gift_card", "fee"],
      earns_on_tax: false,
      earns_on_staff_sales: false,
      unearning_tenders: [],
    };
    await ask(`PUT /points/definitions/${pointsId}`, change, 200);
    expect(await sell(100, paid(20, "REWARD"))).toBe(100);
    const taxed = { ...line("X", 100), price_tax: 9.09 };
    expect(await sell(151, { items: [taxed, card], fees: 1 })).toBe(141.91);
    expect(await sell(100, { type: "staff" })).toBe(0);
  });

  it("[P8] a line whose price can't be read is recorded and named, and the rest of the total earns", async () => {
    await newRate({ rate: 3, product_conditions: { "==": [{ var: "brand" }, "X"] } });
    const unread = { ...line("X", 40), price_sell: "forty" };
    const posted = await world.ask("POST /transactions", {
      body: saleBody(100, { items: [unread, line("X", 10)], fees: "a few" }),
    });
    expect(posted.status).toBe(201);
    expect(posted.body.meta.ignored.sort()).toEqual(["fees", "items.*.price_sell"]);
    expect(pointsIn(posted.body.data)).toBe(120);
  });

  it("[Q1] with a code apply to sales that name it", async () => {
    await newRate({ rate: 4, code: "SPRING" });
    expect(await sell(10)).toBe(10);
    expect(await sell(10, { rate_code: "SPRING" })).toBe(40);
  });

  it("[L13] are named by why a profile holds its points, and only those that decided", async () => {
    const brand = (name: string) => ({ product_conditions: { "==": [{ var: "brand" }, name] } });
    const { id } = await newRate({ name: "X triple", rate: 3, ...brand("X") });
    await newRate({ name: "Q nothing", rate: 0, ...brand("Q") });
    await newRate({ name: "Rest" });
    const items = [line("X", 40), line("Y", 60)];
    const receipt_ref = `R-${made++}`;
    await post("/transactions", saleBody(100, { items, receipt_ref }));
    await ask(`PUT /rates/${id}`, { name: "Renamed", rate: 7 }, 200);
    await sell(-40, { items: [line("X", 40, -1)], linked_receipt_ref: receipt_ref });
    const answer = await world.ask(`GET /profiles/${profileId}/balances/why`);
    expectShape(one(whyBalancesSchema), answer.body);
    const { balances, definitions } = answer.body.data;
    const [lot] = balances.find(
      (each: { definition_id: number }) => each.definition_id === pointsId,
    ).lots;
    expect(lot.entries).toMatchObject([
      { kind: "issue", amount: 240, rates: [{ id, version: 1 }, { version: 1 }] },
      { kind: "return", amount: -120, rates: [{ id, version: 1 }, { version: 1 }] },
    ]);
    expect(lot.sentence).toContain(
      "under version 1 of “Points”. The sale earns 120.00 points at the rate “X triple” (X) and 120.00 points at the rate “Rest” (Y).",
    );
    const rates = definitions.filter((each: { kind: string }) => each.kind === "rate");
    const names = rates.map((each: { name: string }) => each.name);
    expect(names).toEqual(expect.arrayContaining(["X triple", "Rest"]));
    expect(names).not.toContain("Q nothing");
    expect(names).not.toContain("Renamed");
  });

  it("[W9] keep their points from being deleted, which earn nothing once archived", async () => {
    await newRate();
    expect(await sell(0)).toBe(0);
    expect((await world.ask(`DELETE /points/definitions/${pointsId}`)).status).toBe(409);
    await ask(`PUT /points/definitions/${pointsId}`, { is_archived: true }, 200);
    expect(await sell(100)).toBeUndefined();
  });

  it("of points without a rate of their own earn by themselves", async () => {
    await ask(`PUT /points/definitions/${pointsId}`, { earn_rate: 0 }, 200);
    expect(await sell(100)).toBeUndefined();
    await newRate();
    expect(await sell(100)).toBe(200);
  });
});
