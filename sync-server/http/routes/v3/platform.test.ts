import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCOPES } from "#shared/api/access/scopes.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { platformFields } from "#sync-server/testing/platform-fields.ts";
import { namelessOperation, platformOperations } from "#sync-server/testing/platform-operations.ts";
import type { JsonSchema } from "#sync-server/testing/random-body.ts";
import { recordedCalls } from "#sync-server/testing/recorded-calls.ts";
import { makeV3Calls, type V3Calls } from "#sync-server/testing/v3-calls.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { type Answer, startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { readExamples, withExamples } from "./examples.ts";

const routes = (await readV3Routes()).filter(({ scopes }) => scopes !== "public");
const EXAMPLES = fileURLToPath(new URL("./examples.json", import.meta.url));
const TABLE = fileURLToPath(new URL("../../../../dist/conformance.md", import.meta.url));

/** What isn't this API's business: reactions, and the access of people. */
const ELSEWHERE = /^\/(?:automations|triggers|targets|webhooks|users|roles|permissions)|delegate$/;

/** Operations that nothing answers yet: a new one must be answered. */
const NOT_YET = /^\w+ \/audits/;

/** Answers of what each tenant has, or nobody needs to have. */
const OWN_ANSWERS: Readonly<Record<string, Partial<Record<Column, number>>>> = {
  "GET /identities/search-profile/:identifier": { missing: 200, foreign: 200 },
  "GET /settings/:handle": { foreign: 200 },
  "PUT /settings/:handle": { foreign: 200 },
};

const COLUMNS = ["valid", "invalid", "missing", "foreign", "underscoped"] as const;
type Column = (typeof COLUMNS)[number];

describe("the operations that clients of the platform call", () => {
  let database: TestDatabase;
  let world: V3World;
  let stranger: V3World;
  let calls: V3Calls;
  let reference: Answer["body"];

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error("SQLite is always there");
    database = await first.create();
    world = await startV3World(database);
    reference = (await world.ask("GET /openapi.json")).body;
    const { paths } = reference;
    const bodyOf = (route: string): JsonSchema => {
      const [method = "", path = ""] = route.split(" ");
      const operation = paths[`/api/v3${path.replaceAll(/:(\w+)/g, "{$1}")}`][method.toLowerCase()];
      return operation.requestBody?.content["application/json"].schema ?? {};
    };
    calls = await makeV3Calls(
      world,
      routes.map(({ route }) => route),
      bodyOf,
    );
    stranger = await world.otherTenant();
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  it("have an example each, and answer as the reference says", { timeout: 120_000 }, async () => {
    const answering = routes.filter(({ route }) => !route.startsWith("DELETE"));
    const lacking = answering.filter(({ route }) => !calls.made.has(route));
    expect(lacking).toEqual([]);
    const made = recordedCalls([...calls.made.values()]);
    if (process.env["REGULARS_RECORD"]) {
      writeFileSync(EXAMPLES, `${JSON.stringify(made, null, 1)}\n`);
    }
    const how = "record the examples anew: see CONTRIBUTING";
    expect(Object.keys(readExamples()), how).toEqual(Object.keys(made));
    const document = { ...reference, paths: withExamples(reference.paths, made) };
    const config = await createConfig({
      rules: { "no-invalid-media-type-examples": { severity: "error" } },
    });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: "/openapi.json", config });
    expect(problems.map(({ message, location }) => [message, location[0]?.pointer])).toEqual([]);
  });

  it("are answered, also when they are wrong, about nothing, a stranger's or not granted", async () => {
    const found = new Map(routes.map((each) => [namelessOperation(each.route), each]));
    const asked = platformOperations
      .filter(({ path }) => !ELSEWHERE.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    const missing = asked.map(namelessOperation).filter((name) => !found.has(name));
    const answers = new Map<string, Awaited<ReturnType<typeof answersOf>>>();
    for (const operation of asked.toSorted((a, b) => turnOf(a) - turnOf(b))) {
      const route = found.get(namelessOperation(operation));
      if (route) answers.set(operation, await answersOf(route));
    }
    const rows = asked.map((operation) => {
      const shown = COLUMNS.map((name) => answers.get(operation)?.[name] ?? "");
      return `| \`${operation}\` | ${shown.join(" | ")} |`;
    });
    const summary = `${answers.size} of ${asked.length} operations are answered`;
    mkdirSync(new URL(".", `file://${TABLE}`), { recursive: true });
    const head = `| operation | ${COLUMNS.join(" | ")} |\n|---|${"---|".repeat(COLUMNS.length)}`;
    writeFileSync(TABLE, `${summary}.\n\n${head}\n${rows.join("\n")}\n`);
    console.info(`${summary}, of ${platformOperations.length} with those of reactions and access.`);
    expect(missing.filter((name) => !NOT_YET.test(name))).toEqual([]);
  });

  it("show and take every field that clients read and send", () => {
    const lost = platformFields.flatMap(({ operation, within, fields }) => {
      const [method = "", path = ""] = operation.split(" ");
      const { responses, requestBody } = reference.paths[`/api/v3${path}`][method.toLowerCase()];
      const sent = method === "GET" ? null : contentOf(requestBody);
      const schema = sent ?? fieldsOf(contentOf(responses[200]))["data"];
      const known = within.reduce((from: object, name) => fieldsOf(from)[name] ?? {}, schema ?? {});
      const names = Object.keys(fieldsOf(known));
      const missing = fields.filter((field) => !names.includes(field));
      return missing.map((field) => [operation, ...within, field].join(" "));
    });
    expect(lost.toSorted()).toEqual(Object.keys(OTHERWISE).toSorted());
    expect(platformFields.flatMap(({ fields }) => fields).length).toBeGreaterThan(1000);
  });

  it("with another method is 405 and names those that the path has (DOMAIN §1.2)", async () => {
    const methodsOf = Map.groupBy(routes, ({ route }) => route.split(" ")[1] ?? "");
    for (const [path, known] of methodsOf) {
      const methods = known.map(({ route }) => route.split(" ")[0] ?? "");
      const wrong = [
        "PATCH",
        ...["GET", "PUT", "DELETE"].filter((each) => !methods.includes(each)),
      ];
      const to = calls.samples.fill(path);
      for (const method of wrong) {
        const { status, body, headers } = await world.ask(`${method} ${to}/`);
        const allowed = new Set(headers.get("allow")?.split(", "));
        const shown = { status, allowed, names: Object.keys(body ?? {}) };
        const expected = new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : [])]);
        const names = ["code", "message"];
        expect(shown, `${method} ${path}`).toEqual({ status: 405, allowed: expected, names });
      }
      const nobody = await world.ask(`PATCH ${to}`, { token: null });
      expect(nobody, path).toMatchObject({ status: 401, body: { message: "Unauthenticated." } });
    }
    for (const token of [null, world.token]) {
      expect((await world.ask("GET /nowhere", { token })).status).toBe(404);
    }
  });

  /** The statuses of one operation in each case; a dash where there is no such case. */
  const answersOf = async ({
    route,
    scopes = [],
  }: (typeof routes)[number]): Promise<Record<Column, number | string>> => {
    const [method = "", template = ""] = route.split(" ");
    const call = calls.made.get(route);
    const path = call?.path ?? calls.samples.fill(template);
    const body = call?.body;
    const hasBody = method === "POST" || method === "PUT";
    const ask = async (to: string, options: Parameters<V3World["ask"]>[1] = {}, at = world) =>
      (await at.ask(`${method} ${to}`, hasBody ? { body: body ?? {}, ...options } : options))
        .status;
    const isNamed = template.includes(":");
    const nobodys = isNamed ? `${withoutIds(template)}` : "";
    const first = Array.isArray(scopes) ? scopes[0] : undefined;
    const others = [...SCOPES].filter((scope) => scope !== first && scope !== "*");
    const unfit = hasBody
      ? await ask(path, { body: { total: "nonsense", nothing_keeps_this: 1 } })
      : await ask(method === "GET" ? `${path}?include=nonsense` : nobodys);
    const shown = {
      invalid: unfit,
      missing: isNamed ? await ask(nobodys) : "-",
      foreign: isNamed ? await ask(path, {}, stranger) : "-",
      underscoped: first ? await ask(path, { token: await world.tokenWith(others) }) : "-",
      valid: call?.status ?? (await ask(path)),
    };
    expect(shown, route).toEqual({
      valid: call ? call.status : expect.toBeOneOf(DELETED),
      invalid: expect.toBeOneOf(method === "DELETE" ? [404] : [422]),
      missing: expect.toBeOneOf(["-", 404, 422]),
      foreign: expect.toBeOneOf(["-", 404, 422]),
      underscoped: expect.toBeOneOf(["-", 403]),
      ...OWN_ANSWERS[route],
    });
    return shown;
  };
});

