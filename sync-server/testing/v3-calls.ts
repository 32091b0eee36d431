import { profileIdSchema } from "#shared/kernel/ids.ts";
import { redemption } from "./ledger-fixtures.ts";
import type { JsonSchema } from "./random-body.ts";
import { makeV3Samples, type V3Samples } from "./v3-samples.ts";
import type { Answer, AskOptions, V3World } from "./v3-world.ts";

/** A call that succeeded: the route as `POST /profiles/:profile_id/redeem`, and what came of it. */
export type MadeCall = {
  readonly route: string;
  /** The path that was called, without the query. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
};

export type V3Calls = {
  readonly samples: V3Samples;
  /** The first call of each route that succeeded, by route. */
  readonly made: ReadonlyMap<string, MadeCall>;
};

/**
 * Calls every route of the API with something that it accepts, on one of everything. The calls that
 * make the samples count; those below are the rest. A change sends back what can be read.
 */
export const makeV3Calls = async (
  world: V3World,
  routes: readonly string[],
  bodyOf: (route: string) => JsonSchema,
): Promise<V3Calls> => {
  const made = new Map<string, MadeCall>();
  const routeOf = routeFinder(routes);
  const ask = async (request: string, options: AskOptions = {}): Promise<Answer> => {
    const answer = await world.ask(request, options);
    const [path = "", query = ""] = request.split("?");
    const route = routeOf(path);
    if (route !== undefined && answer.status < 300 && !made.has(route)) {
      const { status, body } = answer;
      const call = { route, path: path.replace(/^\w+ /, ""), query, body: options.body };
      made.set(route, { ...call, status, answer: body === "" ? null : body });
    }
    return answer;
  };
  const samples = await makeV3Samples({ ...world, ask });
  const post = async (path: string, body?: object): Promise<Answer["body"]> => {
    const answer = await ask(`POST ${path}`, body ? { body } : {});
    if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  };
  await postTheRest({ ...world, ask }, samples, post);
  for (const route of routes.filter((each) => each.startsWith("POST") && !made.has(each))) {
    // One that takes the same body as its parent, such as `/connections/create-update`.
    const parent = made.get(route.replace(/\/[^/]+$/, ""));
    if (parent) await ask(route, { body: parent.body });
  }

  for (const route of routes.filter((each) => each.startsWith("GET"))) {
    const query = QUERIES[route] ?? "?page[size]=1";
    await ask(`${samples.fill(route)}${made.has(route) ? "" : query}`);
  }
  for (const route of routes.filter((each) => each.startsWith("PUT") && !made.has(each))) {
    const path = samples.fill(route);
    const held = await world.ask(path.replace("PUT", "GET"));
    const body = CHANGES[route] ?? sendable(bodyOf(route), held.body.data);
    const answer = await ask(path, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  }
  return { samples, made };
};

/** The query of those reads that need another one than a page of one. */
const QUERIES: Readonly<Record<string, string>> = {
  "GET /redemptions/group-by": "?by=type",
  "GET /redemptions/export": "?from=2026-03-01&to=2026-03-31",
};

/** Changes that aren't what can be read. */
const CHANGES: Readonly<Record<string, object>> = {
  "PUT /devices/:id": { is_restricted: false },
  "PUT /profiles/:profile_id/attributes/dates": { type: "birthday", date: "2020-02-29" },
  "PUT /profiles/:profile_id/update-type": { profile_type: "active" },
};

/** What of a value can be sent: the fields that its schema has, at any depth. */
const sendable = (schema: JsonSchema, value: unknown): unknown => {
  const options = schema.anyOf ?? [schema];
  if (Array.isArray(value)) {
    const items = options.find((each) => each.items)?.items;
    return items ? value.map((each) => sendable(items, each)) : value;
  }
  const fields = options.find((each) => each.properties)?.properties;
  if (typeof value !== "object" || value === null || !fields) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = fields[name];
      return field && !("not" in field) ? [[name, sendable(field, inner)]] : [];
    }),
  );
};

