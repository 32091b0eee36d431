import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { writeNamed } from "#sync-server/writes.ts";

describe.for(databases)(
  "the account of a merged profile over the v3 API on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      clock("2025-01-01T05:00:00Z");
      // A sale earns both.
      await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
      await post("/points/definitions", { name: "Stars", handle: "stars", decimals: 0 });
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

    const answer = async (request: string, body: object, key: string) => {
      const headers = { "idempotency-key": key };
      const { status, body: answered } = await world.ask(request, { body, headers });
      return [status, answered.data?.id];
    };

    it("[I1] [I8] is merged and unmerged once for each Idempotency-Key", async () => {
      const [winner, loser, other] = [await person(), await person(), await person()];
      const pair = { source_profile_id: loser, destination_profile_id: winner };
      const mergeBy = (key: string, more: object = {}) =>
        answer("POST /profiles/merge", { ...pair, ...more }, key);
      const unmergeBy = (key: string, source = loser) =>
        answer("POST /profiles/unmerge", { source_profile_id: source }, key);
      expect(await mergeBy("m-1")).toEqual([200, winner]);
      expect(await mergeBy("m-1")).toEqual([200, winner]);
      expect(await mergeBy("m-1", { destination_profile_id: other })).toEqual([409, undefined]);
      expect(await mergeBy("m-2")).toEqual([409, undefined]);
      expect(await unmergeBy("m-1")).toEqual([200, loser]);
      expect(await unmergeBy("m-1")).toEqual([200, loser]);
      expect(await unmergeBy("m-1", other)).toEqual([409, undefined]);
      // A late repeat merges nothing again.
      expect(await mergeBy("m-1")).toEqual([200, winner]);
      expect((await world.ask(`GET /profiles/${loser}`)).status).toBe(200);
      const merges = await database.run(`select 1 from profile_merges where loser_id = '${loser}'`);
      expect(merges).toHaveLength(1);
    });

    const sell = (profile_id: string, total: number, more: object = {}) =>
      post("/transactions", {
        ...{ profile_id, total, external_id: `S-${made}`, receipt_ref: `S-${made++}` },
        ...{ transacted_at: "2025-09-01 04:00:00", ...more },
      });
    const undo = (loser: string) => ({ body: { source_profile_id: loser } });
    /** A return without its sale, of points that were spent: they are owed. */
    const owe = async (profile: string, owing: number) => {
      await points(profile, owing);
      await points(profile, owing, "stars");
      const amount = (await get(`/profiles/${profile}/balances`)).point_balance_dollars;
      await post(`/profiles/${profile}/redeem`, { amount, strategies: ["points"] });
      await sell(profile, -owing, { linked_receipt_ref: `unknown-${made}` });
    };
    const owed = async (profile: string) =>
      (await get(`/profiles/${profile}/shortfalls`)).map((each: { amount: number }) => each.amount);
    const expectWhole = async () =>
      expect(await database.transact((deps) => verifyLedger(deps))).toMatchObject({
        ...{ brokenLinks: [], differences: [], isWhole: true },
      });
    const rebuild = () =>
      rebuildAll(
        {
          write: (name, _tenantId, input) =>
            database.transact((deps) => writeNamed(name, true)(deps, input)),
          snapshot: (_tenantId, read) => database.transact(read),
        },
        TEST_TENANT,
        () => {},
      );

    it("[L12] [I4] pays what was owed even if the clock went back since", async () => {
      clock("2025-09-02T05:00:10Z");
      const [winner, loser] = [await person(), await person()];
      await owe(loser, 30);
      await merge(winner, loser);
      clock("2025-09-02T05:00:08Z");
      await sell(winner, 50);
      expect((await get(`/profiles/${winner}/balances`)).point_balance).toBe(20 + 20);
      await expectWhole();
      await database.run(`update accounts set outstanding = '[]' where profile_id = '${winner}'`);
      await database.run(`update lots set remaining = 7 where profile_id = '${winner}'`);
      await rebuild();
      expect((await get(`/profiles/${winner}/balances`)).point_balance).toBe(20 + 20);
      await expectWhole();
    });

    it("[I4] owes since the earlier of what is still owed, and apart again what each did", async () => {
      clock("2025-09-03T05:00:00Z");
      const [winner, loser] = [await person(), await person()];
      await owe(winner, 10);
      clock("2025-09-04T05:00:00Z");
      await owe(loser, 30);
      clock("2025-09-05T05:00:00Z");
      await sell(winner, 10);
      await merge(winner, loser);
      await expectWhole();
      expect((await world.ask("POST /profiles/unmerge", undo(loser))).status).toBe(200);
      await expectWhole();
      // The other way round: what the loser owes is older.
      clock("2025-09-06T05:00:00Z");
      await owe(winner, 5);
      await merge(winner, loser);
      await expectWhole();
      expect((await world.ask("POST /profiles/unmerge", undo(loser))).status).toBe(200);
      await expectWhole();
      expect([await owed(winner), await owed(loser)]).toEqual([
        [5, 5],
        [30, 30],
      ]);
      // What one pays of the other's can't be told apart, even if as much was owed again since.
      await merge(winner, loser);
      await sell(winner, 20);
      await owe(winner, 20);
      await expectWhole();
      expect((await world.ask("POST /profiles/unmerge", undo(loser))).status).toBe(409);
    });

    it("[I2] [I5] gets the sale that the loser claims, before the merge or by its id afterwards", async () => {
      clock("2025-09-10T05:00:00Z");
      await post("/locations", { name: "Carlton", external_id: "CAR", external_code: "CAR" });
      const [winner, loser] = [await person(), await person()];
      const claim = (receipt: string) =>
        world.ask(`POST /profiles/${loser}/transactions/claims`, {
          body: {
            ...{ profile_id: loser, transaction_receipt_ref: receipt, transaction_total: 40 },
            ...{
              transaction_transacted_at: "2025-09-10",
              transaction_location_external_code: "CAR",
            },
          },
        });
      const sale = (receipt: string) =>
        post("/transactions", {
          ...{ external_id: receipt, receipt_ref: receipt, total: 40, location_id: "CAR" },
          transacted_at: "2025-09-10 04:00:00",
        });
      expect((await claim("CLAIM-1")).status).toBe(201);
      await merge(winner, loser);
      expect((await sale("CLAIM-1")).profile_id).toBe(winner);
      await sale("CLAIM-2");
      const { status, body } = await claim("CLAIM-2");
      expect(status, JSON.stringify(body)).toBe(201);
      expect(body.data).toMatchObject({ status: "claimed", profile_id: winner });
      expect((await get(`/profiles/${winner}/balances`)).point_balance).toBe(2 * (40 + 40));
      await expectWhole();
    });

    it("[I4] [G3] has the budget of one profile, and of two again after an undoing", async () => {
      clock("2025-09-11T05:00:00Z");
      const budget = { counted_in: "issues", per_profile: 2 };
      await post("/rewards/definitions", {
        ...{ name: "Two", handle: "two", value: 5, type: "other", period: 30, budget },
      });
      const [winner, loser] = [await person(), await person()];
      const give = async (profile_id: string) => {
        const body = { profile_id, reward_definition_handle: "two" };
        return (await world.ask("POST /rewards", { body })).status;
      };
      expect([await give(winner), await give(loser)]).toEqual([201, 201]);
      await merge(winner, loser);
      expect([await give(winner), await give(loser)]).toEqual([422, 422]);
      await expectWhole();
      expect((await world.ask("POST /profiles/unmerge", undo(loser))).status).toBe(200);
      expect([await give(winner), await give(loser)]).toEqual([201, 201]);
      expect([await give(winner), await give(loser)]).toEqual([422, 422]);
      await expectWhole();
    });
  },
);
