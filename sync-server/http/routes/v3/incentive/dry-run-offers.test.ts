import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { claimDryRunSchema, exchangeDryRunSchema } from "#shared/api/incentive/dry-run.ts";
import { instant } from "#shared/kernel/time.ts";
import { countRows, databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const TABLES = ["definitions", "lots", "events", "ledger_entries"] as const;

describe.for(databases)(
  "dry runs of exchanges and claims over the v3 API on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;
    let ann = "";
    let bob = "";
    let made = 0;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      clock("2025-01-01");
      await post("/points/definitions", { name: "Points", handle: "points", decimals: 0 });
      [ann, bob] = [await newProfile({ tags: ["vip"] }), await newProfile()];
      // Ann: 80 in January, 250 in February, of which 100 come back in March.
      await sell(ann, "2025-01-10", 80);
      const receipt = await sell(ann, "2025-02-10", 250);
      await sell(ann, "2025-03-10", -100, { linked_receipt_ref: receipt });
      await sell(bob, "2025-02-11", 90);
      await sell(null, "2025-02-12", 5000);
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    const clock = (day: string) => world.setClock(instant(Date.parse(`${day}T05:00:00Z`)));
    const post = (path: string, body: object) => world.post(path, body);
    const newProfile = async (more: object = {}): Promise<string> =>
      (await post("/profiles", { email: `offer${made++}@example.com`, ...more })).id;
    const sell = async (
      profile_id: string | null,
      day: string,
      total: number,
      more: object = {},
    ) => {
      clock(day);
      const receipt_ref = `O-${made++}`;
      await post("/transactions", {
        ...{ profile_id, total, external_id: receipt_ref, receipt_ref },
        ...{ transacted_at: `${day} 04:00:00`, ...more },
      });
      return receipt_ref;
    };
    const dryRun = async (path: string, body: object, days: string, schema: typeof CLAIM) => {
      const answer = await world.ask(`POST ${path}/dry-run?${days}`, { body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expectShape(one(schema), answer.body);
      return answer.body.data;
    };
    const CLAIM = claimDryRunSchema;
    const YEAR = "from=2025-01-01&to=2025-12-31";
    const none = { profiles: 0, times: 0, points: 0, value: 0 };
    const five = (more: object = {}) => ({
      ...{ name: "Five", handle: "five", value: 5, type: "points", period: 30 },
      ...{ point_price: 100, point_handle: "points", is_published: false, ...more },
    });
    const exchanges = async (more: object = {}, days = YEAR) => {
      const path = `POST /rewards/definitions/dry-run?${days}`;
      const answer = await world.ask(path, { body: five(more) });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expectShape(one(exchangeDryRunSchema), answer.body);
      return answer.body.data;
    };

    it("[W13] say how often points could have been exchanged at most, and write nothing", async () => {
      const before = await countRows(database, TABLES);
      clock("2025-06-01");
      const run = await exchanges();
      const ours = { profiles: 1, times: 3, points: 300, value: 15 };
      expect(run).toMatchObject({ handle: "five", timezone: "Australia/Melbourne" });
      expect([run.was, run.would]).toEqual([none, ours]);
      expect((await exchanges({ point_price: 90 })).would).toMatchObject({ profiles: 2, times: 4 });
      const january = "from=2025-01-01&to=2025-01-31";
      expect((await exchanges({}, january)).would).toEqual(none);
      // What came back in March isn't there in April.
      const april = "from=2025-04-01&to=2025-04-30";
      expect((await exchanges({}, april)).would).toMatchObject({ times: 2 });
      expect((await exchanges({ statuses: ["gold"] })).would).toEqual(none);
      expect(await countRows(database, TABLES)).toEqual(before);
    });

    it("[W13] [G2] stay within what the budget has room for", async () => {
      clock("2025-06-01");
      const twoEach = { counted_in: "issues", per_profile: 2 };
      expect((await exchanges({ budget: twoEach })).would).toMatchObject({ profiles: 1, times: 2 });
      const seven = { counted_in: "money", total: 7 };
      expect((await exchanges({ budget: seven })).would).toMatchObject({ times: 1, value: 5 });
    });

    it("[W13] are compared with what was exchanged and not undone", async () => {
      clock("2025-06-02");
      const carl = await newProfile();
      const points = { point_definition_handle: "points", profile_id: carl };
      await post("/points", { ...points, value_initial: 300 });
      const { id } = await post("/rewards/definitions", {
        ...five({ handle: "kept", is_published: true, point_price: 120 }),
      });
      const exchange = async () =>
        post("/rewards/exchange", { profile_id: carl, reward_definition_id: id });
      await exchange();
      const undone = await exchange();
      expect((await world.ask(`DELETE /rewards/${undone.id}`)).status).toBe(204);
      const june = `from=2025-06-01&to=2025-06-30&id=${id}`;
      const run = await exchanges({ handle: "kept" }, june);
      expect(run.was).toEqual({ profiles: 1, times: 1, points: 120, value: 5 });
      // As though nothing had been spent: three of Carl's, two of Ann's.
      expect(run.would).toMatchObject({ profiles: 2, times: 5 });
    });

    it("[W13] need a price, and pass the checks of saving", async () => {
      const refused = async (more: object) => {
        const path = `POST /rewards/definitions/dry-run?${YEAR}`;
        const answer = await world.ask(path, { body: five(more) });
        return [answer.status, Object.keys(answer.body.errors)];
      };
      expect(await refused({ point_price: null, point_handle: null })).toEqual([
        422,
        ["point_price"],
      ]);
      expect(await refused({ point_handle: "nothing" })).toEqual([422, ["point_handle"]]);
      expect(await refused({ handle: "kept" })).toEqual([422, ["handle"]]);
    });

    const tea = (more: object = {}) => ({
      ...{ name: "Tea", handle: "tea", period: 30, value: 4, is_claimable: true },
      ...{ is_published: false, ...more },
    });
    const claims = async (more: object = {}, days = YEAR) =>
      (await dryRun("/benefits/definitions", tea(more), days, CLAIM)).would;

    it("[N14] say how many could have claimed a benefit, and how often at most", async () => {
      const before = await countRows(database, TABLES);
      clock("2025-06-03");
      expect(await claims()).toEqual({ profiles: 3, times: 3, value: 12 });
      const vip = { in: ["vip", { var: "flattened_tags" }] };
      expect(await claims({ claim_condition: vip })).toEqual({ profiles: 1, times: 1, value: 4 });
      // Ann came on three days, the others are asked once.
      expect(await claims({ is_reclaimable: true })).toMatchObject({ profiles: 3, times: 4 });
      const spent = { ">=": [{ var: "aggregations.spend_all" }, 300] };
      expect(await claims({ view_condition: spent })).toMatchObject({ profiles: 1 });
      const january = "from=2025-01-01&to=2025-01-31";
      expect(await claims({ view_condition: spent }, january)).toMatchObject({ profiles: 0 });
      const window = { claim_period_start_at: "2025-02-11", claim_period_end_at: "2025-02-11" };
      // Carl came later.
      expect(await claims(window)).toMatchObject({ profiles: 2 });
      expect(await claims({ claim_period_start_at: "2025-12-01" })).toMatchObject({ profiles: 0 });
      const over = { claim_period_start_at: "2024-02-11", claim_period_end_at: "2024-02-11" };
      expect(await claims(over)).toMatchObject({ profiles: 0 });
      expect(await claims({ statuses: ["gold"] })).toEqual({ profiles: 0, times: 0, value: 0 });
      const budget = { counted_in: "money", total: 9 };
      expect(await claims({ budget })).toEqual({ profiles: 3, times: 2, value: 8 });
      expect(await countRows(database, TABLES)).toEqual(before);
    });

    it("[N14] ask everybody who was a profile by then, and nobody about the future", async () => {
      const other = await world.otherTenant();
      const newProfile = (body: object) => other.post("/profiles", body);
      const setClock = (day: string) => other.setClock(instant(Date.parse(`${day}T05:00:00Z`)));
      const asked = async (days: string, more: object = {}) => {
        const path = `POST /benefits/definitions/dry-run?${days}`;
        const answer = await other.ask(path, { body: tea(more) });
        return answer.body.data.would.profiles;
      };
      setClock("2025-01-02");
      await newProfile({ email: "early@example.com" });
      await newProfile({ email: "imported@example.com", joined_at: "2020-02-01 00:00:00" });
      setClock("2025-06-01");
      await newProfile({ email: "late@example.com" });
      setClock("2025-07-01");
      expect(await asked(YEAR)).toBe(3);
      expect(await asked("from=2025-01-01&to=2025-05-31")).toBe(2);
      expect(await asked("from=2020-02-01&to=2020-12-31")).toBe(1);
      expect(await asked("from=2020-01-01&to=2020-01-31")).toBe(0);
      expect(await asked("from=2030-01-01&to=2030-12-31")).toBe(0);
      for (const field of ["end_at", "claim_period_end_at"]) {
        expect(await asked(YEAR, { [field]: "2024-12-31" }), field).toBe(0);
        expect(await asked(YEAR, { [field]: "2025-03-01" }), field).toBe(2);
      }
    });

    it("[W13] [N14] are for those who had a status at that time", async () => {
      clock("2025-04-10");
      await post("/statuses", { name: "Gold", handle: "gold" });
      const put = (statuses: readonly string[]) =>
        world.ask(`PUT /profiles/${ann}`, { body: { statuses } });
      await put(["gold"]);
      clock("2025-05-10");
      await put([]);
      clock("2025-06-04");
      const seen: unknown[] = [];
      for (const [from, to] of ["02-01 04-09", "04-11 05-09", "05-11 05-31"].map((span) =>
        span.split(" "),
      )) {
        const days = `from=2025-${from}&to=2025-${to}`;
        const gold = { statuses: ["gold"] };
        const could = await exchanges(gold, days);
        seen.push([could.would.times, (await claims(gold, days)).profiles]);
      }
      expect(seen).toEqual([
        [0, 0],
        [2, 1],
        [0, 0],
      ]);
    });

    it("[N14] are compared with the claims, and refused where nothing can be said", async () => {
      clock("2025-07-01");
      const { id } = await post(
        "/benefits/definitions",
        tea({ handle: "kept", is_published: true }),
      );
      await post(`/profiles/${bob}/benefits/claim`, { definition: id });
      const july = `from=2025-07-01&to=2025-07-31&id=${id}`;
      const run = await dryRun("/benefits/definitions", tea({ handle: "kept" }), july, CLAIM);
      expect(run.was).toEqual({ profiles: 1, times: 1 });
      expect(run.would).toMatchObject({ profiles: 3 });
      const refused = async (more: object) => {
        const path = `POST /benefits/definitions/dry-run?${YEAR}`;
        const answer = await world.ask(path, { body: tea(more) });
        return [answer.status, Object.keys(answer.body.errors)];
      };
      expect(await refused({ is_claimable: false })).toEqual([422, ["is_claimable"]]);
      const rich = { ">": [{ var: "point_balance" }, 10] };
      expect(await refused({ claim_condition: rich })).toEqual([422, ["claim_condition"]]);
    });
  },
);
