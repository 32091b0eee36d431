import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { dryRunSchema } from "#shared/api/incentive/dry-run.ts";
import { countRows, databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("dry runs over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  /** Points and days of their own for every test, so that no other test's sales count. */
  let handle: string;
  let pointsId: number;
  let day: string;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/locations", { name: "Carlton", external_id: "CARLTON", region: "vic" });
  });
  beforeEach(async () => {
    made++;
    handle = `points-${made}`;
    day = `2026-01-${String(made).padStart(2, "0")}`;
    pointsId = (await post("/points/definitions", definition())).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const definition = (more: object = {}) => ({
    ...{ name: "Points", handle, decimals: 0, earn_rate: 1, exchange_rate: 0.05, ...more },
  });
  const newProfile = async (more: object = {}): Promise<string> =>
    (await post("/profiles", { email: `d${made}-${Math.random()}@example.com`, ...more })).id;
  const sell = (profileId: string | null, total: number, more: object = {}) =>
    post("/transactions", {
      profile_id: profileId,
      external_id: `D-${made}-${Math.random()}`,
      receipt_ref: `R-${made}-${Math.random()}`,
      total,
      transacted_at: `${day} 10:00:00`,
      ...more,
    });
  const dryRun = (path: string, body: object, more = "") =>
    world.ask(`POST ${path}/dry-run?from=${day}&to=${day}${more}`, { body });
  const line = (brand: string, price_sell: number) => ({
    ...{ name: brand, sku: brand, quantity: 1, price_sell, product_variant: { brand } },
  });
  /** Copies a profile's sales, so that a dry run takes a while. */
  const doubleSales = async (profileId: string, times: number) => {
    const [row = {}] = await database.run("select * from transactions limit 1");
    const own = ["id", "external_id", "extra_order_id"];
    const columns = Object.keys(row).filter((name) => !own.includes(name));
    for (let n = 0; n < times; n++) {
      await database.run(`insert into transactions (${columns}) select ${columns} from transactions
        where profile_id = '${profileId}'`);
    }
  };
  const rows = () =>
    countRows(database, ["definitions", "definition_versions", "events", "ledger_entries", "lots"]);

  it("[Q8] say what a change to a definition would have issued, compared with what was, and write nothing", async () => {
    const [a, b] = [await newProfile(), await newProfile()];
    await sell(a, 100);
    await sell(a, 9.5);
    await sell(b, 50);
    await sell(null, 70);
    await sell(b, 20, { transacted_at: "2025-12-31 10:00:00" });
    const before = await rows();
    const answer = await dryRun(
      "/points/definitions",
      definition({ earn_rate: 2 }),
      `&id=${pointsId}`,
    );
    expectShape(one(dryRunSchema), answer.body);
    expect(answer.body.data).toEqual({
      ...{ from: day, to: day, timezone: expect.any(String), handle, sales: 3 },
      was: { points: 159, value: 7.95, sales: 3, profiles: 2 },
      would: { points: 319, value: 15.95, sales: 3, profiles: 2 },
    });
    expect(await rows()).toEqual(before);
  });

  it("[Q8] try a rate with its conditions on who, what and where", async () => {
    const [gold, other] = [await newProfile({ tags: ["gold"] }), await newProfile()];
    const items = [line("X", 40), line("Y", 60)];
    await sell(gold, 100, { items, location_external_id: "CARLTON" });
    await sell(gold, 100, { items });
    await sell(other, 100, { items, location_external_id: "CARLTON" });
    const answer = await dryRun("/rates", {
      ...{ name: "Gold", handle, rate: 5, region_id: "vic" },
      profile_conditions: { in: ["gold", { var: "flattened_tags" }] },
      product_conditions: { "==": [{ var: "brand" }, "X"] },
    });
    expect(answer.body.data).toMatchObject({
      was: { points: 300, sales: 3 },
      would: { points: 300 + 40 * 4, sales: 3, profiles: 2 },
    });
  });

  it("[Q8] [W7] count the sales of profiles that the definition is for, and none if it is archived", async () => {
    const [vip, other] = [await newProfile({ statuses: ["vip"] }), await newProfile()];
    await sell(vip, 100);
    await sell(other, 50);
    const would = async (more: object) => {
      const body = definition(more);
      return (await dryRun("/points/definitions", body, `&id=${pointsId}`)).body.data.would.points;
    };
    expect(await would({})).toBe(150);
    expect(await would({ statuses: ["vip"] })).toBe(100);
    expect(await would({ region_id: "elsewhere" })).toBe(0);
    expect(await would({ is_archived: true })).toBe(0);
  });

  it("[Q8] count what came back of a sale", async () => {
    const profileId = await newProfile();
    const { receipt_ref } = await sell(profileId, 100);
    await sell(profileId, -40, { linked_receipt_ref: receipt_ref });
    const answer = await dryRun(
      "/points/definitions",
      definition({ earn_rate: 3 }),
      `&id=${pointsId}`,
    );
    expect(answer.body.data).toMatchObject({ was: { points: 60 }, would: { points: 180 } });
  });

  it("[Q8] of the definition as it is equal what was issued, whatever was sold", async () => {
    await post("/rates", {
      ...{ name: "X", handle, rate: 3 },
      product_conditions: { "==": [{ var: "brand" }, "X"] },
    });
    const profileId = await newProfile();
    const cents = fc.integer({ min: 1, max: 20_000 });
    const sales = fc.sample(fc.tuple(cents, cents, fc.boolean()), { numRuns: 12, seed: 8 });
    for (const [x, y, isReturned] of sales) {
      const items = [line("X", x / 100), line("Y", y / 100)];
      const total = (x + y) / 100;
      const { receipt_ref } = await sell(profileId, total, { items });
      if (isReturned) await sell(profileId, -x / 100, { linked_receipt_ref: receipt_ref });
    }
    const answer = await dryRun("/points/definitions", definition(), `&id=${pointsId}`);
    const { was, would, sales: counted } = answer.body.data;
    expect(counted).toBe(12);
    expect(was.points).toBeGreaterThan(0);
    expect(would).toEqual(was);
  });

  it("[Q8] of new points show that nothing was issued", async () => {
    await sell(await newProfile(), 10);
    const answer = await dryRun("/points/definitions", definition({ handle: `${handle}-new` }));
    expect(answer.body.data).toMatchObject({
      handle: `${handle}-new`,
      was: { points: 0, value: 0, sales: 0, profiles: 0 },
      would: { points: 10, value: 0.5, sales: 1, profiles: 1 },
    });
  });

  it("[Q8] refuse what couldn't be saved, naming the field", async () => {
    const refused = async (path: string, body: object, more = "") => {
      const answer = await dryRun(path, body, more);
      return [answer.status, Object.keys(answer.body.errors ?? {})];
    };
    const points = "/points/definitions";
    expect(await refused(points, definition())).toEqual([422, ["handle"]]);
    expect(await refused(points, definition({ use: "tier" }), `&id=${pointsId}`)).toEqual([
      422,
      ["use"],
    ]);
    expect(await refused(points, definition(), "&id=999999")).toEqual([404, []]);
    expect(await refused(points, definition({ earn_rate: -1 }))).toEqual([422, ["earn_rate"]]);
    expect(await refused("/rates", { name: "R", handle: "none", rate: 1 })).toEqual([
      422,
      ["handle"],
    ]);
    const logic = { name: "R", handle, rate: 1, profile_conditions: { no_such: [1] } };
    expect(await refused("/rates", logic)).toEqual([422, ["profile_conditions"]]);
    const backwards = await world.ask(`POST /rates/dry-run?from=2026-02-01&to=2026-01-01`, {
      body: { name: "R", handle, rate: 1 },
    });
    expect([backwards.status, Object.keys(backwards.body.errors)]).toEqual([422, ["from"]]);
    const ages = await world.ask(`POST /rates/dry-run?from=2020-01-01&to=2026-01-01`, {
      body: { name: "R", handle, rate: 1 },
    });
    expect([ages.status, Object.keys(ages.body.errors)]).toEqual([422, ["to"]]);
  });

  it("[Q8] report their progress a line at a time, and only one runs at a time", async () => {
    const profileId = await newProfile();
    await sell(profileId, 10);
    await doubleSales(profileId, 11);
    const body = definition({ earn_rate: 2 });
    const query = `from=${day}&to=${day}&id=${pointsId}`;
    const start = () =>
      fetch(`${world.url}/points/definitions/dry-run?${query}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${world.token}`,
          "content-type": "application/json",
          accept: "application/x-ndjson",
        },
        body: JSON.stringify(body),
      });
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const response = answers.find(({ status }) => status === 200);
    expect(response?.headers.get("content-type")).toContain("application/x-ndjson");
    const lines = ((await response?.text()) ?? "")
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(lines[0]).toEqual({ progress: { done: 250, total: 2048 } });
    expect(lines.at(-2)).toEqual({ progress: { done: 2048, total: 2048 } });
    expect(z.object({ data: dryRunSchema }).parse(lines.at(-1)).data.would.points).toBe(40_960);
    // The next may begin.
    expect((await dryRun("/points/definitions", body, `&id=${pointsId}`)).status).toBe(200);
  });
});
