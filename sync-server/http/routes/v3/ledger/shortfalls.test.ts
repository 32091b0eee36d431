import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { one, pageOf } from "#shared/api/envelope.ts";
import { shortfallViewSchema, writeOffViewSchema } from "#shared/api/ledger/shortfall.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const WHY = { reason: "mistake", reference: "CASE-17" };

describe.for(databases)("shortfalls over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let pointDefinitionId: number;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const definition = { name: "Points", handle: "points", exchange_rate: 0.1, earn_rate: 1 };
    pointDefinitionId = (await world.ask("POST /points/definitions", { body: definition })).body
      .data.id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  /** Someone who was given 17.35 that they didn't hold. */
  const debtor = async (): Promise<string> => {
    const body = { email: `${crypto.randomUUID()}@example.com` };
    const { id } = (await world.ask("POST /profiles", { body })).body.data;
    const short = redemption(profileIdSchema.parse(id), 1735, { whenShort: "honour" });
    await world.store.write("redeem", TEST_TENANT, short);
    return id;
  };

  it("an absurd shortfall can be written off with a reason, in parts, once for each key", async () => {
    const id = await debtor();
    const path = `/profiles/${id}`;
    const owed = await world.ask(`GET ${path}/shortfalls`);
    expectShape(one(z.array(shortfallViewSchema)), owed.body);
    expect(owed.body.data).toMatchObject([{ type: "reward", definition_id: null, amount: 17.35 }]);
    const body = { amount: "10.00", ...WHY };
    const asked = { body, headers: { "idempotency-key": crypto.randomUUID() } };
    const written = await world.ask(`POST ${path}/write-offs`, asked);
    expect(written.status).toBe(201);
    expectShape(one(writeOffViewSchema), written.body);
    expect(written.body.data).toMatchObject({
      ...WHY,
      type: "reward",
      definition_id: null,
      amount: 10,
    });
    expect((await world.ask(`POST ${path}/write-offs`, asked)).body).toEqual(written.body);
    expect((await world.ask(`GET ${path}/shortfalls`)).body.data).toMatchObject([{ amount: 7.35 }]);
    expect((await world.ask(`GET ${path}/write-offs`)).body.data).toEqual([written.body.data]);
    const tooMuch = await world.ask(`POST ${path}/write-offs`, { body: { ...body, amount: 7.36 } });
    expect(tooMuch).toMatchObject({ status: 409, body: { code: "conflict" } });
    await world.ask(`POST ${path}/write-offs`, { body: { ...body, amount: 7.35 } });
    expect((await world.ask(`GET ${path}/shortfalls`)).body.data).toEqual([]);
    const amountsOf = async (query: string) => {
      const list = await world.ask(`GET ${path}/write-offs?${query}`);
      expectShape(pageOf(writeOffViewSchema), list.body);
      return [
        list.body.meta.total,
        ...list.body.data.map((each: { amount: number }) => each.amount),
      ];
    };
    expect(await amountsOf("page[size]=1")).toEqual([2, 7.35]);
    expect(await amountsOf("page[size]=1&page[number]=2")).toEqual([2, 10]);
    expect(await amountsOf("sort=id&filter[reference]=CASE-17")).toEqual([2, 10, 7.35]);
    expect(await amountsOf("filter[type]=point")).toEqual([0]);
  });

  it("so can the points that a return took back without being held", async () => {
    const { id } = (await world.ask("POST /profiles", { body: { email: "points@example.com" } }))
      .body.data;
    const post = (external_id: string, total: number) =>
      world.ask("POST /transactions", {
        body: { profile_id: id, external_id, total, transacted_at: "2026-03-01 10:00:00" },
      });
    const path = `/profiles/${id}`;
    await post("SALE", 25);
    await world.ask(`POST ${path}/redeem`, { body: { amount: 2.5 } });
    expect((await post("RETURN", -25)).status).toBe(201);
    const owed = { type: "point", definition_id: pointDefinitionId, amount: 25 };
    expect((await world.ask(`GET ${path}/shortfalls`)).body.data).toMatchObject([owed]);
    const body = { points: 25, point_definition_id: pointDefinitionId, ...WHY };
    const written = await world.ask(`POST ${path}/write-offs`, { body });
    expect(written).toMatchObject({ status: 201, body: { data: owed } });
    expect((await world.ask(`GET ${path}/shortfalls`)).body.data).toEqual([]);
  });

  it("the points of a sale that is voided later are owed since then, not since the sale", async () => {
    const { id } = (await world.ask("POST /profiles", { body: { email: "void@example.com" } })).body
      .data;
    const body = { profile_id: id, total: 100, transacted_at: "2026-01-02 10:00:00" };
    const sale = (await world.ask("POST /transactions", { body })).body.data;
    await world.ask(`POST /profiles/${id}/redeem`, { body: { amount: 10 } });
    const voided = await world.ask(`PUT /transactions/${sale.id}`, { body: { is_void: true } });
    expect(voided.status).toBe(200);
    expect((await world.ask(`GET /profiles/${id}/shortfalls`)).body.data).toMatchObject([
      { type: "point", amount: 100, since: formatV3(NOON) },
    ]);
  });

  it.for([
    ["amount", { ...WHY }],
    ["amount", { ...WHY, amount: 1, points: 1, point_definition_id: 1 }],
    ["amount", { ...WHY, amount: 0 }],
    ["amount", { ...WHY, amount: -1 }],
    ["points", { ...WHY, points: 0, point_definition_id: 1 }],
    ["points", { ...WHY, points: "-0.01", point_definition_id: 1 }],
    ["point_definition_id", { ...WHY, points: 1 }],
    ["point_definition_id", { ...WHY, amount: 1, point_definition_id: 1 }],
    ["reason", { ...WHY, amount: 1, reason: "because" }],
    ["reference", { ...WHY, amount: 1, reference: "She was very upset" }],
    ["reference", { amount: 1, reason: "mistake" }],
  ] as const)("a write-off with a wrong %s is refused: %o", async ([field, body]) => {
    const answer = await world.ask(`POST /profiles/${await debtor()}/write-offs`, { body });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  it("a write-off takes a scope of its own", async () => {
    const path = `/profiles/${await debtor()}/write-offs`;
    const token = await world.tokenWith(["update-profiles", "create-rewards", "read-ledgers"]);
    const body = { amount: 1, ...WHY };
    expect((await world.ask(`POST ${path}`, { body, token })).status).toBe(403);
    const scoped = await world.tokenWith(["create-write-offs"]);
    expect((await world.ask(`POST ${path}`, { body, token: scoped })).status).toBe(201);
  });

  it("[P11] a return leaves no more debt than the definition lets it, and says what it wrote off", async () => {
    const post = (path: string, body: object) => world.post(path, body);
    const capped = { name: "Capped", handle: "capped", earn_rate: 1, exchange_rate: 0.1 };
    const { id: definition_id } = await post("/points/definitions", {
      ...capped,
      return_debt_max: 60,
    });
    const { id } = await post("/profiles", { email: "capped@example.com" });
    const path = `/profiles/${id}`;
    const sale = { profile_id: id, total: 100, transacted_at: formatV3(NOON), receipt_ref: "C-1" };
    await post("/transactions", { ...sale, external_id: "capped sale" });
    await post(`${path}/redeem`, { amount: 20 });
    const back = { ...sale, receipt_ref: "C-2", linked_receipt_ref: "C-1", total: -100 };
    const returned = await post("/transactions", { ...back, external_id: "capped return" });
    const owing = async () =>
      (await world.ask(`GET ${path}/shortfalls`)).body.data.filter(
        (each: { definition_id: number }) => each.definition_id === definition_id,
      );
    expect(await owing()).toMatchObject([{ amount: 60 }]);
    const written = (await world.ask(`GET ${path}/write-offs`)).body;
    expectShape(pageOf(writeOffViewSchema), written);
    const reason = { reason: "debt_max", reference: String(returned.id) };
    expect(written.data).toMatchObject([{ definition_id, amount: 40, ...reason }]);
    const { rows } = (await world.ask("GET /liability")).body.data;
    const row = rows.find(
      (each: { definition_id: number }) => each.definition_id === definition_id,
    );
    expect(row).toMatchObject({
      shortfalls: 60,
      written_off: 40,
      written_off_value: 4,
      closing: 0,
    });
    // Voiding the return gives nothing back that was never taken.
    await world.ask(`DELETE /transactions/${returned.id}`);
    expect(await owing()).toEqual([]);
    expect((await world.ask(`GET ${path}/balances`)).body.data.point_balance).toBe(0);
    const refused = await world.ask(`POST ${path}/write-offs`, {
      body: { points: 1, point_definition_id: definition_id, ...reason },
    });
    expect(refused.status).toBe(422);
  });
});
