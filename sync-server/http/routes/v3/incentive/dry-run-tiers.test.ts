import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { one } from "#shared/api/envelope.ts";
import { tierDryRunSchema } from "#shared/api/incentive/dry-run.ts";
import { instant } from "#shared/kernel/time.ts";
import { countRows, databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { expectShape, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const at = (text: string) => instant(Date.parse(`${text}Z`));

describe.for(databases)("dry runs of tiers over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let perth: number;
  /** A programme of its own for every test. */
  let programme: string;
  let silver: number;
  let gold: number;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    // The first one's region is that of profiles without a location.
    await post("/locations", { name: "Carlton", external_id: "CARLTON", region: "vic" });
    const location = { name: "Perth", external_id: "PERTH", region: "wa" };
    perth = (await post("/locations", location)).id;
  });
  beforeEach(async () => {
    programme = `status-${++made}`;
    world.setClock(at("2023-01-01T00:00:00"));
    await post("/points/definitions", { name: "Status", handle: programme, use: "tier" });
    silver = (await post("/tiers/definitions", tier("silver", 300))).id;
    gold = (await post("/tiers/definitions", tier("gold", 1000))).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const post = (path: string, body: object) => world.post(path, body);
  const tier = (name: string, value_min: number, more: object = {}) => ({
    ...{ name, handle: `${name}-${made}`, programme, value_min, ...more },
  });
  const newProfile = async (more: object = {}): Promise<string> =>
    (await post("/profiles", { email: `d${made}-${Math.random()}@example.com`, ...more })).id;
  const sell = async (profile_id: string, total: number, day: string) => {
    world.setClock(at(`${day}T05:00:00`));
    await post("/transactions", {
      ...{ profile_id, total, external_id: `D-${Math.random()}` },
      transacted_at: `${day} 04:00:00`,
    });
  };
  const dryRun = async (body: object, days: string, more = "") => {
    const answer = await world.ask(`POST /tiers/definitions/dry-run?${days}${more}`, { body });
    expectShape(one(tierDryRunSchema), answer.body);
    return answer.body.data;
  };
  const counts = (reached: number, kept: number, lost: number, held: number) => ({
    ...{ reached, kept, lost, held },
    welcome: { rewards: 0, value: 0, benefits: 0 },
  });
  const YEAR = "from=2025-01-01&to=2025-12-31";
  const rows = () =>
    countRows(database, ["definitions", "definition_versions", "events", "tier_standings", "due"]);

  it("[T13] say who would have reached, kept and lost each tier, and write nothing", async () => {
    const [climber, keeper, faller] = [await newProfile(), await newProfile(), await newProfile()];
    await sell(keeper, 400, "2023-03-01");
    await sell(faller, 400, "2023-03-02");
    await sell(keeper, 350, "2025-02-01");
    await sell(climber, 700, "2025-06-01");
    world.setClock(at("2026-06-01T00:00:00"));
    const before = await rows();
    const lower = await dryRun(tier("gold", 600), YEAR, `&id=${gold}`);
    expect(lower).toEqual({
      ...{ from: "2025-01-01", to: "2025-12-31", timezone: expect.any(String) },
      ...{ programme, profiles: 3 },
      tiers: [
        {
          ...{ handle: `silver-${made}`, name: "silver" },
          was: counts(1, 1, 1, 2),
          would: counts(1, 1, 1, 1),
        },
        {
          ...{ handle: `gold-${made}`, name: "gold" },
          was: counts(0, 0, 0, 0),
          would: counts(1, 0, 0, 1),
        },
      ],
    });
    expect(await rows()).toEqual(before);
  });

  it("[T13] of the tiers as they are equal what happened, and a new one counts from the start", async () => {
    const profiles = [await newProfile(), await newProfile(), await newProfile()];
    for (const [index, month] of ["02", "05", "08", "11"].entries()) {
      for (const [n, profile] of profiles.entries()) {
        await sell(profile, 90 + 170 * ((index + n) % 4), `2024-${month}-0${n + 1}`);
        await sell(profile, 20 + 110 * ((index * n) % 3), `2025-${month}-0${n + 1}`);
      }
    }
    world.setClock(at("2026-06-01T00:00:00"));
    const span = "from=2024-01-01&to=2026-05-30";
    const same = await dryRun(tier("silver", 300), span, `&id=${silver}`);
    for (const { was, would } of same.tiers) expect(would).toEqual(was);
    expect(same.tiers[0].was.reached).toBeGreaterThan(0);
    const bronze = await dryRun(tier("bronze", 1), span);
    expect(bronze.tiers[0]).toMatchObject({
      handle: `bronze-${made}`,
      was: counts(0, 0, 0, 0),
      would: { reached: 3 },
    });
  });

  it("[T13] count tiers given by hand, and nobody of another region", async () => {
    const [given, west] = [await newProfile(), await newProfile({ joined_location_id: perth })];
    await sell(west, 500, "2025-03-01");
    await sell(await newProfile(), 500, "2025-03-01");
    await world.ask(`POST /profiles/${given}/tiers/assign`, { body: { handle: `gold-${made}` } });
    world.setClock(at("2026-06-01T00:00:00"));
    const there = await dryRun(
      tier("west", 100, { region_id: "wa" }),
      "from=2025-01-01&to=2026-05-31",
    );
    expect(there.tiers).toMatchObject([
      { handle: `west-${made}`, would: { reached: 1 } },
      { handle: `silver-${made}`, was: { reached: 2 }, would: { reached: 2 } },
      { handle: `gold-${made}`, was: counts(1, 0, 1, 0), would: counts(1, 0, 1, 0) },
    ]);
  });

  it("[T13] [T14] say what the welcomes would have issued, to whom it can be issued", async () => {
    const gift = { name: "Gift", handle: `gift-${made}`, type: "other", value: 20 };
    const ended = { name: "Ended", handle: `ended-${made}`, type: "other", value: 90 };
    const lounge = { name: "Lounge", handle: `lounge-${made}`, period: 30 };
    await post("/rewards/definitions", gift);
    const { id } = await post("/rewards/definitions", ended);
    await post("/benefits/definitions", lounge);
    const welcome = [
      ...[gift.handle, ended.handle].map((handle) => ({ type: "reward_definition", handle })),
      { type: "benefit_definition", handle: lounge.handle },
    ];
    for (const total of [400, 1200, 50]) await sell(await newProfile(), total, "2025-03-01");
    const body = { is_archived: true };
    expect((await world.ask(`PUT /rewards/definitions/${id}`, { body })).status).toBe(200);
    const run = await dryRun(tier("silver", 300, { welcome }), YEAR, `&id=${silver}`);
    expect(run.tiers[0]).toMatchObject({
      was: { reached: 2, welcome: { rewards: 0, value: 0, benefits: 0 } },
      would: { reached: 2, welcome: { rewards: 2, value: 40, benefits: 2 } },
    });
  });

  it("[T13] end with the day that is given: its anniversaries are decided, later ones aren't", async () => {
    const profile = await newProfile();
    await sell(profile, 400, "2024-03-01");
    world.setClock(at("2026-06-01T00:00:00"));
    const silverOn = async (to: string) =>
      (await dryRun(tier("silver", 300), `from=2025-03-02&to=${to}`, `&id=${silver}`)).tiers[0].was;
    expect(await silverOn("2026-02-28")).toEqual(counts(0, 0, 0, 1));
    expect(await silverOn("2026-03-01")).toEqual(counts(0, 0, 1, 0));
  });

  it("[T13] refuse what couldn't be saved, naming the field", async () => {
    const refused = async (body: object, query: string) => {
      const answer = await world.ask(`POST /tiers/definitions/dry-run?${query}`, { body });
      return [answer.status, Object.keys(answer.body.errors ?? {})];
    };
    expect(await refused(tier("gold", 600), YEAR)).toEqual([422, ["handle"]]);
    const elsewhere = tier("gold", 600, { programme: "other" });
    expect(await refused(elsewhere, `${YEAR}&id=${gold}`)).toEqual([422, ["programme"]]);
    expect(await refused(tier("gold", 600), `${YEAR}&id=999999`)).toEqual([404, []]);
    expect(await refused(tier("new", -1), YEAR)).toEqual([422, ["value_min"]]);
    const backwards = "from=2025-02-01&to=2025-01-01";
    expect(await refused(tier("new", 1), backwards)).toEqual([422, ["from"]]);
  });
});
