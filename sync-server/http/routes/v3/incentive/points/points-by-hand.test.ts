import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { pointViewSchema } from "#shared/api/incentive/points/point.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { differencesIn } from "#sync-server/testing/ledger-fixtures.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("[W10] points by hand over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const ask = (route: string, body?: object) => world.ask(route, body ? { body } : {});
  const post = async (path: string, body: object) => {
    const answer = await ask(`POST ${path}`, body);
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `h${made++}@example.com` })).id;
  const issue = (profile_id: string, value_initial: number, more: object = {}) =>
    post("/points", { profile_id, point_definition_handle: "points", value_initial, ...more });
  const held = async (id: string): Promise<number> =>
    (await ask(`GET /profiles/${id}/balances`)).body.data.point_balance;
  const owed = async (id: string) => (await ask(`GET /profiles/${id}/shortfalls`)).body.data;
  const ledger = async (id: string) => (await ask(`GET /profiles/${id}/ledgers`)).body.data;
  const sell = (profile_id: string, total: number, more: object) =>
    post("/transactions", { profile_id, total, transacted_at: "2026-03-01 10:00:00", ...more });

  it("[W5] [R2] are issued and can be redeemed until the last second of their expiry is over", async () => {
    const id = await newProfile();
    const asked = { profile_id: id, point_definition_handle: "points", value_initial: 100 };
    const body = { ...asked, expires_at: "2026-03-03 02:00:00" };
    world.setClock(addMs(NOON, 999));
    expect((await ask("POST /points", body)).status).toBe(201);
    expect(await held(id)).toBe(100);
    world.setClock(addMs(NOON, 1000));
    expect((await ask("POST /points", body)).status).toBe(422);
    expect(await held(id)).toBe(0);
    world.setClock(NOON);
  });

  it("are taken from those that expire first, all or none, with the reason on their entries", async () => {
    const id = await newProfile();
    const [late, soon] = [await issue(id, 300), await issue(id, 450, { expires_at: "2027-01-01" })];
    const asked = { profile_id: id, point_definition_handle: "points", value: 500 };
    const why = { reason: "dispute", reference: "CASE-7" };
    const taken = await post("/points/take", { ...asked, ...why });
    const left = taken.map((each: { id: number; value_remaining: number }) => [
      each.id,
      each.value_remaining,
    ]);
    expect(new Map(left)).toEqual(
      new Map([
        [soon.id, 0],
        [late.id, 250],
      ]),
    );
    const [last] = await ledger(id);
    expect(last).toMatchObject({
      description: "adjust point by api after a dispute (CASE-7)",
      type_attributes: why,
      point_value: -50,
    });
    const { body } = await ask(`GET /profiles/${id}/balances/why`);
    expect(JSON.stringify(body)).toContain("through the API after a dispute (CASE-7)");
    const refused = await ask("POST /points/take", { ...asked, value: 251 });
    expect(refused).toMatchObject({ status: 422, body: { errors: { value: [/250/] } } });
    expect([await held(id), await owed(id)]).toEqual([250, []]);
  });

  it("are corrected and deleted, and what is taken so isn't owed when the sale comes back", async () => {
    const id = await newProfile();
    const receipt_ref = `R-${made++}`;
    await sell(id, 200, { external_id: receipt_ref, receipt_ref });
    const [lot] = (await ask(`GET /profiles/${id}/points`)).body.data;
    const lower = { value_remaining: 150, reason: "correction" };
    const changed = await ask(`PUT /points/${lot.id}`, lower);
    expectShape(one(pointViewSchema), changed.body);
    expect(changed.body.data).toMatchObject({ value_initial: 200, value_remaining: 150 });
    expect((await ask(`PUT /points/${lot.id}`, { value_remaining: 0.5 })).status).toBe(422);
    expect((await ask(`DELETE /points/${lot.id}?reason=dispute&reference=C-1`)).status).toBe(204);
    expect((await ask(`GET /points/${lot.id}`)).status).toBe(404);
    expect((await ledger(id))[0].type_attributes).toMatchObject({
      ...{ kind: "adjust", reason: "dispute", reference: "C-1" },
    });
    const back = { external_id: `${receipt_ref}-back`, linked_receipt_ref: receipt_ref };
    await sell(id, -200, back);
    expect([await held(id), await owed(id)]).toEqual([0, []]);
    expect(await differencesIn(database)).toEqual([]);
  });

  it("[P4] pay what is owed first, also if they are raised", async () => {
    const id = await newProfile();
    const lot = await issue(id, 100);
    await post(`/profiles/${id}/redeem`, { amount: 1, strategies: ["points"] });
    const receipt_ref = `R-${made++}`;
    await sell(id, 50, { external_id: receipt_ref, receipt_ref });
    await post(`/profiles/${id}/redeem`, { amount: 0.5, strategies: ["points"] });
    const back = { external_id: `${receipt_ref}-back`, linked_receipt_ref: receipt_ref };
    await sell(id, -50, back);
    const raised = await ask(`PUT /points/${lot.id}`, { value_remaining: 80 });
    expect(raised.body.data.value_remaining).toBe(30);
    expect([await held(id), await owed(id)]).toEqual([30, []]);
  });

  it("say when they were earned, not in the future and not after they can be spent", async () => {
    const id = await newProfile();
    const issued_at = "2026-12-15 10:00:00";
    const accrued_at = "2025-11-01 10:00:00";
    const pending = await issue(id, 5, { accrued_at, issued_at });
    expect(pending).toMatchObject({ accrued_at, issued_at, status: "pending" });
    expect(await issue(id, 5, { accrued_at })).toMatchObject({
      ...{ accrued_at, issued_at: accrued_at, status: "active" },
    });
    const refusal = async (more: object) => {
      const body = { profile_id: id, point_definition_handle: "points", value_initial: 5, ...more };
      return Object.keys((await ask("POST /points", body)).body.errors);
    };
    expect(await refusal({ accrued_at: "2027-01-01" })).toEqual(["accrued_at"]);
    expect(await refusal({ accrued_at, issued_at: "2025-10-01" })).toEqual(["issued_at"]);
  });

  it("keep the reason of rewards, credit and benefits, however they are changed", async () => {
    const id = await newProfile();
    const lasting = { value: 20, period: 30 };
    await post("/rewards/definitions", { ...lasting, name: "R", handle: "r", type: "other" });
    await post("/credits/definitions", { ...lasting, name: "C", handle: "c", type: "refund" });
    await post("/benefits/definitions", { name: "B", handle: "b", type: "gift", period: 30 });
    const why = { reason: "promotion", reference: "P-1" };
    for (const unit of ["reward", "credit", "benefit"]) {
      const definition = { profile_id: id, [`${unit}_definition_handle`]: unit[0] };
      const lot = await post(`/${unit}s`, { ...definition, ...why });
      const query = "reason=correction&reference=P-2";
      expect((await ask(`DELETE /${unit}s/${lot.id}?${query}`)).status).toBe(204);
      const [deleted, issued] = await ledger(id);
      expect(issued.type_attributes).toMatchObject({ kind: "issue", unit, ...why });
      expect(deleted.type_attributes).toMatchObject({
        ...{ kind: "adjust", unit, reason: "correction", reference: "P-2" },
      });
      expect((await ask(`POST /${unit}s`, { ...definition, reason: "whim" })).status).toBe(422);
    }
  });
});
