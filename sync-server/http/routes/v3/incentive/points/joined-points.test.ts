import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("[L15] joined points over the v3 API on $name", ({ create }) => {
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

  it("shows which points the others were joined into, and the same balance", async () => {
    const post = async (path: string, body: object) =>
      (await world.ask(`POST ${path}`, { body })).body.data;
    const read = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
    world.setClock(instant(Date.UTC(2026, 8, 1)));
    await post("/points/definitions", { name: "Points", handle: "points", exchange_rate: 1 });
    const profile = await post("/profiles", { email: "joined@example.com" });
    const issue = (value_initial: number) =>
      post("/points", {
        ...{ profile_id: profile.id, point_definition_handle: "points", value_initial },
      });
    const first = await issue(1);
    expect(first.joined_into).toBeNull();
    for (let n = 2; n <= 17; n++) await issue(n);
    world.setClock(instant(Date.UTC(2026, 9, 7)));
    const last = await issue(100);
    const joined = (await read(`/points/${first.id}`)).joined_into;
    expect(await read(`/points/${first.id}`)).toMatchObject({
      ...{ value_initial: 1, value_remaining: 0, source_type: "api" },
    });
    expect(await read(`/points/${joined}`)).toMatchObject({
      ...{ value_initial: 153, value_remaining: 153, source_type: "join", joined_into: null },
    });
    expect(await read(`/points/${last.id}`)).toMatchObject({
      ...{ value_remaining: 100, joined_into: null },
    });
    expect(await read(`/profiles/${profile.id}/balances`)).toMatchObject({ point_balance: 253 });
  });
});
