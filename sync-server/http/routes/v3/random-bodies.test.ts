import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesOf } from "#shared/testing/cases.ts";
import { systemClock } from "#sync-server/clock.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { knownValues } from "#sync-server/testing/known-values.ts";
import { type JsonSchema, randomBody } from "#sync-server/testing/random-body.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { type Answer, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

type Operation = {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
};

/** Every route that the reference knows, in the form `POST /profiles/:profile_id/redeem`. */
const routesOf = (document: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}) =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replace(/^\/api\/v3/, "").replaceAll(/\{(\w+)\}/g, ":$1")}`,
      method,
      schema: operation.requestBody?.content["application/json"]?.schema ?? null,
    })),
  );

const TABLES = {
  sqlite: "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
  postgres: "select tablename as name from pg_tables where schemaname = 'public'",
} as const;

describe.for(databases)("random bodies sent to the v3 API on $name", ({ name, create }) => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;
  let counting: string;
  let routes: ReturnType<typeof routesOf>;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    routes = routesOf((await world.ask("GET /openapi.json")).body);
    const tables = await database.run(TABLES[name]);
    counting = tables
      .map(({ name: t }) => `select '${t}' as t, count(*) as n from ${t}`)
      .join(" union all ");
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  /** How much there is of everything. */
  const counted = async () => {
    const rows = await database.run(counting);
    return Object.fromEntries(rows.map((row) => [String(row["t"]), Number(row["n"])]));
  };

  const expectRefusal = ({ status, body }: Answer) => {
    expect(body.message).toMatch(/^[A-Z].{8,}/);
    if (status !== 422) return;
    const fields = Object.entries<string[]>(body.errors);
    expect(fields).not.toEqual([]);
    for (const [, messages] of fields) {
      expect(messages).not.toEqual([]);
      for (const message of messages) {
        // As the platform words it, without a full stop (DOMAIN §3.1 no. 5).
        if (message === "The phone number exists") continue;
        expect(message).toMatch(/^[A-Z].{8,}\.$/);
        expect(message).not.toMatch(/invalid (input|option|key|element)|expected|received/i);
      }
    }
  };

  const runs = casesOf(3);

  it("never cause a 500, write nothing when refused, and leave everything readable and the ledger intact", {
    timeout: 180_000,
  }, async () => {
    const writing = routes.filter(({ method }) => method === "post" || method === "put");
    expect(writing.length).toBeGreaterThan(20);
    const statuses: Record<string, number> = {};
    const known = knownValues(samples);
    let before = await counted();
    for (const { route, schema } of writing) {
      const bodies = randomBody(schema ?? {}, known);
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const answer = await world.ask(samples.fill(route), { body });
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
          expect(answer.status, `${route} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
          const [held, after] = [before, await counted()];
          before = after;
          if (answer.status < 300) expect(answer.body).toBeTypeOf("object");
          else {
            expectRefusal(answer);
            expect(after, route).toEqual(held);
          }
        }),
        // Hashing a PIN takes long, and is meant to.
        { numRuns: route.includes("/staff") ? Math.ceil(runs / 4) : runs },
      );
    }
    // Else the bodies would try nothing behind the schemas.
    const { 200: done = 0, 201: created = 0 } = statuses;
    expect(done + created).toBeGreaterThan(writing.length / 2);
    expect(created).toBeGreaterThan(5);
    expect(statuses[422]).toBeGreaterThan(writing.length);

    for (const { route } of routes.filter(({ method }) => method === "get")) {
      const answer = await world.ask(samples.fill(route));
      expect(answer.status, `${route} ${JSON.stringify(answer.body)}`).toBeLessThan(500);
    }
    const found = await world.store.snapshot(TEST_TENANT, (deps) =>
      verifyLedger({ ...deps, now: systemClock() }),
    );
    expect(found).toMatchObject({ isWhole: true, brokenLinks: [], differences: [] });
    expect(found.entries).toBeGreaterThan(0);
  });
});