/** Finds the route of a call. Those with fewer parameters come first, as on the server. */
const routeFinder = (routes: readonly string[]) => {
  const patterns = routes
    .map((route) => ({ route, pattern: new RegExp(`^${route.replaceAll(/:\w+/g, "[^/]+")}$`) }))
    .toSorted((a, b) => a.route.split(":").length - b.route.split(":").length);
  return (call: string): string | undefined =>
    patterns.find(({ pattern }) => pattern.test(call))?.route;
};

const DAYS = "from=2026-02-01&to=2026-02-28";
const WHY = { reason: "goodwill", reference: "CASE-1" };

/** The writes that make none of the samples, in an order in which each is possible. */
const postTheRest = async (
  { store, tenantId, ask }: V3World,
  samples: V3Samples,
  post: (path: string, body?: object) => Promise<Answer["body"]>,
): Promise<void> => {
  const { profileId: profile_id, locationId: location_id, pointDefinitionId } = samples;
  const me = `/profiles/${profile_id}`;
  const sale = { total: 10, transacted_at: "2026-03-01 10:00:00", profile_id };

  await post("/profiles/availability", { email: "free@example.com" });
  await post("/profiles/sync", { updated_at: "2026-03-01 10:00:00" });
  await post(`/organisations/${samples.otherOrganisationId}/profiles`, { profile_id });
  await post("/profiles/search-id", { type: "card", id: "SAMPLE-CARD" });
  await post(`${me}/identities`, { handle: "till", identifier: "TILL-1" });
  await post(`${me}/visits`, { location_id });
  await post(`${me}/appointments`, {
    ...{ kind: "fitting", day: "2026-03-03", time: "10:00", minutes: 30, location_id },
  });
  await post(`${me}/tasks`, { title: "Call", due_day: "2026-03-02", location_id });
  await post("/profiles/batch", {
    match_criteria: "email",
    profiles: [{ email: "b@example.com" }],
  });
  await post(`${me}/tiers/assign`, { handle: "sample" });
  await post(`${me}/achievements`, { definition_id: samples.achievementDefinitionId, count: 1 });

  const items = `${me}/lists/${samples.listId}/items`;
  await post(items, { product_variant_id: samples.variantId, quantity: 1 });
  await post(`${items}/${samples.listItemId}`, { quantity: 2 });

  const gone = await post("/profiles", { first_name: "Kim", email: "kim@example.com" });
  await ask(`DELETE /profiles/${gone.id}`);
  await post(`/profiles/${gone.id}/restore`);
  const other = await post("/profiles", { first_name: "Sam", email: "other@example.com" });
  const debtor = redemption(profileIdSchema.parse(other.id), 500, { whenShort: "honour" });
  await store.write("redeem", tenantId, debtor);
  await post(`/profiles/${other.id}/write-offs`, { amount: 5, ...WHY });
  await post("/profiles/merge", {
    source_profile_id: other.id,
    destination_profile_id: profile_id,
  });
  await post("/profiles/unmerge", { source_profile_id: other.id });

  const extended = { ...{ name: "Longer", handle: "longer", period: 30 }, is_extendable: true };
  await post("/benefits/definitions", { ...extended, type: "gift" });
  const issued = { profile_id, benefit_definition_handle: "longer" };
  const longer = await post("/benefits", issued);
  const claimable = { type: "gift", is_claimable: true, period: 30, max_redemptions: 2 };
  await post("/benefits/definitions", { ...claimable, name: "Claimable", handle: "claimable" });
  await post("/benefits/definitions", { ...claimable, name: "At once", handle: "at-once" });
  await post(`${me}/benefits/claim`, { definition: "claimable" });
  await post(`${me}/benefits/claim-redeem`, { definition: "at-once" });
  await post(`${me}/benefits/${samples.benefitId}/redeem`, { count: 1 });
  await post("/benefits/extend", { profile_id, ids: [longer.id], extend_days: 7 });
  await post(`/benefits/definitions/${samples.benefitDefinitionId}/clone`, { handle: "copy" });

  const reward = { name: "Priced", value: 1, type: "other", period: 30, is_extendable: true };
  const priced = { ...reward, handle: "priced", point_price: 1, point_handle: "sample" };
  await post("/rewards/definitions", priced);
  const bought = { profile_id, reward_definition_handle: "priced" };
  const { id: boughtId } = await post("/rewards/exchange", bought);
  await post("/rewards/extend", { profile_id, ids: [boughtId], extend_days: 7 });
  await post("/points/take", { profile_id, point_definition_id: pointDefinitionId, value: 1 });

  const dryRun = (path: string, body: object) => post(`${path}/dry-run?${DAYS}`, body);
  const named = { name: "Dry", handle: "dry" };
  await dryRun("/rewards/definitions", { ...priced, ...named });
  await dryRun("/points/definitions", named);
  await dryRun("/rates", { name: "Dry", handle: "sample", rate: 2 });
  await dryRun("/tiers/definitions", { ...named, programme: "status", value_min: 500 });
  await dryRun("/benefits/definitions", { ...named, ...claimable });
  await dryRun("/achievements/definitions", {
    ...{ ...named, counts: "sales" },
    levels: [{ name: "One", display_number: 1, trigger: 1 }],
  });
  await post("/rates/calculate", { total: 10 });

  await post(`/transactions/${samples.transactionId}/resend`);
  await post(`/transactions/items/${samples.transactionItemId}/resend`);
  await post("/transactions/update-create", { ...sale, external_id: "UPSERT-1" });
  await post("/transactions/queue", { ...sale, external_id: "QUEUE-1" });
  const variants = [{ sku: "QUEUED-SKU", price: 10 }];
  await post("/products/queue", { title: "Queued", handle: "queued", variants });

  await post(`${me}/redeem/preview`, { amount: 1 });
  await post(`/redemptions/${samples.redemptionId}/return`, { amount: 0.5 });
  const redeemed = () => post(`${me}/redeem`, { amount: 1 });
  await post(`/redemptions/${(await redeemed()).id}/reversal`);
  await post(`/redemptions/${(await redeemed()).id}/late-reversal`);

  const credit = `/credits/${samples.creditId}`;
  const held = await post(`${credit}/lock`, { seconds: 60 });
  await post(`${credit}/unlock`, { lock_token: held.lock_token });
  await postCards(samples, post);
};

