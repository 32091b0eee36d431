import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

type Lot = { readonly definition: { readonly handle: string }; readonly value_initial: number };

describe.for(databases)("statuses of a profile over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let path: string;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    await world.post("/statuses", { name: "VIP", handle: "vip", sort_order: 2, colour: "#fff" });
    const term = { period: 10, period_type: "days" };
    await world.post("/statuses", { name: "Press", handle: "press", sort_order: 1, ...term });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const newProfile = async () => {
    world.setClock(NOON);
    made += 1;
    const { id } = await world.post("/profiles", { email: `s${made}@example.com` });
    path = `/profiles/${id}`;
  };
  const statusesIn = async () => (await world.ask(`GET ${path}`)).body.data.statuses;
  const errorsOf = async (request: string, body: object) => {
    const answer = await world.ask(request, { body });
    return [answer.status, Object.keys(answer.body.errors ?? {})];
  };
  const inDays = (days: number) => formatV3(addMs(NOON, days * DAY_MS));

  it("T24 begin and end by the time of reading: no job has to run", async () => {
    await newProfile();
    const span = { starts_at: inDays(2), expires_at: inDays(4) };
    const vip = await world.post(`${path}/statuses`, { handle: "vip", ...span });
    expect(vip).toMatchObject({ handle: "vip", colour: "#fff", ...span, is_active: false });
    const reward = { name: "R", handle: `vips-${made}`, value: 1, type: "other" };
    const definition = await world.post("/rewards/definitions", { ...reward, statuses: ["vip"] });
    const issue = { profile_id: path.slice(10), reward_definition_id: definition.id };
    const seen: unknown[] = [];
    for (const days of [1, 3, 5]) {
      world.setClock(addMs(NOON, days * DAY_MS));
      const [own] = (await world.ask(`GET ${path}/statuses`)).body.data;
      const issued = await world.ask("POST /rewards", { body: issue });
      seen.push([await statusesIn(), own.is_active, issued.status]);
    }
    expect(seen).toEqual([
      [[], false, 422],
      [["vip"], true, 201],
      [[], false, 422],
    ]);
  });

  it("T24 are what lists of profiles are filtered by, as they are at the time of reading", async () => {
    await newProfile();
    const span = { starts_at: inDays(2), expires_at: inDays(4) };
    await world.post(`${path}/statuses`, { handle: "press", ...span });
    const found = async (query: string) =>
      (await world.ask(`GET /profiles?filter[id]=${path.slice(10)}&${query}`)).body.meta.total;
    const seen: unknown[] = [];
    for (const days of [1, 3, 5]) {
      world.setClock(addMs(NOON, days * DAY_MS));
      seen.push([
        await found("filter[statuses.handle]=press"),
        await found("filter[statuses.handle][in]=vip,press"),
        await found("filter[statuses.handle]=vip"),
      ]);
    }
    expect(seen).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  it("last as declared unless it is said how long, and are given once", async () => {
    await newProfile();
    const press = await world.post(`${path}/statuses`, { handle: "press" });
    expect(press.starts_at).toBe(inDays(0));
    // The last second of the tenth day, in Melbourne.
    expect(press.expires_at > inDays(9) && press.expires_at < inDays(11)).toBe(true);
    expect(await errorsOf(`POST ${path}/statuses`, { status_id: press.id })).toEqual([
      422,
      ["status_id"],
    ]);
    world.setClock(addMs(NOON, 20 * DAY_MS));
    expect(await statusesIn()).toEqual([]);
    const again = await world.post(`${path}/statuses`, { handle: "press", expires_at: null });
    expect(again).toMatchObject({ id: press.id, expires_at: null, is_active: true });
    expect(await statusesIn()).toEqual(["press"]);
    expect(await errorsOf(`POST ${path}/statuses`, { handle: "nothing" })).toEqual([
      422,
      ["status_id"],
    ]);
    expect(await errorsOf(`POST ${path}/statuses`, {})).toEqual([422, ["status_id"]]);
  });

  it("[Q11] count for a sale if they were held when it happened, whenever it arrives", async () => {
    const points = { name: "VIP points", handle: "vip-points", decimals: 0, statuses: ["vip"] };
    await world.post("/points/definitions", points);
    const rate = { handle: "all", rate: 2, name: "VIPs" };
    await world.post("/points/definitions", { name: "All", handle: "all", decimals: 0 });
    const isVip = { in: ["vip", { var: "flattened_statuses" }] };
    await world.post("/rates", { ...rate, profile_conditions: isVip });
    await newProfile();
    const ways = {
      all: [
        () => world.ask(`PUT ${path}`, { body: { statuses: ["vip"] } }),
        () => world.ask(`PUT ${path}`, { body: { statuses: [] } }),
      ],
      one: [
        () => world.post(`${path}/statuses`, { handle: "vip" }),
        async () => {
          const [own] = (await world.ask(`GET ${path}/statuses`)).body.data;
          return world.ask(`DELETE ${path}/statuses/${own.id}`);
        },
      ],
    };
    for (const [way, [give, take]] of Object.entries(ways)) {
      await newProfile();
      world.setClock(addMs(NOON, 2 * DAY_MS));
      await give?.();
      world.setClock(addMs(NOON, 4 * DAY_MS));
      await take?.();
      world.setClock(addMs(NOON, 9 * DAY_MS));
      for (const [day, total] of [
        [1, 10],
        [3, 20],
        [5, 30],
      ] as const) {
        const external_id = `${path}-${day}`;
        const sale = { profile_id: path.slice(10), total, external_id };
        await world.post("/transactions", { ...sale, transacted_at: inDays(day) });
      }
      const lots: readonly Lot[] = (await world.ask(`GET ${path}/points?sort=id`)).body.data;
      const earned = lots.map((lot) => `${lot.definition.handle} ${lot.value_initial}`);
      expect(earned.sort(), way).toEqual(["all 10", "all 30", "all 40", "vip-points 20"]);
      expect(await statusesIn()).toEqual([]);
    }
  });

  it("change and go one by one, and stay if the profile sends them back", async () => {
    await newProfile();
    const vip = await world.post(`${path}/statuses`, { handle: "vip", starts_at: inDays(2) });
    await world.post(`${path}/statuses`, { handle: "press" });
    // One that hasn't begun keeps its beginning.
    await world.ask(`PUT ${path}`, { body: { statuses: ["vip", "press"] } });
    const one = `${path}/statuses/${vip.id}`;
    expect((await world.ask(`GET ${one}`)).body.data.starts_at).toBe(inDays(2));
    expect(await errorsOf(`PUT ${one}`, { expires_at: inDays(1) })).toEqual([422, ["expires_at"]]);
    const now = await world.ask(`PUT ${one}`, { body: { starts_at: null } });
    expect(now.body.data).toMatchObject({ starts_at: null, is_active: true });
    expect(await statusesIn()).toEqual(["press", "vip"]);
    const day = await world.ask(`PUT ${one}`, { body: { expires_at: "2026-12-31" } });
    expect(day.body.data.expires_at).toBe("2026-12-31 12:59:59");
    expect((await world.ask(`DELETE ${one}`)).status).toBe(204);
    expect((await world.ask(`DELETE ${one}`)).status).toBe(404);
    expect(await statusesIn()).toEqual(["press"]);
  });
});
