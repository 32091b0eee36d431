import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { localisedBalancesSchema } from "#shared/api/ledger/balances.ts";
import { whyBalancesSchema, whyCommandSchema } from "#shared/api/ledger/why.ts";
import { addMs } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const DAY_MS = 86_400_000;

describe.for(databases)("balances in the past, and why, over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let path: string;
  let redemptionId: number;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const rewards = { name: "Thanks", handle: "thanks", value: 20, type: "other", period: 30 };
    const reward = await world.ask("POST /rewards/definitions", {
      body: { ...rewards, period_type: "days" },
    });
    const points = await world.ask("POST /points/definitions", {
      body: { name: "Stars", handle: "stars", exchange_rate: 0.1, earn_rate: 1, decimals: 0 },
    });
    const profile = await world.ask("POST /profiles", { body: { email: "a@example.com" } });
    path = `/profiles/${profile.body.data.id}`;
    const owner = { profile_id: profile.body.data.id };
    await world.ask("POST /rewards", {
      body: { ...owner, reward_definition_id: reward.body.data.id },
    });
    await world.ask("POST /points", {
      body: { ...owner, point_definition_id: points.body.data.id, value_initial: 50 },
    });
    world.setClock(addMs(NOON, 2 * DAY_MS));
    const redeemed = await world.ask(`POST ${path}/redeem`, { body: { amount: 7.5 } });
    redemptionId = redeemed.body.data.id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const balance = async (query: string) => {
    const answer = await world.ask(`GET ${path}/balances${query}`);
    expectShape(one(localisedBalancesSchema), answer.body);
    return answer.body.data.reward_balance;
  };

  it("[L12] are as they were at an instant, or at the end of a local day", async () => {
    expect(await balance("")).toBe(12.5);
    expect(await balance("?as_of=2026-03-04%2010:00:00")).toBe(20);
    expect(await balance("?as_of=2026-03-03")).toBe(20);
    expect(await balance("?as_of=2026-03-02")).toBe(0);
    expect(await balance("?as_of=2026-03-04&known=now")).toBe(20);
    const past = await world.ask(`GET ${path}/balances?as_of=2026-03-04`);
    expect(past.body.data).toMatchObject({ point_balance: 50, point_balance_dollars: 5 });
  });

  it("refuses the future, and words it doesn't know", async () => {
    for (const [query, field] of [
      ["as_of=2026-03-09", "as_of"],
      ["as_of=yesterday", "as_of"],
      ["as_of=2026-03-03&known=maybe", "known"],
    ]) {
      const answer = await world.ask(`GET ${path}/balances?${query}`);
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    }
  });

  it("[L13] say why they are what they are", async () => {
    const answer = await world.ask(`GET ${path}/balances/why`);
    expectShape(one(whyBalancesSchema), answer.body);
    const { balances, definitions } = answer.body.data;
    expect(balances).toMatchObject([
      {
        type: "reward",
        amount: 12.5,
        sentence: "12.50 AUD from “Thanks”: what is left of 1 issue.",
        lots_total: 1,
        lots: [
          {
            entries: [
              { kind: "issue", amount: 20 },
              { kind: "redeem", amount: -7.5 },
            ],
          },
        ],
      },
      {
        type: "point",
        sentence: "50 points (worth 5.00 AUD) from “Stars”: what is left of 1 issue.",
      },
    ]);
    expect(balances[0].lots[0].sentence).toBe(
      "Issued 20.00 AUD (expires at the end of 2026-04-02) on 2026-03-03 through the API, under " +
        "version 1 of “Thanks”. Redeemed 7.50 AUD. Left: 12.50 AUD; expires at the end of 2026-04-02.",
    );
    expect(definitions).toMatchObject([
      { handle: "thanks", version: 1, conditions: { valueCents: 2_000 } },
      { handle: "stars", version: 1 },
    ]);
    const past = await world.ask(`GET ${path}/balances/why?as_of=2026-03-04`);
    expect(past.body.data.balances[0]).toMatchObject({ amount: 20, lots: [{ amount: 20 }] });
  });

  it("[L13] explain a command by its entries", async () => {
    const { body } = await world.ask(`GET ${path}/ledgers`);
    const [commandId] = body.data[0].type_attributes.entry_id.split(":");
    const answer = await world.ask(`GET /commands/${commandId}/why`);
    expectShape(one(whyCommandSchema), answer.body);
    expect(answer.body.data).toMatchObject({
      outcome: null,
      sentence: "Redeemed 7.50 AUD on 2026-03-05 at a redemption, under version 1 of “Thanks”.",
    });
    const nobody = await world.ask(`GET /commands/${crypto.randomUUID()}/why`);
    expect([nobody.status, nobody.body.message]).toEqual([404, "There is no such command."]);
    const other = await world.otherTenant();
    expect((await other.ask(`GET /commands/${commandId}/why`)).status).toBe(404);
  });

  it("[L12] know now that a reversed redemption never happened", async () => {
    world.setClock(addMs(NOON, 2 * DAY_MS + 60_000));
    await world.ask(`POST /redemptions/${redemptionId}/reversal`);
    world.setClock(addMs(NOON, 3 * DAY_MS));
    expect(await balance("?as_of=2026-03-05%2002:00:30")).toBe(12.5);
    expect(await balance("?as_of=2026-03-05%2002:00:30&known=now")).toBe(20);
  });

  it("[L12] know now that a sale that was voided never earned anything (T44)", async () => {
    const { id } = (await world.ask("POST /profiles", { body: { email: "b@example.com" } })).body
      .data;
    const sale = { profile_id: id, external_id: "S-1", total: 100, transacted_at: "2026-03-04" };
    const sold = await world.ask("POST /transactions", { body: sale });
    world.setClock(addMs(NOON, 4 * DAY_MS));
    await world.ask(`PUT /transactions/${sold.body.data.id}`, { body: { is_void: true } });
    const points = async (known: string) =>
      (await world.ask(`GET /profiles/${id}/balances?as_of=2026-03-06&known=${known}`)).body.data
        .point_balance;
    expect([await points("at_the_time"), await points("now")]).toEqual([100, 0]);
  });

  it("[L12] know now that what a return gives back, money and uses, was gone until then", async () => {
    const { id } = (await world.ask("POST /profiles", { body: { email: "c@example.com" } })).body
      .data;
    const issue = { profile_id: id, reward_definition_handle: "thanks" };
    await world.ask("POST /rewards", { body: issue });
    const tea = { name: "Tea", handle: "tea", period: 30, max_redemptions: 3 };
    const definition = await world.ask("POST /benefits/definitions", { body: tea });
    const given = await world.ask("POST /benefits", {
      body: { profile_id: id, benefit_definition_id: definition.body.data.id },
    });
    const used = { amount: 20, benefits: [{ id: given.body.data.id }] };
    const paid = await world.ask(`POST /profiles/${id}/redeem`, { body: used });
    world.setClock(addMs(NOON, 6 * DAY_MS));
    await world.ask(`POST /redemptions/${paid.body.data.id}/return`, { body: used });
    const held = async (day: string) =>
      (await world.ask(`GET /profiles/${id}/balances?as_of=${day}&known=now`)).body.data;
    expect(await held("2026-03-08")).toMatchObject({
      ...{ reward_balance: 0, reward_pending: 0, benefit_balance: 2 },
    });
    world.setClock(addMs(NOON, 7 * DAY_MS));
    expect(await held("2026-03-09")).toMatchObject({ reward_balance: 20, benefit_balance: 3 });
  });

  it("end with the last line of the ledger, once what has expired is written (T44)", async () => {
    const late = addMs(NOON, 40 * DAY_MS);
    world.setClock(late);
    expect(await balance("")).toBe(0);
    const due = { kind: "expire_lots", key: path.slice("/profiles/".length) } as const;
    await world.store.write("handleDue", TEST_TENANT, due);
    const { body } = await world.ask(`GET ${path}/ledgers`);
    expect(body.data[0]).toMatchObject({ dollar_balance: 0, point_balance: 50 });
  });
});
