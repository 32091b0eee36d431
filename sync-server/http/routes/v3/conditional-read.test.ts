import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

/** Reads of one thing: the path ends in its id. And balances, which time alone changes. */
const reads = (await readV3Routes())
  .map(({ route }) => route)
  .filter(
    (route) => /^GET .*\/(?::\w+|balances)$/.test(route) && !/search|export|group-by/.test(route),
  );

describe.for(databases)("conditional reads on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const read = (path: string, ifNoneMatch?: string, token = world.token) =>
    world.ask(`GET ${path}`, {
      token,
      headers: ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch },
    });
  const tagOf = async (path: string, token = world.token) => {
    const { status, headers } = await read(path, undefined, token);
    expect(status, path).toBe(200);
    return String(headers.get("etag"));
  };
  const profilePath = () => `/profiles/${samples.profileId}`;

  it.for(reads)(
    "[DOMAIN §1.2] %s answers 304 without a body to a caller who has it",
    async (route) => {
      const path = samples.fill(route).slice("GET ".length);
      const tag = await tagOf(path);
      expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
      const again = await read(path, tag);
      expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: "" });
      expect(again.headers.get("etag")).toBe(tag);
    },
  );

  it("[DOMAIN §1.2] finds the tag in a list, strong or weak, and takes * for any", async () => {
    const tag = await tagOf(profilePath());
    const strong = tag.slice("W/".length);
    for (const sent of [`"other", ${tag}`, `${strong},"other"`, "*"]) {
      expect((await read(profilePath(), sent)).status, sent).toBe(304);
    }
    for (const sent of ['"other"', strong.slice(1, -1), ""]) {
      expect((await read(profilePath(), sent)).status, sent).toBe(200);
    }
  });

  it("[DOMAIN §1.2] a changed relation changes the tag of what includes it", async () => {
    const bare = `${profilePath()}/identities/card`;
    const whole = `${bare}?include=profile`;
    const tags = { bare: await tagOf(bare), whole: await tagOf(whole) };
    expect(tags.whole).not.toBe(tags.bare);
    await world.ask(`PUT ${profilePath()}`, { body: { last_name: "Renamed" } });
    expect((await read(bare, tags.bare)).status).toBe(304);
    expect((await read(whole, tags.whole)).status).toBe(200);
  });

  it("[DOMAIN §1.2] what expires by time alone has another tag afterwards", async () => {
    const reward = await world.post("/rewards", {
      profile_id: samples.profileId,
      reward_definition_id: samples.rewardDefinitionId,
      expires_at: new Date(NOON + DAY_MS).toISOString().slice(0, 19).replace("T", " "),
    });
    const path = `/rewards/${reward.id}`;
    const tag = await tagOf(path);
    world.setClock(addMs(NOON, 2 * DAY_MS));
    expect((await read(path, tag)).status).toBe(200);
    world.setClock(NOON);
    expect((await read(path, tag)).status).toBe(304);
  });

  it("[DOMAIN §1.2] tokens with different scopes never share a tag, and those with the same do", async () => {
    const path = `/locations/${samples.locationId}`;
    const few = await tagOf(path, await world.tokenWith(["read-locations"]));
    const more = await tagOf(path, await world.tokenWith(["read-locations", "read-staff"]));
    const same = await tagOf(path, await world.tokenWith(["read-staff", "read-locations"]));
    expect(more).not.toBe(few);
    expect(same).toBe(more);
  });

  it("[DOMAIN §1.2] an If-Match is never ignored: only * is met, because tags are weak", async () => {
    const path = profilePath();
    const tag = await tagOf(path);
    const put = (ifMatch: string) =>
      world.ask(`PUT ${path}`, {
        body: { company: ifMatch },
        headers: { "if-match": ifMatch },
      });
    for (const sent of ['"nope"', tag, tag.slice("W/".length)]) {
      expect((await put(sent)).status, sent).toBe(412);
    }
    expect(await tagOf(path)).toBe(tag);
    expect((await put("*")).status).toBe(200);
  });

  it("[DOMAIN §1.2] lists, writes and refusals carry none", async () => {
    const { headers } = await read("/locations");
    expect(headers.get("etag")).toBeNull();
    const changed = await world.ask(`PUT /locations/${samples.locationId}`, {
      body: { name: "Renamed" },
      headers: { "if-none-match": "*" },
    });
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, null]);
    expect((await read("/locations/999999")).headers.get("etag")).toBeNull();
  });
});