/** What is done with credit: extended, given on, and put on gift cards. */
const postCards = async (
  { profileId: profile_id }: V3Samples,
  post: (path: string, body?: object) => Promise<Answer["body"]>,
): Promise<void> => {
  const money = { value: 10, period: 30, is_releasable: true, is_extendable: true };
  const stored = { ...money, name: "Stored", handle: "stored", type: "store_credit" };
  const { id: credit_definition_id } = await post("/credits/definitions", stored);
  const credit = await post("/credits", { profile_id, credit_definition_id });
  await post("/credits/extend", { profile_id, ids: [credit.id], extend_days: 7 });
  const recipient = await post("/profiles", { email: "recipient@example.com" });
  await post(`/credits/${credit.id}/release`, { profile_id: recipient.id });

  const sold = await post("/credits/definitions", {
    ...{ ...money, name: "Card", handle: "card", type: "gift_card" },
  });
  const blank = { credit_definition_id: sold.id, quantity: 4 };
  const [a, b, c, d] = await post("/credits/cards", blank);
  const creator_profile_id = profile_id;
  for (const { credit_number } of [a, b, c]) {
    await post("/credits/cards/activate", { credit_number, creator_profile_id });
  }
  const { credit_number, security_code } = a;
  const card = { credit_number, security_code };
  await post("/credits/cards/top-up", { credit_number, value: 5 });
  await post("/credits/cards/lookup", card);
  const { lock_token } = await post("/credits/cards/lock", card);
  await post("/credits/cards/unlock", { ...card, lock_token });
  await post("/credits/cards/redeem", { ...card, amount: 1 });
  await post(`/credits/cards/${a.id}/unblock`);
  await post(`/credits/cards/${b.id}/release`, { profile_id });
  await post(`/credits/cards/${c.id}/revert`);
  await post(`/credits/cards/${d.id}/void`);
};