/** Fields that clients know and this API doesn't have, each with what there is instead. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "GET /achievements/definitions levels achievement_definition_id": "it is inside of it",
  "GET /achievements/definitions levels id": "its display_number, which is its own in a definition",
  "GET /achievements/definitions levels computed_display_number":
    "a level that repeats is worked out for a profile: GET /profiles/{id}/achievements",
  "GET /achievements/definitions levels computed_trigger": "the same",
  "GET /locations departments": "include=departments, which takes read-departments",
  "GET /locations handle": "external_code names it for people and external_id for systems",
  "GET /organisations locations": "an organisation is of people; nothing is said of its places",
  "GET /profiles created_by": "profile.created of GET /events says which token or device it was",
  "GET /profiles normal_hours": "staff aren't profiles (DOMAIN §3.3)",
  "GET /profiles special_hours": "the same",
  "GET /profiles/{profile_id}/tiers created_at": "a standing is worked out when it is read",
  "GET /profiles/{profile_id}/tiers id": "the same",
  "GET /profiles/{profile_id}/tiers updated_at": "the same",
  "GET /rates location": "location_id",
  "GET /redemptions transaction": "include=transaction, which takes read-transactions",
};

type Schema = {
  readonly properties?: Readonly<Record<string, object>>;
  readonly items?: object;
  readonly anyOf?: readonly object[];
};

const contentOf = (part: Answer["body"]): object => part.content["application/json"].schema;

/** The fields of an object in the reference; of a list those of its elements. */
const fieldsOf = (schema: object): Readonly<Record<string, object>> => {
  const { properties = {}, items, anyOf = [] }: Schema = schema;
  const parts = [...anyOf, ...(items ? [items] : [])];
  return Object.assign({}, properties, ...parts.map(fieldsOf));
};

/** It is deleted, or in use, or was deleted at another path. */
const DELETED = [204, 409, 422, 404];

/** What is deleted is so after everything else, and before what it is part of. */
const turnOf = (operation: string): number =>
  operation.startsWith("DELETE") ? 1_000 - operation.length : 0;

/** A path about what isn't there. */
const withoutIds = (template: string): string =>
  template
    .replaceAll(/:(?:profile_id|key|handle|identifier|external_id)/g, (name) =>
      name === ":profile_id"
        ? "00000000-0000-4000-8000-000000000000"
        : name === ":key"
          ? "no:such"
          : "nosuch",
    )
    .replaceAll(/:\w+/g, "99999999");
