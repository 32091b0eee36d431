import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCOPES } from "#shared/api/access/scopes.ts";
import { err } from "#shared/kernel/result.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { makeV3Samples, SAMPLE_EMAIL, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const routes = await readV3Routes();
const PERSONAL = new RegExp(`${SAMPLE_EMAIL}|Surname|412345678`);
const guarded = routes.filter(({ scopes }) => scopes !== "public");

describe.for(databases)("authorisation on the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;
  /** Those of the right form that don't work, whatever the route. */
  let invalid: readonly string[];
  const tokens = new Map<string, Promise<string>>();

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    const revoked = await world.ask("POST /auth/api-tokens", {
      body: { name: "revoked", scopes: ["*"] },
    });
    await world.ask(`DELETE /auth/api-tokens/${revoked.body.token.id}`);
    const expired = await world.tokenWith(["*"], { expiresAt: instant(NOON - 1) });
    const { token } = world;
    const torn = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
    const forged = token.replace(/_[0-9A-Za-z]{43}_/, `_${"A".repeat(43)}_`);
    invalid = [torn, forged, revoked.body.accessToken, expired];
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  /** A token with these scopes, the same for every route. */
  const tokenWith = (scopes: readonly string[]): Promise<string> => {
    const made = tokens.get(scopes.join()) ?? world.tokenWith(scopes);
    tokens.set(scopes.join(), made);
    return made;
  };

  const ask = (route: string, token: string | null) => {
    const hasBody = /^(?:POST|PUT)/.test(route);
    return world.ask(samples.fill(route), { token, ...(hasBody ? { body: {} } : {}) });
  };

  it("makes only the reference public", () => {
    expect(routes.length).toBeGreaterThan(70);
    expect(routes.filter(({ scopes }) => scopes === "public" || !scopes?.length)).toEqual([
      { route: "GET /openapi.json", scopes: "public" },
    ]);
  });

  it.for([
    [{}, "GET /secrets declares its scopes"],
    [{ scopes: ["read-secrets"] }, "GET /secrets requires read-secrets"],
  ] as const)("refuses to start with a route that declares %j", async ([config, message]) => {
    const { addGate } = await import("./gate.ts");
    const app = fastify();
    const bookkeep = async () => undefined;
    const withPinHash = async () => err({ reason: "pins_busy" as const });
    const deps = {
      ...{
        store: world.store,
        bookkeep,
        withPinHash,
        pinsFor: () => withPinHash,
        hashUnderCardKey: () => null,
        wakeBatches: () => undefined,
      },
      ...{ clock: () => NOON, tenantId: TEST_TENANT },
    };
    const started = app.register(
      async (plane) => {
        addGate(plane.withTypeProvider(), deps, "/api/v3");
        plane.get("/secrets", { config }, async () => "all of them");
      },
      { prefix: "/api/v3" },
    );
    await expect(started).rejects.toThrow(message);
  });

  it("requires only scopes that exist", () => {
    const asked = routes.flatMap(({ scopes = [] }) => (typeof scopes === "string" ? [] : scopes));
    expect(asked.length).toBeGreaterThan(0);
    expect([...SCOPES]).toEqual(expect.arrayContaining(asked));
  });

  it.for(guarded)("$route requires a valid token", async ({ route }) => {
    for (const bad of [null, "", "x", ...invalid]) {
      const answer = await ask(route, bad);
      expect([answer.status, answer.headers.get("www-authenticate")], String(bad)).toEqual([
        401,
        "Bearer",
      ]);
      expect(answer.body).toEqual({ message: "Unauthenticated." });
    }
  });

  const scoped = guarded.flatMap(({ route, scopes }) =>
    Array.isArray(scopes) ? [{ route, scopes }] : [],
  );
  it.for(scoped)(
    "$route requires its scopes, and names the missing one",
    async ({ route, scopes }) => {
      for (const scope of scopes) {
        const others = [...SCOPES].filter((each) => each !== scope && each !== "*");
        const refused = await ask(route, await tokenWith(others));
        expect(refused.status).toBe(403);
        expect(refused.body.message).toContain(scope);
      }
    },
  );

  // What deletes would take from the samples of the others.
  const keeping = guarded.filter(({ route }) => !route.startsWith("DELETE"));
  it.for(keeping)("$route accepts a token that has its scopes", async ({ route, scopes = [] }) => {
    const enough = typeof scopes === "string" ? ["read-audits"] : scopes;
    const answer = await ask(route, await tokenWith(enough));
    expect([401, 403, 500]).not.toContain(answer.status);
  });

  // A caller who writes a profile knows the person.
  const blind = keeping.filter(
    ({ route, scopes }) =>
      !/^(?:POST|PUT) \/profiles/.test(route) && !scopes?.includes("read-profiles"),
  );
  it("shows names and contacts only to tokens with read-profiles (DOMAIN §19.3 no. 4)", async () => {
    const { body } = await world.ask("GET /openapi.json", { token: null });
    const showing: string[] = [];
    for (const { route, scopes = [] } of blind) {
      const [method = "", path = ""] = route.split(" ");
      const documented = body.paths[`/api/v3${path.replaceAll(/:(\w+)/g, "{$1}")}`];
      const token = await tokenWith(typeof scopes === "string" ? [] : scopes);
      const answer = await ask(route, token);
      expect(JSON.stringify(answer.body), route).not.toMatch(PERSONAL);
      const schema = JSON.stringify(documented?.[method.toLowerCase()]?.responses ?? {});
      if (answer.status === 200 && schema.includes('"email"')) showing.push(route);
    }
    expect(showing).toEqual(
      expect.arrayContaining([
        "GET /redemptions",
        "GET /redemptions/:id",
        "GET /transactions",
        "GET /transactions/:id",
        "PUT /transactions/:id",
        "GET /profiles/:profile_id/ledgers",
      ]),
    );
    for (const route of showing.filter((each) => /redemptions|transactions|ledgers/.test(each))) {
      expect(JSON.stringify((await ask(route, world.token)).body), route).toMatch(PERSONAL);
    }
  });

  it("rejects a device's token", async () => {
    const { token } = await database.transact(async (deps) => {
      const { createTokenRecord } = await import("#sync-server/access/tokens.ts");
      return createTokenRecord(deps, {
        kind: "dev",
        name: "till",
        scopes: ["*"],
        deviceId: null,
        expiresAt: null,
      });
    });
    expect((await ask("GET /profiles", token)).status).toBe(401);
  });

  it("grants a new token no more scopes than its creator has", async () => {
    const token = await world.tokenWith(["create-api-tokens", "read-profiles"]);
    const make = (scopes: readonly string[]) =>
      world.ask("POST /auth/api-tokens", { token, body: { name: "n", scopes } });
    expect((await make(["read-profiles"])).status).toBe(201);
    for (const scopes of [["*"], ["read-profiles", "delete-profiles"]]) {
      const refused = await make(scopes);
      expect(refused.status).toBe(422);
      expect(refused.body.errors).toHaveProperty(`scopes.${scopes.length - 1}`);
    }
    expect((await make(["fly"])).body.errors).toEqual({
      "scopes.0": ["The scopes.0 is not a scope of this API."],
    });
  });
});
