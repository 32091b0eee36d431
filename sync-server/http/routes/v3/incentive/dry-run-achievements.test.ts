import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { achievementDryRunSchema } from "#shared/api/incentive/dry-run.ts";
import { instant } from "#shared/kernel/time.ts";
import { countRows, databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("dry runs of achievements over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  const buyers: string[] = [];
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await post("/rewards/definitions", { name: "Five", handle: "five", value: 5, type: "other" });
    await post("/rewards/definitions", {
      ...{ name: "Draft", handle: "draft", value: 5, type: "other", is_published: false },
    });
    await post("/benefits/definitions", { name: "Tea", handle: "tea", period: 30 });
    await post("/benefits/definitions", {
      ...{ name: "Cake", handle: "cake", period: 30, statuses: ["vip"] },
    });
    for (const statuses of [["vip"], [], []]) {
      const email = `dry${made++}@example.com`;
      buyers.push((await post("/profiles", { email, statuses, gender: "female" })).id);
    }
    const [regular, once, gone] = buyers;
    for (const day of ["2025-01-10", "2025-01-20", "2025-02-03", "2025-02-04", "2025-02-05"]) {
      await sell(regular, day);
    }
    await sell(once, "2025-02-10");
    const receipt_ref = await sell(gone, "2025-02-11");
    await sell(gone, "2025-02-12", { total: -100, linked_receipt_ref: receipt_ref });
    await sell(null, "2025-02-13");
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const sell = async (profile_id: string | null | undefined, day: string, more: object = {}) => {
    world.setClock(instant(Date.parse(`${day}T05:00:00Z`)));
    const receipt_ref = `R-${made++}`;
    await post("/transactions", {
      ...{ profile_id, total: 100, external_id: receipt_ref, receipt_ref },
      ...{ transacted_at: `${day} 04:00:00`, ...more },
    });
    return receipt_ref;
  };
  const unlocks = ["five", "draft"].map((handle) => ({ type: "reward_definition", handle }));
  const benefits = ["tea", "cake"].map((handle) => ({ type: "benefit_definition", handle }));
  const visits = (more: object = {}) => ({
    ...{ name: "Visits", handle: "visits", counts: "sales", is_published: false },
    levels: [
      { name: "One", display_number: 1, trigger: 1, meta: { unlocks } },
      {
        ...{ name: "Three", display_number: 2, trigger: 3, meta: { unlocks: benefits } },
        ...{ repeats: true, repeat_interval: 1 },
      },
    ],
    ...more,
  });
  const YEAR = "from=2025-01-01&to=2025-12-31";
  const dryRun = async (body: object, days = YEAR) => {
    const path = `POST /achievements/definitions/dry-run?${days}`;
    const answer = await world.ask(path, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expectShape(one(achievementDryRunSchema), answer.body);
    return answer.body.data;
  };
  const none = { profiles: 0, times: 0, rewards: 0, value: 0, benefits: 0 };
  const would = async (...asked: Parameters<typeof dryRun>) =>
    (await dryRun(...asked)).levels.map((level: { readonly would: object }) => level.would);

  it("[M13] say who would have unlocked what, and what it would have issued", async () => {
    const tables = [
      "definitions",
      "lots",
      "events",
      "achievement_unlocks",
      "ledger_entries",
    ] as const;
    const before = await countRows(database, tables);
    const run = await dryRun(visits());
    expect(run).toMatchObject({ handle: "visits", sales: 7, profiles: 3 });
    const was = { profiles: 0 };
    expect(run.levels).toEqual([
      {
        ...{ name: "One", trigger: 1, was },
        // What came back a day later doesn't take the level.
        would: { profiles: 3, times: 3, rewards: 3, value: 15, benefits: 0 },
      },
      {
        ...{ name: "Three", trigger: 3, was },
        would: { profiles: 1, times: 3, rewards: 0, value: 0, benefits: 6 },
      },
    ]);
    expect(await countRows(database, tables)).toEqual(before);
  });

  it("[M13] [Q11] count by days, cycle, audience and conditions as a sale would", async () => {
    const monthly = await would(visits({ period: "monthly" }));
    expect(monthly).toMatchObject([{ profiles: 3 }, { profiles: 1, times: 1 }]);
    const january = await would(visits(), "from=2025-01-01&to=2025-01-31");
    expect(january).toMatchObject([{ profiles: 1, times: 1 }, none]);
    expect(await would(visits({ statuses: ["vip"] }))).toMatchObject([{ profiles: 1 }, {}]);
    const again = { ">": [{ var: "aggregations.shop_count" }, 0] };
    const returning = await would(visits({ profile_conditions: again }));
    expect(returning).toMatchObject([{ profiles: 1 }, { profiles: 1, times: 2 }]);
    const window = { starts_at: "2025-02-10", ends_at: "2025-02-10" };
    expect(await would(visits(window))).toMatchObject([{ profiles: 1 }, none]);
  });

  it("[M13] are compared with what a saved one unlocked, and refuse what saving would", async () => {
    const { id } = await post("/achievements/definitions", {
      ...visits({ handle: "saved", is_published: true }),
    });
    await sell(buyers[1], "2026-01-05");
    const days = `from=2026-01-01&to=2026-01-31&id=${id}`;
    const run = await dryRun(visits({ handle: "saved" }), days);
    expect(run.levels).toMatchObject([
      { was: { profiles: 1 }, would: { profiles: 1 } },
      { was: { profiles: 0 }, would: none },
    ]);
    const path = `POST /achievements/definitions/dry-run?${YEAR}`;
    const taken = await world.ask(path, { body: visits({ handle: "saved" }) });
    expect([taken.status, Object.keys(taken.body.errors)]).toEqual([422, ["handle"]]);
    const late = await world.ask(
      `POST /achievements/definitions/dry-run?from=2026-02-02&to=2026-02-01`,
      {
        body: visits(),
      },
    );
    expect([late.status, Object.keys(late.body.errors)]).toEqual([422, ["from"]]);
  });
});
