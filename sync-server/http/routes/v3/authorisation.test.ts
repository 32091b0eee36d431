import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCOPES } from "#shared/api/access/scopes.ts";
import { err } from "#shared/kernel/result.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const routes = await readV3Routes();

describe.for(databases)("authorisation on the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  /** Those of the right form that don't work, whatever the route. */
  let invalid: ReadonlyMap<string, string>;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    const revoked = await world.ask("POST /auth/api-tokens", {
      body: { name: "revoked", scopes: ["*"] },
    });
    await world.ask(`DELETE /auth/api-tokens/${revoked.body.token.id}`);
    const expired = await world.tokenWith(["*"], { expiresAt: instant(NOON - 1) });
    const { token } = world;
    const torn = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
    const forged = token.replace(/_[0-9A-Za-z]{43}_/, `_${"A".repeat(43)}_`);
    const { accessToken } = revoked.body;
    invalid = new Map(Object.entries({ torn, forged, revoked: accessToken, expired }));
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("lets a token without scopes ask only about itself", () => {
    const open = routes.filter(({ scopes }) => scopes === "any");
    expect(open).toEqual([{ route: "GET /auth/verify", scopes: "any" }]);
  });

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

  it.for([
    ["none", ""],
    ["one that is no token", "x"],
    ["one with a wrong check", "torn"],
    ["one that nobody made", "forged"],
    ["one that was revoked", "revoked"],
    ["one that has expired", "expired"],
  ] as const)("lets nobody in with %s", async ([, kind]) => {
    const { status, body } = await world.ask("GET /profiles", { token: invalid.get(kind) ?? kind });
    expect([status, body]).toEqual([401, { message: "Unauthenticated." }]);
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
