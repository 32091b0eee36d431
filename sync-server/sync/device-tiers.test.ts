import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tierProgressView } from "#shared/api/incentive/tiers/tier-progress.ts";
import { deviceStandings } from "#shared/incentive/tiers/device-standings.ts";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { addToDay, calendarDaySchema, instant } from "#shared/kernel/time.ts";
import { configByKind } from "#shared/sync/config-by-kind.ts";
import { configFactSchema, progressFactSchema } from "#shared/sync/facts.ts";
import { programmeOfFacts } from "#shared/sync/programme-facts.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newStaffId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const at = (text: string) => instant(Date.parse(`${text}Z`));

describe.for(databases)("the tiers on a device on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let now = at("2026-03-02T03:00:00");
  let carlton: number;
  let tierPoints: number;
  let silver: number;

  let token: string;
  const setClock = async (text: string) => {
    now = at(text);
    world.setClock(now);
    // They don't last as long as a tier.
    token = await world.tokenWith(["*"]);
  };
  const ask: V3World["ask"] = (request, options) => world.ask(request, { token, ...options });
  const post = async (path: string, body: object) => {
    const answer = await ask(`POST ${path}`, { body });
    expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    return answer.body.data;
  };
  let made = 0;
  const definePoints = (handle: string) =>
    post("/points/definitions", {
      ...{ name: handle, handle, earn_rate: 1, exchange_rate: 0, use: "tier" },
    });
  const newProfile = async (): Promise<string> =>
    (await post("/profiles", { email: `d${made++}@example.com` })).id;
  const sell = (profile_id: string, total: number, on: string) =>
    post("/transactions/update-create", {
      ...{ profile_id, total, transacted_at: on, system: "pos", external_id: `d${made++}` },
      items: [{ name: "Thing", quantity: Math.sign(total), price_sell: Math.abs(total) }],
    });

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await setClock("2026-03-02T03:00:00");
    tierPoints = (await definePoints("tier-points")).id;
    silver = (await post("/tiers/definitions", { name: "Silver", handle: "s", value_min: 300 })).id;
    await post("/tiers/definitions", { name: "Gold", handle: "g", value_min: 1000 });
    const place = { name: "Carlton", external_id: "C1", timezone: "Australia/Melbourne" };
    carlton = (await post("/locations", { ...place, region: "AU" })).id;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  /** What a device that has just been enrolled holds, and how it answers at an instant. */
  const pulled = async (profileId: string) => {
    const shop = { carlton: locationIdSchema.parse(carlton), staffId: newStaffId() };
    const device = await enrolTestDevice(world.url.replace("/api/v3", ""), world.store, shop);
    const { documents } = await device.pullAll("progress");
    const fact = documents.find(({ id }) => id === profileId) ?? null;
    const config = (await device.pullAll("config")).documents;
    const facts = configByKind(config.map((each) => configFactSchema.parse(each)));
    return { fact, facts };
  };
  type Pulled = Awaited<ReturnType<typeof pulled>>;
  const onDevice = (profileId: string, { fact, facts }: Pulled) => {
    const held = fact === null || "_deleted" in fact ? [] : progressFactSchema.parse(fact).tiers;
    const programme = programmeOfFacts(facts);
    const [tenant] = facts.tenant;
    const [location] = facts.location;
    if (!programme || !tenant || !location) throw new Error("no settings");
    const settings = {
      definitions: programme.definitions,
      versions: facts.tier_versions.flatMap(({ versions }) => versions),
      ...{ zone: tenant.timezone, region: location.region },
    };
    return tierProgressView(profileId, deviceStandings(settings, held, now));
  };
  const onServer = async (profileId: string) =>
    (await ask(`GET /profiles/${profileId}/tiers`)).body.data;
  /** Checks that a device says what the API says, and returns it. */
  const agreed = async (profileId: string, held?: Pulled) => {
    const shown = onDevice(profileId, held ?? (await pulled(profileId)));
    expect(shown).toEqual(await onServer(profileId));
    return shown;
  };
  /** Changes whenever devices are sent it again. */
  const sentAt = async (docId: string) => {
    const rows = await database.run(`select tx, seq from feed where doc_id = '${docId}'
      and collection in ('progress', 'config')`);
    return rows.map(({ tx, seq }) => `${tx} ${seq}`).join();
  };

  it("[T15] are those of the API after each sale, return, gift and correction", async () => {
    await setClock("2026-03-02T03:00:00");
    const profile = await newProfile();
    expect((await pulled(profile)).fact).toBeNull();
    expect(await agreed(profile)).toMatchObject({ current_tier: null, next_remain: 300 });
    let before = await sentAt(profile);
    const isSent = async () => {
      const after = await sentAt(profile);
      expect(after).not.toBe(before);
      before = after;
    };
    await sell(profile, 320, "2026-03-02 01:00:00");
    await isSent();
    expect(await agreed(profile)).toMatchObject({
      ...{ current_tier: { name: "Silver" }, anniversary_at: "2027-03-02 12:59:59" },
    });
    // It arrives late, on a day before the checkpoint that devices hold.
    await sell(profile, 100, "2026-01-31 01:00:00");
    await isSent();
    expect(await agreed(profile)).toMatchObject({ next_progress: 420, next_remain: 580 });
    await sell(profile, -320, "2026-03-02 02:00:00");
    await isSent();
    expect(await agreed(profile)).toMatchObject({ current_tier: { name: "Silver" } });
    await post("/tier-points", {
      ...{ profile_id: profile, point_definition_id: tierPoints, value: 50 },
      ...{ reason: "correction", reference: "CASE-1" },
    });
    await isSent();
    expect(await agreed(profile)).toMatchObject({ next_progress: 150 });
    await post(`/profiles/${profile}/tiers/assign`, { handle: "g" });
    await isSent();
    expect(await agreed(profile)).toMatchObject({ current_tier: { name: "Gold" } });
  });

  it("[T3] [T15] change by the clock alone, and are sent again once an anniversary is swept", async () => {
    await setClock("2026-03-02T03:00:00");
    const profile = await newProfile();
    await sell(profile, 1200, "2026-03-02 01:00:00");
    const held = await pulled(profile);
    await setClock("2026-09-02T03:00:00");
    expect(await agreed(profile, held)).toMatchObject({ current_tier: { name: "Gold" } });
    await setClock("2027-03-02T13:00:00");
    expect(await agreed(profile, held)).toMatchObject({ maintained_at: "2027-03-02 12:59:59" });
    await setClock("2028-03-02T13:00:00");
    const before = await sentAt(profile);
    expect(await agreed(profile, held)).toMatchObject({ current_tier: null, next_progress: 0 });
    await sweepDue({
      ...{ store: world.store, tenantId: TEST_TENANT },
      onFailure: (_, error) => expect.unreachable(String(error)),
    });
    expect(await sentAt(profile)).not.toBe(before);
    await agreed(profile);
    const after = await sentAt(profile);
    await ask(`GET /profiles/${profile}/tiers/calculate`);
    expect(await sentAt(profile)).toBe(after);
  });

  it("[T7] [T15] follow what head office defines, without sending a profile again", async () => {
    await setClock("2028-06-01T03:00:00");
    const profile = await newProfile();
    await sell(profile, 250, "2028-06-01 01:00:00");
    const { fact } = await pulled(profile);
    const before = await sentAt(profile);
    const later = async () => ({ fact, facts: (await pulled(profile)).facts });
    const bronze = await post("/tiers/definitions", {
      name: "Bronze",
      handle: "b",
      value_min: 200,
    });
    expect(await agreed(profile, await later())).toMatchObject({
      current_tier: { name: "Bronze" },
    });
    const texts = { description: "With coffee", short_description: "Coffee" };
    for (const [id, body] of [
      [silver, { value_min: 240 }],
      [bronze.id, { name: "Copper", ...texts }],
    ]) {
      const sent = await sentAt(`tier_versions:${id}`);
      expect((await ask(`PUT /tiers/definitions/${id}`, { body })).status).toBe(200);
      expect(await sentAt(`tier_versions:${id}`)).not.toBe(sent);
    }
    // A change counts from the next day.
    expect(await agreed(profile, await later())).toMatchObject({
      current_tier: { name: "Bronze" },
    });
    await setClock("2028-06-01T14:00:00");
    expect(await agreed(profile, await later())).toMatchObject({
      current_tier: { name: "Silver" },
    });
    expect(await sentAt(profile)).toBe(before);
    const kept = (await later()).facts.tier_versions;
    expect(JSON.stringify(kept)).not.toMatch(/coffee/i);
  });

  it("[T7] [T15] have what counted before the first tier of a programme was defined", async () => {
    await setClock("2028-06-03T03:00:00");
    await definePoints("walks");
    const profile = await newProfile();
    await sell(profile, 80, "2028-06-03 01:00:00");
    const { fact } = await pulled(profile);
    await setClock("2028-07-03T03:00:00");
    await post("/tiers/definitions", {
      ...{ name: "Rambler", handle: "rambler", programme: "walks", value_min: 50 },
    });
    const shown = await agreed(profile, { fact, facts: (await pulled(profile)).facts });
    expect(shown.programmes[1]).toMatchObject({ current_tier: { name: "Rambler" } });
  });

  it("[T15] of a daily shopper are small, and sent again before they would be wrong", async () => {
    await setClock("2028-07-03T03:00:00");
    const profile = await newProfile();
    const point = tierPoints;
    const today = calendarDaySchema.parse("2028-07-03");
    const daily = Array.from({ length: 800 }, (_, n) => {
      const day = addToDay(today, { days: -n });
      return `('${TEST_TENANT}', '${profile}', ${point}, '${day}', 300, ${n % 3})`;
    });
    await database.run(`insert into tier_days
      (tenant_id, profile_id, definition_id, day, gained, lost) values ${daily.join(", ")}`);
    await sell(profile, 80, "2028-07-03 01:00:00");
    const held = await pulled(profile);
    expect(JSON.stringify(held.fact).length).toBeLessThan(2000);
    const shown = await agreed(profile, held);
    // A fortnight, and three days without contact.
    await setClock("2028-07-19T03:00:00");
    expect((await agreed(profile, held)).next_progress).not.toBe(shown.next_progress);
    let before = await sentAt(profile);
    await setClock("2028-07-16T13:00:00");
    const sweep = () =>
      sweepDue({
        ...{ store: world.store, tenantId: TEST_TENANT },
        onFailure: (_, error) => expect.unreachable(String(error)),
      });
    await sweep();
    expect(await sentAt(profile)).toBe(before);
    await setClock("2028-07-16T14:00:00");
    await sweep();
    expect(await sentAt(profile)).not.toBe(before);
    before = await sentAt(profile);
    const again = await pulled(profile);
    await setClock("2028-08-02T03:00:00");
    await agreed(profile, again);
    await sweep();
    expect(await sentAt(profile)).not.toBe(before);
  });

  it("[S13] [T15] leave with the profile", async () => {
    await setClock("2028-07-03T03:00:00");
    const profile = await newProfile();
    await sell(profile, 80, "2028-07-03 01:00:00");
    expect((await ask(`DELETE /profiles/${profile}`)).status).toBe(204);
    expect((await pulled(profile)).fact).toMatchObject({ _deleted: true });
  });
});
