import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesOf } from "#shared/testing/cases.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { knownValues } from "#sync-server/testing/known-values.ts";
import { plainBody } from "#sync-server/testing/plain-body.ts";
import type { JsonSchema, KnownValues } from "#sync-server/testing/random-body.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

import { readExamples } from "./examples.ts";

type Operation = {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
};

/** Whether a field is shown as it was sent, however it was spelt. */
const isShown = (sent: unknown, shown: unknown): boolean => {
  if (sent === null || sent === "") return NOTHING.has(shown) || isEmpty(shown);
  if (typeof shown === "boolean") return YES.has(sent) === shown;
  if (Array.isArray(sent)) {
    return Array.isArray(shown) && sent.every((each) => shown.some((one) => isShown(each, one)));
  }
  if (typeof sent === "object" && typeof shown === "object" && shown !== null) {
    const fields = new Map(Object.entries(shown));
    return Object.entries(sent).every(
      ([name, value]) => !fields.has(name) || isShown(value, fields.get(name)),
    );
  }
  const [a, b] = [String(sent).trim(), String(shown).trim()];
  if (a === b || (a !== "" && Number(a) === Number(b))) return true;
  // A day is shown as a moment, or a moment as the day that was meant.
  return /^\d{4}-\d\d-\d\d/.test(a) && (a.startsWith(b) || b.startsWith(a));
};
const NOTHING: ReadonlySet<unknown> = new Set([null, "", false]);
const YES: ReadonlySet<unknown> = new Set([true, "true", 1, "1"]);
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

describe("what is sent to the v3 API is what can be read", () => {
  let database: TestDatabase;
  let world: V3World;
  let samples: V3Samples;
  let known: KnownValues;
  let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error("SQLite is always there");
    database = await first.create();
    world = await startV3World(database);
    samples = await makeV3Samples(world);
    known = {
      ...knownValues(samples),
      email: ["one@example.com", "two@example.com", "three@example.com", "four@example.com"],
      benefit_definition_id: [samples.benefitDefinitionId],
      credit_definition_id: [samples.creditDefinitionId],
      reward_definition_handle: ["sample"],
      point_definition_handle: ["sample"],
      benefit_definition_handle: ["sample"],
      credit_definition_handle: ["sample"],
      type: ["other", "store"],
      iso_2: ["XA", "XB", "XC", "XD", "XE"],
      staff_id: [samples.staffId],
      total: [10],
      external_id: Array.from({ length: 50 }, (_, n) => `EXT-${n}`),
      brand_id: [samples.brandId],
      product_id: [samples.productId],
      product_variant_id: [samples.variantId],
      value_initial: [5],
      value_remaining: [4],
      value: [5],
      point_handle: ["sample"],
      programme: ["status"],
    };
    paths = (await world.ask("GET /openapi.json")).body.paths;
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const writes = () =>
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) => {
        const schema = requestBody?.content["application/json"]?.schema;
        const template = path.replace(/^\/api\/v3/, "").replaceAll(/\{(\w+)\}/g, ":$1");
        const isRead = method === "put" ? "get" in operations : `${path}/{id}` in paths;
        const isOurs = schema?.properties && isRead && !NOT_ROUND.test(template);
        return isOurs ? [{ method, template, schema }] : [];
      }),
    );

  it("for every field of every object that is accepted", { timeout: 600_000 }, async () => {
    const examples = readExamples();
    const accepted = new Set<string>();
    const fields = new Set<string>();
    const wrong: string[] = [];
    for (const { method, template, schema } of writes()) {
      const route = `${method.toUpperCase()} ${template}`;
      const names = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
        "not" in field ? [] : [name],
      );
      for (const name of names) fields.add(`${route} ${name}`);
      const example = method === "post" ? Object(examples[route]?.body) : {};
      const bodies = names.flatMap((field, at) =>
        fc.sample(plainBody(schema, known, { accepted: example, field }), {
          numRuns: casesOf(1),
          seed: at,
        }),
      );
      for (const body of bodies) {
        const written = await world.ask(samples.fill(route), { body });
        expect(written.status, route).toBeLessThan(500);
        if (written.status >= 300) continue;
        const path = samples.fill(template);
        const place = method === "put" ? path : `${path}/${written.body.data?.id}`;
        const ignored = new Set<string>(written.body.meta?.ignored ?? []);
        const read = await world.ask(`GET ${place}`);
        if (read.status !== 200) continue;
        for (const [name, sent] of Object.entries(body)) {
          accepted.add(`${route} ${name}`);
          const { data } = read.body;
          if (!(name in data) || ignored.has(name) || isShown(sent, data[name])) continue;
          wrong.push(`${route} ${name}: ${JSON.stringify([sent, data[name]])}`);
        }
      }
    }
    const left = wrong.filter((each) => !SHOWN_OTHERWISE.some((pattern) => pattern.test(each)));
    expect([...new Set(left)]).toEqual([]);
    // Else the bodies would be refused for something else.
    expect(accepted.size / fields.size).toBeGreaterThan(0.5);
  });
});

/** Writes that keep nothing of their body as it is. */
const NOT_ROUND =
  /settings|\/credits\/cards|lock|release|extend|dry-run|calculate|exchange|take|batch|auth/;

/** Fields that are shown in another form than they are sent, as the rules say. */
const SHOWN_OTHERWISE: readonly RegExp[] = [
  // Nothing means: as usual, now, or as it was.
  / (?:issue_period_type|redemptions_remaining|visited_at|accrued_at|interacted_at): \[(?:null|"")/,
  / (?:is_archived|is_published|sort_order|transaction_timezone|rounding|items): \[(?:null|"")/,
  / meta: \[\[\],null/,
  /(?:products|lists\/:list_id) handle: \[(?:null|"")/,
  / (?:first|last)_name: \[null,"Unknown"/,
  // Staff and locations are named by id or code; events say who did something by hand.
  / (?:staff|location)_id: \["/,
  // Local times are shown in UTC (DOMAIN §1.2 no. 7).
  /(?:rewards|benefits|credits) (?:issued|expires)_at: /,
  / (?:mobile_phone|email): /,
  // A day is its beginning in the tenant's zone (DOMAIN §1.2 no. 8).
  / (?:custom_date|due_date): /,
  // Nothing is said of the default address, which stays.
  /profiles\/:profile_id address: \[null,/,
  // Codes of countries are in capitals; an address has that of its country, and one is the default.
  / iso_[23]: /,
  /addresses\/:address_id (?:iso|iso_state|is_default): /,
  // An assignment that is over is shown as such (DOMAIN §14.2).
  /locations\/:location_id\/profiles\S* is_active: /,
  // One is primary as long as there is one.
  /identities\/\S+ is_primary: \[(?:false|0|"0"|"false"),true/,
];
