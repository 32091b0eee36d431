import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("ledgers over the v3 API on $name", ({ create }) => {
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

  it("are filtered by type, kind, definition and time, with the balances of all (DOMAIN §11.8)", async () => {
    const { post } = world;
    const { id } = await post("/profiles", { email: "ledger@example.com" });
    const points = await post("/points/definitions", { name: "P", handle: "p" });
    await post("/rewards/definitions", { name: "R", handle: "r", value: 20, type: "other" });
    const sale = await post("/transactions", {
      ...{ profile_id: id, external_id: "L-1", total: 100 },
      transacted_at: "2026-03-03 01:00:00",
    });
    await post("/rewards", { profile_id: id, reward_definition_handle: "r" });
    world.setClock(addMs(NOON, DAY_MS));
    await post(`/profiles/${id}/redeem`, { amount: 5, strategies: ["rewards"] });

    const ask = (query: string) => world.ask(`GET /profiles/${id}/ledgers?${query}`);
    const listed = async (query: string) => {
      const { body } = await ask(query);
      expect(body.meta?.total ?? body.data.length).toBe(body.data.length);
      return body.data.map(
        (each: { type: string; type_attributes: { kind: string }; dollar_balance: number }) =>
          `${each.type} ${each.type_attributes.kind} ${each.dollar_balance}`,
      );
    };
    const all = ["reward redeem 15", "reward issue 20", "transaction issue 0"];
    expect(await listed("")).toEqual(all);
    expect(await listed("sort=id")).toEqual(all.toReversed());
    // The two issues are of one moment.
    expect(await listed("sort=-created_at")).toEqual(all);
    expect(await listed("sort=created_at")).toEqual(all.toReversed());
    expect(await listed("filter[type]=reward")).toEqual(all.slice(0, 2));
    expect(await listed("filter[type]=transaction")).toEqual(all.slice(2));
    expect(await listed("filter[kind]=redeem")).toEqual(all.slice(0, 1));
    expect(await listed(`filter[definition_id]=${points.id}`)).toEqual(all.slice(2));
    expect(await listed("filter[created_at][gte]=2026-03-04")).toEqual(all.slice(0, 1));
    expect(await listed("filter[occurred_at][lt]=2026-03-03 01:30:00")).toEqual(all.slice(2));
    expect(sale.earned.points).toBe(100);
    expect((await ask("filter[unit]=reward")).status).toBe(422);
  });
});
