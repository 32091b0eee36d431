import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { freezeViewSchema } from "#shared/api/ledger/freeze.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const WHY = { reason: "dispute", reference: "CASE-17" };
const END = { unfreeze_reason: "resolved", unfreeze_reference: "CASE-18" };

describe.for(databases)("freezes over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await world.ask("POST /rewards/definitions", {
      body: { name: "Thanks", handle: "thanks", value: 10, type: "other" },
    });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  /** Someone who holds 10.00. */
  const holder = async (): Promise<string> => {
    const body = { email: `${crypto.randomUUID()}@example.com` };
    const { id } = (await world.ask("POST /profiles", { body })).body.data;
    const reward = { profile_id: id, reward_definition_handle: "thanks" };
    expect((await world.ask("POST /rewards", { body: reward })).status).toBe(201);
    return id;
  };

  it("an account is frozen with a reason, once for each key, and nothing can be redeemed until it is unfrozen", async () => {
    const path = `/profiles/${await holder()}`;
    const asked = { body: WHY, headers: { "idempotency-key": crypto.randomUUID() } };
    const frozen = await world.ask(`POST ${path}/freezes`, asked);
    expect(frozen.status).toBe(201);
    expectShape(one(freezeViewSchema), frozen.body);
    expect(frozen.body.data).toMatchObject({ ...WHY, unfrozen_at: null, unfreeze_reason: null });
    expect((await world.ask(`POST ${path}/freezes`, asked)).body).toEqual(frozen.body);
    expect(await world.ask(`POST ${path}/freezes`, { body: WHY })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    const refused = await world.ask(`POST ${path}/redeem`, { body: { amount: 1 } });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(refused.body.message).toContain("frozen");

    const each = `${path}/freezes/${frozen.body.data.id}`;
    const ended = await world.ask(`PUT ${each}`, { body: END });
    expect(ended).toMatchObject({ status: 200, body: { data: { ...WHY, ...END } } });
    expectShape(one(freezeViewSchema), ended.body);
    expect((await world.ask(`PUT ${each}`, { body: END })).body).toEqual(ended.body);
    const otherwise = { ...END, unfreeze_reason: "mistake" };
    expect((await world.ask(`PUT ${each}`, { body: otherwise })).status).toBe(409);
    expect((await world.ask(`GET ${each}`)).body.data).toEqual(ended.body.data);
    const list = await world.ask(`GET ${path}/freezes`);
    expectShape(one(z.array(freezeViewSchema)), list.body);
    expect(list.body.data).toEqual([ended.body.data]);
    expect((await world.ask(`POST ${path}/redeem`, { body: { amount: 1 } })).status).toBe(201);
  });

  it("a freeze of somebody else isn't found", async () => {
    const [one, other] = [await holder(), await holder()];
    const { id } = (await world.ask(`POST /profiles/${one}/freezes`, { body: WHY })).body.data;
    const each = `/profiles/${other}/freezes/${id}`;
    expect((await world.ask(`GET ${each}`)).status).toBe(404);
    expect((await world.ask(`PUT ${each}`, { body: END })).status).toBe(404);
    expect((await world.ask(`POST /profiles/${one}/redeem`, { body: { amount: 1 } })).status).toBe(
      409,
    );
  });

  it.for([
    ["reason", { reference: "CASE-17" }],
    ["reason", { ...WHY, reason: "because" }],
    ["reference", { reason: "fraud" }],
    ["reference", { ...WHY, reference: "She stole a card" }],
  ] as const)("a freeze with a wrong %s is refused: %o", async ([field, body]) => {
    const answer = await world.ask(`POST /profiles/${await holder()}/freezes`, { body });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  it("[Z3] redemptions that were honoured in spite of a freeze can be listed", async () => {
    const id = await holder();
    await world.ask(`POST /profiles/${id}/freezes`, { body: WHY });
    const honoured = redemption(profileIdSchema.parse(id), 300, { whenShort: "honour" });
    await world.store.write("redeem", TEST_TENANT, honoured);
    const listed = await world.ask("GET /redemptions?filter[was_frozen]=true");
    expect(listed.body.data).toMatchObject([{ profile_id: id, was_frozen: true, total: 3 }]);
  });

  it("freezing and unfreezing each take a scope of their own", async () => {
    const path = `/profiles/${await holder()}/freezes`;
    const others = await world.tokenWith(["update-profiles", "redeem-strategy", "read-freezes"]);
    expect((await world.ask(`POST ${path}`, { body: WHY, token: others })).status).toBe(403);
    const freezes = await world.tokenWith(["create-freezes"]);
    const frozen = await world.ask(`POST ${path}`, { body: WHY, token: freezes });
    expect(frozen.status).toBe(201);
    const each = `${path}/${frozen.body.data.id}`;
    expect((await world.ask(`PUT ${each}`, { body: END, token: freezes })).status).toBe(403);
    const unfreezes = await world.tokenWith(["update-freezes"]);
    expect((await world.ask(`PUT ${each}`, { body: END, token: unfreezes })).status).toBe(200);
  });

  it("[Z1] a profile, its balances and lists say why it is frozen (T23)", async () => {
    const id = await holder();
    const path = `/profiles/${id}`;
    const shown = async () => {
      const [profile, balances, list] = await Promise.all(
        [path, `${path}/balances`, "/profiles?sort=-created_at&page[size]=100"].map(
          async (each) => (await world.ask(`GET ${each}`)).body.data,
        ),
      );
      const listed = list.find((each: { readonly id: string }) => each.id === id);
      return [profile, balances, listed].map(({ frozen_for }) => frozen_for);
    };
    expect(await shown()).toEqual([null, null, null]);
    const { id: freeze } = (await world.ask(`POST ${path}/freezes`, { body: WHY })).body.data;
    expect(await shown()).toEqual(["dispute", "dispute", "dispute"]);
    await world.ask(`PUT ${path}/freezes/${freeze}`, { body: END });
    expect(await shown()).toEqual([null, null, null]);
    const past = await world.ask(`GET ${path}/balances?as_of=2020-01-01`);
    expect(past.body.data.frozen_for).toBeNull();
  });
});
