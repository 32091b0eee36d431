import { channel } from "node:diagnostics_channel";
import type { RouteOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SCOPES } from "#shared/api/access/scopes.ts";
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { makeV3Samples, SAMPLE_EMAIL, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { type Answer, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const v3 = (await readV3Routes()).filter(({ scopes }) => scopes !== "public");

/** What only a device may call. */
const SYNC = [
  "GET /sync/v1/pictures/:kind/:id",
  "GET /sync/v1/pull",
  "GET /sync/v1/status",
  "GET /sync/v1/stream",
  "POST /sync/v1/gift-cards/lookup",
  "POST /sync/v1/gift-cards/redeem",
  "POST /sync/v1/gift-cards/settle",
  "POST /sync/v1/push",
];

/** What takes no token, with what it answers to a stranger. */
const OPEN: Readonly<Record<string, number>> = {
  // This server has no built apps.
  "GET /": 503,
  "GET /manager": 503,
  "GET /portal": 503,
  "GET /health": 200,
  "GET /api/health": 200,
  "GET /ready": 200,
  // This server has no token for them; `metrics.test.ts` has.
  "GET /metrics": 404,
  // The code in the body is what lets a device in.
  "POST /sync/v1/enrol": 422,
  "GET /api/v3/openapi.json": 200,
  "GET /api/v3/docs": 302,
  "GET /api/v3/docs/json": 200,
  "GET /api/v3/docs/yaml": 200,
  "GET /api/v3/docs/static/*": 404,
  "GET /api/v3/docs/static/index.html": 302,
  "GET /api/v3/docs/static/swagger-initializer.js": 200,
};

/** What a stranger is told where the answer isn't that there is no such thing. */
const OWN_ANSWERS: Readonly<Record<string, object>> = {
  // The identifier may be nobody's.
  "GET /identities/search-profile/:identifier": { status: 200, body: { data: [] } },
  // Each tenant has a policy of its own under the same name.
  "GET /settings/:handle": {
    status: 200,
    body: { data: { value: expect.stringContaining('"version":1') } },
  },
};

/** Every table that holds rows of tenants. */
const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table'
    and exists (select 1 from pragma_table_info(sqlite_master.name) as it where it.name = 'tenant_id')`,
  postgres: `select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id'`,
} as const;

const PERSONAL = new RegExp(`${SAMPLE_EMAIL}|Surname|412345678`);
const UNAUTHENTICATED = { status: 401, body: { message: "Unauthenticated." } };

/** Every route against every kind of caller: the right one, a poorer one, a stranger, nobody. */
describe.for(databases)("who may call what on $name", ({ name, create }) => {
  let database: TestDatabase;
  let world: V3World;
  let stranger: V3World;
  let ours: V3Samples;
  let before: unknown;
  let paths: Answer["body"];
  /** What shows names and contacts, but didn't to tokens without the scope for them. */
  const silent: string[] = [];
  const registered = new Set<string>();
  const tokens = new Map<string, Promise<string>>();

  beforeAll(async () => {
    const created = channel("fastify.initialization");
    const collect = (message: unknown) => appSchema.parse(message).fastify.addHook("onRoute", add);
    const add = ({ method, url }: RouteOptions) => {
      for (const each of [method].flat()) registered.add(`${each} ${url}`);
    };
    database = await create();
    created.subscribe(collect);
    world = await startV3World(database);
    created.unsubscribe(collect);
    ours = await makeV3Samples(world);
    const { value } = (await world.ask("GET /settings/redemption_policy")).body.data;
    const policy = { value: JSON.stringify({ ...JSON.parse(value), idleLockMinutes: 7 }) };
    await world.ask("PUT /settings/redemption_policy", { body: policy });
    ({ paths } = (await world.ask("GET /openapi.json", { token: null })).body);
    stranger = await world.otherTenant();
    before = await ourRows();
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const ourRows = async () => {
    const tables = (await database.run(TABLES[name])).map((row) => String(row["name"]));
    expect(tables.length).toBeGreaterThan(20);
    const read = (table: string) => database.run(`select * from ${table} where tenant_id = 'test'`);
    return Promise.all(tables.map(async (table) => [table, await read(table)]));
  };

  /** A token with these scopes, the same for every route. */
  const tokenWith = (scopes: readonly string[]): Promise<string> => {
    const made = tokens.get(scopes.join()) ?? world.tokenWith(scopes);
    tokens.set(scopes.join(), made);
    return made;
  };

  const ask = (route: string, token: string | null, at = world) => {
    const hasBody = /^(?:POST|PUT)/.test(route);
    return at.ask(ours.fill(route), { token, ...(hasBody ? { body: {} } : {}) });
  };

  const statusOutside = async (route: string, token: string | null, at = world) => {
    const [method = "", path = ""] = route.split(" ");
    const answer = await fetch(new URL(path, at.url), {
      method,
      redirect: "manual",
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...{ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), "content-type": "application/json" },
      },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    await answer.body?.cancel();
    return answer.status;
  };

  it("is said of every route", () => {
    const known = [...v3.map(({ route }) => route.replace(" ", " /api/v3")), ...SYNC];
    const listed = [...known, ...Object.keys(OPEN)];
    const ofGet = listed.filter((route) => route.startsWith("GET"));
    // `OPTIONS *` answers browsers that ask whether they may ask.
    const implied = ["OPTIONS *", ...ofGet.map((route) => route.replace("GET", "HEAD"))];
    expect([...registered].toSorted()).toEqual([...listed, ...implied].toSorted());
  });

  it.for(v3)("$route is for tokens of this tenant and of the API", async ({ route }) => {
    for (const [token, at] of [
      [null, world],
      [ours.deviceToken, world],
      [world.token, stranger],
    ] as const) {
      const answer = await ask(route, token, at);
      expect(answer).toMatchObject(UNAUTHENTICATED);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    if (!route.includes(":")) return;
    const body = { amount: 1, value: "{}", handle: "x", identifier: "x" };
    const hasBody = /^(?:POST|PUT)/.test(route);
    const { status, body: told } = await stranger.ask(ours.fill(route), hasBody ? { body } : {});
    expect({ status, body: told }).toMatchObject(
      OWN_ANSWERS[route] ?? { status: expect.toBeOneOf([404, 422]) },
    );
    expect(JSON.stringify(told)).not.toContain(SAMPLE_EMAIL);
  });

  // Reading every table takes longest, so it is done once for all of these requests.
  it("none of them has changed another tenant's data", async () => {
    expect(await ourRows()).toEqual(before);
  });

  it.for(SYNC)("%s is for devices of this tenant", async (route) => {
    expect(await statusOutside(route, null)).toBe(401);
    expect(await statusOutside(route, world.token)).toBe(401);
    expect(await statusOutside(route, ours.deviceToken, stranger)).toBe(401);
    expect([401, 403, 500]).not.toContain(await statusOutside(route, ours.deviceToken));
  });

  it.for(Object.entries(OPEN))("%s is for everybody: %i", async ([route, status]) => {
    expect(await statusOutside(route, null)).toBe(status);
  });

  it.for(v3)(
    "$route requires its scopes, names the missing one, and no other",
    async ({ route, scopes = [] }) => {
      const needed = typeof scopes === "string" ? [] : scopes;
      for (const scope of needed) {
        const others = [...SCOPES].filter((each) => each !== scope && each !== "*");
        const refused = await ask(route, await tokenWith(others));
        expect(refused).toMatchObject({ status: 403, body: { message: expect.any(String) } });
        expect(refused.body.message).toContain(scope);
      }
      // What deletes would take from the samples of the others.
      if (route.startsWith("DELETE")) return;
      const enough = needed.length === 0 ? ["read-audits"] : needed;
      const { status, body } = await ask(route, await tokenWith(enough));
      expect([401, 403, 500]).not.toContain(status);
      // A caller who writes a profile knows the person (DOMAIN §19.3 no. 4).
      const isBlind = !/^(?:POST|PUT) \/profiles/.test(route) && !enough.includes("read-profiles");
      if (!isBlind) return;
      expect(JSON.stringify(body)).not.toMatch(PERSONAL);
      const [method = "", path = ""] = route.split(" ");
      const documented = paths[`/api/v3${path.replaceAll(/:(\w+)/g, "{$1}")}`];
      const schema = JSON.stringify(documented?.[method.toLowerCase()]?.responses ?? {});
      if (status === 200 && schema.includes('"email"')) silent.push(route);
    },
  );

  it("those that show people did so only to tokens with read-profiles (DOMAIN §19.3 no. 4)", async () => {
    expect(silent).toEqual(
      expect.arrayContaining([
        "GET /redemptions",
        "GET /redemptions/:id",
        "GET /transactions",
        "GET /transactions/:id",
        "PUT /transactions/:id",
        "GET /profiles/:profile_id/ledgers",
      ]),
    );
    for (const route of silent.filter((each) => /redemptions|transactions|ledgers/.test(each))) {
      expect(JSON.stringify((await ask(route, world.token)).body), route).toMatch(PERSONAL);
    }
  });
});

type Hooked = { readonly addHook: (name: "onRoute", hook: (route: RouteOptions) => void) => void };

/** What Fastify announces when an app is made. */
const appSchema = z.object({
  fastify: z.custom<Hooked>((app) => typeof app === "object" && app !== null && "addHook" in app),
});
