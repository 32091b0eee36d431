import { Agent, request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#sync-server/clock.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { knownValues } from "#sync-server/testing/known-values.ts";
import { type JsonSchema, randomBody } from "#sync-server/testing/random-body.ts";
import { type RandomQueryParts, randomQuery } from "#sync-server/testing/random-query.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

/** How many requests; a nightly run sends more. */
const REQUESTS = Number(process.env["REGULARS_FUZZ"] ?? 20_000);
const SEED = Number(process.env["REGULARS_FUZZ_SEED"] ?? 9);
/** Sent at once, so that some meet. */
const CLIENTS = 6;
/** No answer may take longer, on a machine that does nothing else. */
const WITHIN_MS = 2_000;
/** Hashing a PIN takes long, and is meant to: of these one in so many is sent. */
const SLOW = /\/staff|credits\/cards/;
const SLOW_SHARE = 6;

type Operation = {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: JsonSchema }> }
  >;
};
type Asked = { readonly method: string; readonly path: string; readonly body: string | null };

describe("generated requests to the v3 API", () => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;
  let agent: Agent;

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error("SQLite is always there");
    database = await first.create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  });
  afterAll(async () => {
    agent.destroy();
    await world.close();
    await database.drop();
  });

  const send = ({
    method,
    path,
    body,
  }: Asked): Promise<{ status: number; text: string; ms: number }> => {
    const url = new URL(`${world.url}${path}`);
    const startedAt = performance.now();
    const headers = {
      authorization: `Bearer ${world.token}`,
      ...(body === null ? {} : { "content-type": "application/json" }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent, method, headers, timeout: 60_000 }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text, ms: performance.now() - startedAt }),
        );
      });
      sent.on("error", reject);
      sent.on("timeout", () => sent.destroy(new Error(`no answer: ${method} ${path}`)));
      sent.end(body ?? undefined);
    });
  };

  it(`never get a 5xx or no answer in ${WITHIN_MS} ms, and leave the ledger whole`, {
    timeout: 600_000 * Math.max(1, REQUESTS / 20_000),
  }, async () => {
    const document = (await world.ask("GET /openapi.json")).body;
    const known = knownValues(samples);
    const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
      ([path, each]) =>
        Object.entries(each).map(([method, operation]) => ({
          method: method.toUpperCase(),
          template: path.replace(/^\/api\/v3/, "").replaceAll(/\{(\w+)\}/g, ":$1"),
          operation,
        })),
    );
    const slowOnes = operations.filter(({ template }) => SLOW.test(template)).length;
    const whole = operations.length - slowOnes + slowOnes / SLOW_SHARE;
    const share = Math.ceil(REQUESTS / whole);
    const asked = operations.flatMap(({ method, template, operation }, at) => {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      const requests = fc.record({
        path: pathOf(samples.fill(`${method} ${template}`).slice(method.length + 1)),
        query: randomQuery(partsOf(operation)),
        body: schema ? randomBody(schema, known) : fc.constant(null),
      });
      const numRuns = SLOW.test(template) ? Math.ceil(share / SLOW_SHARE) : share;
      return fc
        .sample(requests, { numRuns, seed: SEED + at })
        .map(({ path, query, body }) => ({ method, path: `${path}${query}`, body }));
    });
    // What is deleted is deleted last: the others need it.
    const turn = ({ method }: Asked) => (method === "DELETE" ? 1 : 0);
    const orders = fc.sample(fc.nat(), { numRuns: asked.length, seed: SEED });
    const queue = asked
      .map((each, at) => ({ each, order: turn(each) * 2 ** 32 + Number(orders[at]) }))
      .toSorted((a, b) => b.order - a.order)
      .map(({ each }) => each);
    const statuses = new Map<number, number>();
    const slow: Asked[] = [];
    const client = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { status, text, ms } = await send(next);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) expect.soft({ ...next, status, text }).toBeUndefined();
        if (ms > WITHIN_MS) slow.push(next);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    // The machine may have been busy: what was slow is sent again, alone.
    for (const each of slow)
      expect((await send(each)).ms, JSON.stringify(each)).toBeLessThan(WITHIN_MS);
    const sent = [...statuses.values()].reduce((sum, n) => sum + n, 0);
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    // Else the requests would try nothing behind the schemas.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(sent / 6);
    expect(statuses.get(422)).toBeGreaterThan(sent / 6);
    const found = await world.store.snapshot(TEST_TENANT, (deps) =>
      verifyLedger({ ...deps, now: systemClock() }),
    );
    expect(found).toMatchObject({
      isWhole: true,
      brokenLinks: [],
      differences: [],
      fileProblems: [],
    });
    expect(await database.run("pragma foreign_key_check")).toEqual([]);
  });
});

/** A path, mostly as it is, else about something that isn't there or can't be. */
const pathOf = (path: string): fc.Arbitrary<string> => {
  const parts = path.split("/");
  const odd = fc.constantFrom("0", "-1", "99999999999", "x", "%00", "%F0%9F%98%80", "..%2F", "1e3");
  const changed = fc
    .tuple(fc.nat({ max: parts.length - 1 }), odd)
    .map(([at, value]) =>
      parts.map((part, index) => (index === at && at > 1 ? value : part)).join("/"),
    );
  return fc.oneof({ weight: 9, arbitrary: fc.constant(path) }, { weight: 1, arbitrary: changed });
};

/** What a query of an operation may name: the fields of what it answers. */
const partsOf = ({ responses }: Operation): RandomQueryParts => {
  const shown = responses["200"]?.content?.["application/json"]?.schema.properties?.["data"];
  const fields = Object.keys((shown?.items ?? shown)?.properties ?? {});
  return { fields, isList: shown?.items !== undefined };
};
