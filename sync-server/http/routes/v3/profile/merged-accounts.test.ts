import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)(
  "the account of a merged profile over the v3 API on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      clock("2025-01-01T05:00:00Z");
      await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
      await post("/rewards/definitions", five({ handle: "kept" }));
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const clock = (at: string) => world.setClock(instant(Date.parse(at)));
    const post = (path: string, body: object) => world.post(path, body, [200, 201]);
    const get = async (path: string) => (await world.ask(`GET ${path}`)).body.data;
    let made = 0;
    const person = async (): Promise<string> =>
      (await post("/profiles", { email: `merged${made++}@example.com` })).id;
    const five = (more: object = {}) => ({
      ...{ name: "Five", handle: "five", value: 5, type: "points", period: 300 },
      ...{ point_price: 100, point_handle: "points", ...more },
    });
    const points = (profile_id: string, value_initial: number, handle = "points") =>
      post("/points", { point_definition_handle: handle, profile_id, value_initial });
    const merge = (winner: string, loser: string) =>
      post("/profiles/merge", { source_profile_id: loser, destination_profile_id: winner });

    it("[L12] [I3] was the same at a past instant, whatever was recorded since", async () => {
      clock("2025-07-02T05:00:00Z");
      const [winner, loser] = [await person(), await person()];
      await points(loser, 300);
      clock("2025-07-03T05:00:00Z");
      await merge(winner, loser);
      const between = async () => {
        const asOf = "as_of=2025-07-03%2023:00:00";
        const known = ["at_the_time", "now"].map((each) =>
          get(`/profiles/${winner}/balances?${asOf}&known=${each}`),
        );
        return (await Promise.all(known)).map((each) => [each.point_balance, each.reward_balance]);
      };
      clock("2025-07-04T05:00:00Z");
      expect(await between()).toEqual([
        [300, 0],
        [300, 0],
      ]);
      clock("2025-07-05T05:00:00Z");
      await post("/rewards", { profile_id: winner, reward_definition_handle: "kept" });
      clock("2025-07-06T05:00:00Z");
      expect(await between()).toEqual([
        [300, 0],
        [300, 0],
      ]);
    });

    it("[W13] [I3] can be exchanged in a dry run with the points of all its chains", async () => {
      clock("2025-08-01T05:00:00Z");
      const [winner, loser] = [await person(), await person()];
      await post("/points/definitions", { name: "Stars", handle: "stars", decimals: 0 });
      const starred = five({ point_handle: "stars" });
      const { id } = await post("/rewards/definitions", starred);
      await points(winner, 100, "stars");
      await points(loser, 300, "stars");
      const dryRun = async () => {
        const path = `/rewards/definitions/dry-run?from=2025-08-01&to=2025-12-31&id=${id}`;
        const { was, would } = (await world.ask(`POST ${path}`, { body: starred })).body.data;
        return [was, would].map(({ profiles, times }) => [profiles, times]);
      };
      clock("2025-08-02T05:00:00Z");
      const exchange = { profile_id: winner, reward_definition_id: id };
      await post("/rewards/exchange", exchange);
      await post("/rewards/exchange", { ...exchange, profile_id: loser });
      expect(await dryRun()).toEqual([
        [2, 2],
        [2, 4],
      ]);
      await merge(winner, loser);
      clock("2025-08-03T05:00:00Z");
      expect(await dryRun()).toEqual([
        [1, 2],
        [1, 4],
      ]);
      await post("/rewards/exchange", exchange);
      expect(await dryRun()).toEqual([
        [1, 3],
        [1, 4],
      ]);
    });
  },
);
