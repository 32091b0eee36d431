import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesOf } from "#shared/testing/cases.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const routes = (await readV3Routes()).map(({ route }) => route);
const writing = routes.filter((route) => /^(?:POST|PUT)/.test(route));
const BENEFIT = { name: "n", handle: "n", period: 30 };
const SALE = { total: 1, transacted_at: "2026-03-01" };

const COUNTED = [
  "profiles",
  "profile_attributes",
  "identities",
  "locations",
  "terms",
  "countries",
  "currencies",
  "custom_fields",
  "profile_regions",
  "staff",
  "settings",
  "definition_versions",
  "interactions",
  "visits",
  "tasks",
  "appointments",
  "location_profiles",
  "organisations",
  "organisation_members",
  "connection_definitions",
  "connections",
  "orders",
  "products",
  "product_variants",
  "transactions",
  "transaction_items",
  "transaction_claims",
  "tier_points",
  "prize_draws",
  "prize_draw_entrants",
  "ledger_entries",
  "lots",
  "redemptions",
  "write_offs",
  "freezes",
  "commands",
  "tokens",
];

describe.for(databases)("bad input to the v3 API on $name", ({ name, create }) => {
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

  const counts = async () =>
    (
      await database.run(
        COUNTED.map((table) => `select '${table}' as t, count(*) as n from ${table}`).join(
          " union all ",
        ),
      )
    ).map((row) => [row["t"], Number(row["n"])]);

  const reading = routes.filter((route) => /^GET (?!\/openapi)/.test(route));
  it.for(reading)("%s refuses an unknown include and names those it has", async (route) => {
    for (const include of ["nonsense", "constructor"]) {
      const answer = await world.ask(`${samples.fill(route)}?include=${include}`);
      expect(answer.status).toBe(422);
      expect(answer.body.errors.include[0]).toMatch(/^(You can include here: |Nothing can be )/);
    }
  });

  it("caps page[size] at 100, and meta says so", async () => {
    for (const size of ["101", "1000", "999999"]) {
      const answer = await world.ask(`GET /profiles?page[size]=${size}`);
      expect([answer.status, answer.body.meta.per_page]).toEqual([200, 100]);
    }
    for (const size of ["0", "-1", "many", "1.5"]) {
      const answer = await world.ask(`GET /profiles?page[size]=${size}`);
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ["page[size]"]]);
    }
  });

  /** What is wrong, and which fields the answer names. */
  const table: readonly (readonly [string, object, readonly string[]])[] = [
    ["POST /profiles", {}, ["email"]],
    ["POST /profiles", { email: "no" }, ["email"]],
    ["POST /profiles", { email: 5 }, ["email"]],
    ["POST /profiles", { email: ["a@b.co"] }, ["email"]],
    ["POST /profiles", { email: "a@b.co", mobile_phone: "12" }, ["mobile_phone"]],
    ["POST /profiles", { email: "a@b.co", birth_day: 5 }, ["birth_month"]],
    ["POST /profiles", { email: "a@b.co", birth_day: 31, birth_month: 2 }, ["birth_day"]],
    [
      "POST /profiles",
      { email: "a@b.co", birth_day: 40, birth_month: 13 },
      ["birth_day", "birth_month"],
    ],
    ["POST /profiles", { email: "a@b.co", gender: "robot" }, ["gender"]],
    ["POST /profiles", { email: "a@b.co", profile_type: "deleted" }, ["profile_type"]],
    ["POST /profiles", { email: "a@b.co", tags: "VIP" }, ["tags"]],
    ["POST /profiles", { email: "a@b.co", tags: [1, ""] }, ["tags.1"]],
    [
      "POST /profiles",
      { email: "a@b.co", identities: [{ handle: "x" }] },
      ["identities.0.identifier"],
    ],
    ["POST /profiles", { email: "a@b.co", joined_location_id: 99_999 }, ["joined_location_id"]],
    [
      "POST /profiles",
      { email: "a@b.co", joined_location_external_id: "no" },
      ["joined_location_external_id"],
    ],
    ["POST /profiles", { email: "a@b.co", joined_at: "yesterday" }, ["joined_at"]],
    ["POST /profiles", { email: "a@b.co", first_name: "x".repeat(121) }, ["first_name"]],
    ["POST /profiles", { email: "a@b.co", first_name: "a\u0000b" }, ["first_name"]],
    ["POST /profiles", { email: "a@b.co", first_name: "a\ud83d" }, ["first_name"]],
    ["POST /profiles", { email: "a@b.co", meta: { deep: [{ "k\u0000": 1 }] } }, ["meta.deep.0.k"]],
    ["POST /profiles", { email: "a@b.co", first_name: "a\ud83d" }, ["first_name"]],
    ["POST /profiles", { email: "a@b.co", tags: ["VIP", "\ude00\ud83d"] }, ["tags.1"]],
    ["POST /profiles", { email: "a@b.co", meta: { "\ud83dk": 1 } }, ["meta.k"]],
    ["POST /profiles", { email: "a@b.co", custom_fields: ["\ud83d"] }, ["custom_fields.0"]],
    ["POST /transactions", { ...SALE, tags: ["\ud83d"] }, ["tags.0"]],
    ["POST /transactions", { ...SALE, external_id: "x".repeat(191) }, ["external_id"]],
    ["POST /locations", { name: "x".repeat(201) }, ["name"]],
    ["PUT /settings/:handle", { value: "\ud83d" }, ["value"]],
    ["POST /profiles", { email: "a@b.co", meta: { long: "x".repeat(20_001) } }, ["meta"]],
    [
      "POST /profiles",
      { email: "a@b.co", addresses: [{ address_line_1: "1 High St", city: "" }] },
      ["addresses.0.city", "addresses.0.country"],
    ],
    ["POST /profiles", { email: "a@b.co", addresses: {} }, ["addresses"]],
    ["POST /profiles", { email: "a@b.co", addresses: [{ id: 99_999 }] }, ["addresses.0.id"]],
    [
      "POST /profiles",
      { email: "a@b.co", comms_attributes: { email_promo: "perhaps" } },
      ["comms_attributes.email_promo"],
    ],
    [
      "POST /profiles",
      {
        email: "a@b.co",
        custom_attributes: [
          { namespace: "a", handle: "b", type: "integer", value: "many" },
          { namespace: "a b", handle: "b", type: "gold", value: 1 },
          { namespace: "a", handle: "b", type: "array", value: {} },
        ],
      },
      [
        "custom_attributes.0.value",
        "custom_attributes.1.namespace",
        "custom_attributes.1.type",
        "custom_attributes.2.value",
      ],
    ],
    [
      "POST /profiles",
      { email: "a@b.co", dates_attributes: [{ name: "x" }, { date: "2026-02-30" }] },
      ["dates_attributes.0.date", "dates_attributes.1.date"],
    ],
    [
      "PUT /profiles/:profile_id",
      { dates_attributes: [{ id: 99_999 }] },
      ["dates_attributes.0.id"],
    ],
    ["PUT /profiles/:profile_id/attributes/comms", { sms_optout: 7 }, ["sms_optout"]],
    ["POST /profiles/availability", { email: "nope" }, ["email"]],
    ["POST /profiles/search-id", {}, ["type", "id"]],
    [
      "POST /profiles/:profile_id/identities",
      { handle: "", identifier: "" },
      ["handle", "identifier"],
    ],
    ["POST /rewards", {}, ["profile_id"]],
    ["POST /rewards", { profile_id: "x", reward_definition_id: 1 }, ["profile_id"]],
    ["POST /rewards/definitions", {}, ["name", "handle", "value", "type"]],
    [
      "POST /rewards/definitions",
      { name: "n", handle: "a b", value: -1, type: "gift" },
      ["handle", "value", "type"],
    ],
    [
      "POST /rewards/definitions",
      { name: "n", handle: "n", value: 1.005, type: "other" },
      ["value"],
    ],
    [
      "POST /rewards/definitions",
      { name: "n", handle: "n", value: 5, max_value: 4, type: "other" },
      ["value"],
    ],
    [
      "POST /rewards/definitions",
      { name: "n", handle: "n", value: 5, type: "other", period: 10_000, period_type: "years" },
      ["period"],
    ],
    [
      "POST /points/definitions",
      { name: "n", handle: "n", earn_rate: -1, exchange_rate: 1e9 },
      ["earn_rate", "exchange_rate"],
    ],
    ["POST /rates", { name: "n", handle: "sample", rate: -1, priority: "x" }, ["rate", "priority"]],
    ["POST /rates", { name: "n", handle: "nothing", rate: 1 }, ["handle"]],
    ["POST /rates", { name: "n", handle: "sample", rate: 1, location_id: 999 }, ["location_id"]],
    [
      "POST /rates",
      { name: "n", handle: "sample", rate: 1, start_time: "2026-12-02", end_time: "2026-12-01" },
      ["end_time"],
    ],
    [
      "POST /rates",
      {
        name: "n",
        handle: "sample",
        rate: 1,
        profile_conditions: { method: [{ var: "x" }, "toString"] },
        product_conditions: "brand = X",
      },
      ["profile_conditions", "product_conditions"],
    ],
    ["POST /benefits/definitions", {}, ["name", "handle", "period"]],
    [
      "POST /benefits/definitions",
      { ...BENEFIT, type: "spend", max_redemptions: 0, max_global_redemptions: -1, end_at: "soon" },
      ["type", "max_redemptions", "max_global_redemptions", "end_at"],
    ],
    [
      "POST /benefits/definitions",
      { ...BENEFIT, claim_period_start_at: "2026-03-11", claim_period_end_at: "2026-03-10" },
      ["claim_period_end_at"],
    ],
    [
      "POST /benefits/definitions",
      { ...BENEFIT, claim_condition: "x", view_condition: { cat: ["a"] }, claim_timeframe: 1 },
      ["claim_condition", "view_condition", "claim_timeframe"],
    ],
    [
      "POST /lists/definitions",
      { allow_share: "maybe" },
      ["name", "handle", "type", "allow_share"],
    ],
    ["POST /profiles/:profile_id/lists", { items: {} }, ["name", "items"]],
    ["POST /imports", { total_batch_count: 0 }, ["handler", "match_criteria", "total_batch_count"]],
    ["POST /import-jobs", {}, ["import_id", "data"]],
    ["POST /ratings", { score: "many" }, ["score", "profile_id"]],
    ["POST /shares", {}, ["source_type", "source_id", "profile_id"]],
    ["POST /shares/uses", {}, ["code", "profile_id"]],
    ["PUT /shares/:id", { quantity: -1, period_type: "hours" }, ["quantity", "period_type"]],
    ["POST /reminders", {}, ["schedule_type", "channel", "note"]],
    ["PUT /reminders/:id", { repeat_unit: null }, ["repeat_unit"]],
    [
      "PUT /profiles/:profile_id/lists/:list_id",
      { name: null, custom_date: "soon", items: [{ quantity: 0, position: "x" }] },
      ["name", "custom_date", "items.0.quantity", "items.0.position"],
    ],
    ["POST /profiles/:profile_id/lists/:list_id/items", {}, ["product_variant_id"]],
    [
      "POST /profiles/:profile_id/lists/:list_id/shares",
      { expires_at: "2020-01-01" },
      ["expires_at"],
    ],
    ["POST /list/items/:list_item_id/reservations", { quantity: 0 }, ["quantity", "profile_id"]],
    ["POST /list/items/:list_item_id/reservations", {}, ["profile_id"]],
    [
      "PUT /list/items/:list_item_id/reservations/:reservation_id",
      { quantity: 99, status: "lost" },
      ["status"],
    ],
    ["POST /achievements/definitions", {}, ["name", "handle", "levels"]],
    [
      "POST /achievements/definitions",
      {
        ...{ name: "n", handle: "h", counts: "visits", period: 7, display_option: "secret" },
        levels: [{ name: "", display_number: -1, trigger: 0, meta: { unlocks: [{ type: "x" }] } }],
      },
      [
        ...["counts", "period", "display_option", "levels.0.name", "levels.0.display_number"],
        ...["levels.0.trigger", "levels.0.meta.unlocks.0.type"],
      ],
    ],
    ["POST /profiles/:profile_id/achievements", {}, ["definition_id", "count"]],
    [
      "POST /profiles/:profile_id/achievements",
      { definition_id: 1, count: "many", issued_at: "soon", expires_at: 1 },
      ["count", "issued_at", "expires_at"],
    ],
    ["POST /benefits", {}, ["profile_id"]],
    ["POST /benefits", { profile_id: "x", benefit_definition_id: 1 }, ["profile_id"]],
    [
      "POST /allocations",
      { definition: { id: 1, type: "credit_definition" }, allocations: [{ code: " - " }] },
      ["definition.type", "allocations.0.code"],
    ],
    ["POST /profiles/:profile_id/benefits/claim", {}, ["definition"]],
    ["POST /profiles/:profile_id/benefits/claim", { definition: "nothing" }, ["definition"]],
    ["POST /points", { profile_id: "x", value_initial: "x" }, ["profile_id", "value_initial"]],
    ["POST /profiles/:profile_id/redeem", {}, ["amount"]],
    ["POST /profiles/:profile_id/redeem", { amount: { $gt: 0 } }, ["amount"]],
    ["POST /profiles/:profile_id/redeem", { amount: 1, strategies: ["gold"] }, ["strategies.0"]],
    ["POST /profiles/:profile_id/redeem", { amount: 1, strategies: ["benefits"] }, ["amount"]],
    ["POST /profiles/:profile_id/redeem", { amount: 1, benefits: [{ id: 1 }] }, ["benefits.0"]],
    [
      "POST /profiles/:profile_id/redeem",
      { amount: 1, benefits: [{ id: 1, handle: "x" }] },
      ["benefits.0"],
    ],
    ["POST /profiles/:profile_id/redeem", { amount: 1, currency: "XOF" }, ["currency"]],
    ["POST /profiles/:profile_id/redeem", { amount: 1, basket_total: -1 }, ["basket_total"]],
    [
      "POST /profiles/:profile_id/redeem",
      {
        amount: 1,
        items: [{}, { price_sell: 1e7, quantity: 2 }, { price_sell: 1, quantity: "x" }],
      },
      ["items.0.price_sell", "items.1", "items.2.quantity"],
    ],
    ["POST /profiles/:profile_id/redeem/preview", { amount: -1 }, ["amount"]],
    ["POST /profiles/:profile_id/redeem", { amount: 1, strict: "maybe" }, ["strict"]],
    ["POST /transactions", {}, ["total", "transacted_at"]],
    ["POST /transactions", { ...SALE, total: "12,50" }, ["total"]],
    ["POST /transactions", { ...SALE, total: 1e12 }, ["total"]],
    ["POST /transactions", { ...SALE, transacted_at: "2026-13-01" }, ["transacted_at"]],
    ["POST /transactions", { ...SALE, transacted_at: "2026-03-09" }, ["transacted_at"]],
    ["POST /transactions", { ...SALE, timezone: "Melbourne" }, ["timezone"]],
    ["POST /transactions", { ...SALE, currency: "XOF" }, ["currency"]],
    ["POST /transactions", { ...SALE, currency: "ZZZ" }, ["currency"]],
    ["POST /profiles", { email: "c@example.com", currency: "AUS" }, ["currency"]],
    ["POST /transactions", { ...SALE, profile_id: "nobody" }, ["profile_id"]],
    ["POST /transactions", { ...SALE, redemption_id: 99_999 }, ["redemption_id"]],
    ["POST /transactions", { ...SALE, items: {} }, ["items"]],
    ["PUT /transactions/:id", { total: 1 }, ["total"]],
    ["PUT /transactions/:id", { is_void: "yes" }, ["is_void"]],
    ["POST /brands", { handle: "café" }, ["handle"]],
    ["POST /departments", {}, ["brand_id", "handle"]],
    ["POST /departments", { handle: "x", brand_id: 999_999 }, ["brand_id"]],
    ["POST /regions", { handle: "west", countries: [{ iso_2: "UK" }] }, ["countries.0.iso_2"]],
    ["POST /regions", { handle: "west" }, ["handle"]],
    ["PUT /regions/:id", { handle: "east" }, ["handle"]],
    [
      "POST /statuses",
      { handle: "s", name: "S", period_type: "absolute_date" },
      ["absolute_expiry"],
    ],
    ["POST /tags", { handle: "" }, ["handle"]],
    ["POST /currencies", { from: "AUD", to: "XYZ", rate: 0 }, ["rate", "to"]],
    ["POST /currencies", { from: "AUD", to: "AUD", rate: 1 }, ["to"]],
    ["POST /currencies", { from: "AUD", to: "IDR", rate: 10_441.12345678 }, ["rate"]],
    ["POST /currencies", { from: "USD", to: "AUD", rate: 2 }, ["to"]],
    ["POST /currencies", { from: "AUD", to: "USD", rate: 1e-9 }, ["rate"]],
    [
      "POST /tenants/custom-fields",
      { namespace: "a", handle: "b", type: "integer", value: "12abc" },
      ["value"],
    ],
    [
      "POST /tenants/custom-fields",
      { namespace: "shop", handle: "size", type: "string", value: "again" },
      ["handle"],
    ],
    ["PUT /tenants/custom-fields/:key", { value: "1,5" }, ["value"]],
    ["PUT /tenants/custom-fields/:key", { type: "array" }, ["value"]],
    ["POST /profiles/:profile_id/regions", { region_id: 999_999 }, ["region_id"]],
    ["PUT /profiles/:profile_id/attributes/custom/:key", { type: "float", value: "x" }, ["value"]],
    ["POST /locations", {}, ["name"]],
    ["POST /locations", { name: "n", region: "undeclared" }, ["region"]],
    ["POST /locations", { name: "n", timezone: "x", country: "AUS" }, ["timezone", "country"]],
    ["POST /locations", { name: "n", country: "UK" }, ["country"]],
    ["POST /locations", { name: "n", external_id: "SAMPLE" }, ["external_id"]],
    ["PUT /locations/:id", { region: "elsewhere" }, ["region"]],
    ["POST /staff", { full_name: "n", staff_number: "9", pin: "1234" }, ["pin"]],
    ["POST /staff", { full_name: "n", staff_number: "1", pin: "123456" }, ["staff_number"]],
    ["PUT /settings/:handle", {}, ["value"]],
    ["PUT /settings/:handle", { value: "{" }, ["value"]],
    ["PUT /settings/:handle", { value: "{}" }, ["value"]],
    ["POST /auth/api-tokens", { name: "", scopes: [] }, ["name", "scopes"]],
  ];

  it.for(table)("%s with %j is refused, naming the fields", async ([route, body, fields]) => {
    const before = await counts();
    const answer = await world.ask(samples.fill(route), { body });
    expect([answer.status, Object.keys(answer.body.errors ?? {}).sort()]).toEqual([
      422,
      [...fields].sort(),
    ]);
    for (const messages of Object.values<string[]>(answer.body.errors)) {
      for (const message of messages) expect(message).toMatch(/^[A-Z].{8,}/);
    }
    expect(typeof answer.body.message).toBe("string");
    expect(await counts()).toEqual(before);
  });

  // Before any database is asked.
  it.for(name === "sqlite" ? writing : [])("%s refuses a malformed body", async (route) => {
    const request = samples.fill(route);
    const before = await counts();
    for (const body of ['{"a":', "{a:1}", '{"__proto__":{"x":1}}', "[".repeat(60)]) {
      const answer = await world.ask(request, { body });
      expect(answer.status, body).toBe(400);
    }
    for (const body of ["[]", "5", '"x"', "null"]) {
      expect((await world.ask(request, { body })).status, body).toBe(422);
    }
    const form = await world.ask(request, {
      body: "a=1",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(415);
    const large = await world.ask(request, { body: `{"x":"${"x".repeat(1_100_000)}"}` });
    expect(large.status).toBe(413);
    expect(await counts()).toEqual(before);
  });

  it("T18 takes an id that no database could hold for one of nothing", async () => {
    for (const path of [
      ...["/rewards/2147483648", "/rewards/9223372036854775807", "/rewards/9223372036854775808"],
      ...["/profiles/12", "/locations/99999999999"],
    ]) {
      expect([path, (await world.ask(`GET ${path}`)).status]).toEqual([path, 404]);
    }
    for (const id of [99_999_999_999, "9223372036854775808"]) {
      const body = { email: "big@example.com", joined_location_id: id };
      const sent = await world.ask("POST /profiles", { body });
      expect([sent.status, Object.keys(sent.body.errors)]).toEqual([422, ["joined_location_id"]]);
    }
    const filtered = await world.ask("GET /profiles?filter[joined_location_id]=99999999999");
    expect([200, 422]).toContain(filtered.status);
  });

  it("T22 takes tags that are written alike for one, however they were composed", async () => {
    const [composed, decomposed] = ["caf\u00e9", "cafe\u0301"];
    const body = { email: "cafe@example.com", tags: [decomposed, composed, "Caf\u00e9"] };
    const { data } = (await world.ask("POST /profiles", { body })).body;
    expect(data.tags).toEqual([composed, "Caf\u00e9"]);
    for (const tag of [composed, decomposed]) {
      const query = `filter[tags.handle]=${encodeURIComponent(tag ?? "")}`;
      const found = await world.ask(`GET /profiles?${query}`);
      expect(found.body.data).toMatchObject([{ id: data.id }]);
    }
    for (const handle of ["g\u043eld", decomposed]) {
      expect((await world.ask("POST /brands", { body: { name: "B", handle } })).status).toBe(422);
    }
  });

  it("treats an impossible id as not found", async () => {
    for (const path of [
      "/profiles/nobody",
      "/profiles/00000000-0000-0000-0000-000000000000",
      "/profiles/%00",
      "/rewards/0",
      "/rewards/-1",
      "/rewards/1e3",
      "/rewards/99999999999999999999",
      "/transactions/%27%20or%201=1",
      "/locations/NaN",
      "/transactions/external/%00",
      `/profiles/${samples.profileId}/identities/nope`,
    ]) {
      expect([404, 422], path).toContain((await world.ask(`GET ${path}`)).status);
    }
    expect((await world.ask("GET /profiles/%E0%A4%A")).status).toBe(400);
    expect((await world.ask("GET /nothing")).status).toBe(404);
    expect((await world.ask("PATCH /profiles")).status).toBe(405);
  });

  it("stores emoji and other rare characters unchanged, and finds them again", async () => {
    const tag = "😀 Zoë \uffff";
    const answer = await world.ask("POST /profiles", {
      body: { email: "plane@example.com", tags: [tag], meta: { [tag]: [tag] } },
    });
    expect(answer.body.data).toMatchObject({ tags: [tag], meta: { [tag]: [tag] } });
    const query = `filter[tags.handle]=${encodeURIComponent(tag)}`;
    const found = await world.ask(`GET /profiles?${query}`);
    expect(found.body.data).toMatchObject([{ email: "plane@example.com" }]);
  });

  it.each([
    "GET /profiles?search=a&search=b",
    "GET /profiles?filter[search]=a&filter[search]=b",
    "GET /locations?search=a",
  ])("%s is refused: ignoring a search would return everything", async (request) => {
    const answer = await world.ask(request);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors ?? {})[0]).toMatch(/search/);
  });

  it.each([
    ["filter[x]=1", "The filter[x] is not a field of this list; it has handle."],
    ["filter[]=1", "The filter[] is not a filter: write filter[field] or filter[field][operator]."],
    ["sort=x", "The sort can't be by a field that it names; this list is sorted by handle."],
    [
      "sort=Zebulonia",
      "The sort can't be by a field that it names; this list is sorted by handle.",
    ],
    ["include=Zebulonia", "Nothing can be included here."],
    ["search=x", "The search isn't possible in this list."],
    ["page=2", "It is not a parameter of this list."],
    ["sort[]=x", "It is not a parameter of this list."],
    ["page[size]=0", "The page[size] must be a whole number from 1 to 1000000."],
  ])("a list refuses %s with a sentence that names it", async (query, message) => {
    const answer = await world.ask(`GET /settings?${query}`);
    expect([answer.status, answer.body.message]).toEqual([422, message]);
    expect(answer.body.errors).toEqual({ [query.split("=")[0] ?? ""]: [message] });
  });

  const runs = casesOf(name === "sqlite" ? 8 : 3);

  it("never answers a query with a 500", { timeout: 120_000 }, async () => {
    const lists = routes.filter(
      (route) => route.startsWith("GET ") && !/openapi|verify/.test(route),
    );
    const operator = fc.constantFrom(
      "",
      "[eq]",
      "[ne]",
      "[gt]",
      "[lte]",
      "[in]",
      "[nullable]",
      "[x]",
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("1", "2026-01-01", "1e400", "%", "a,b", "\u0000", "-5.5"),
    );
    for (const route of lists) {
      const refused = await world.ask(`${samples.fill(route)}?filter[x]=1`);
      const known = /it has (.*?)\.?$/.exec(refused.body.errors?.["filter[x]"]?.[0] ?? "")?.[1];
      const field = fc.oneof(fc.string(), fc.constantFrom(...(known?.split(", ") ?? ["id"])));
      const query = fc.record({ field, operator, text, sort: field, size: text, number: text });
      await fc.assert(
        fc.asyncProperty(query, async (asked) => {
          const search = new URLSearchParams({
            [`filter[${asked.field}]${asked.operator}`]: asked.text,
            ...(asked.text.length % 2 ? { sort: asked.sort } : {}),
            ...(asked.text.length % 3
              ? {}
              : { "page[size]": asked.size, "page[number]": asked.number }),
          });
          const answer = await world.ask(`${samples.fill(route)}?${search.toString()}`);
          expect(answer.status, `${route} ${search.toString()}`).toBeLessThan(500);
        }),
        { numRuns: runs },
      );
    }
  });
});
