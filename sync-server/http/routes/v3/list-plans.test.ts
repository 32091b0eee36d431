import { afterAll, beforeAll, expect, test } from "vitest";
import { ANY_SCOPE, SCOPES } from "#shared/api/access/scopes.ts";
import { executeOf, kyselyOver } from "#sync-server/storage/kysely-over.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { makeV3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

// SQLite can explain its plan in advance; PostgreSQL plans by statistics that a test doesn't have.
const [sqlite] = databases;
let database: TestDatabase;
let world: V3World;
let lists: readonly string[];
let everyList: readonly string[];
const sent: string[] = [];

/** The database, but what its store reads is written down. */
const recorded = (real: TestDatabase): TestDatabase => ({
  ...real,
  open: async (options) => {
    const store = await real.open(options);
    return {
      ...store,
      read: (tenantId) => {
        const deps = store.read(tenantId);
        const execute = executeOf(deps.sql);
        const sql = kyselyOver("sqlite", (text, parameters) => {
          sent.push(text);
          return execute(text, parameters);
        });
        return { ...deps, sql };
      },
    };
  },
});

beforeAll(async () => {
  if (!sqlite) return;
  database = await sqlite.create();
  world = await startV3World(recorded(database));
  const samples = await makeV3Samples(world);
  const { paths } = (await world.ask("GET /openapi.json")).body;
  const every = Object.entries<{ readonly get?: { readonly parameters?: unknown } }>(paths)
    .filter(([, each]) => JSON.stringify(each.get?.parameters ?? []).includes("page[size]"))
    .map(([path]) => path.replace(/^\/api\/v3/, ""));
  lists = every.filter((path) => !path.includes("{") && !FEW_ROWS.test(path));
  everyList = every.map((path) => samples.fill(path.replaceAll(/\{(\w+)\}/g, ":$1")));
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

const namesIn = (message: string): readonly string[] =>
  (/(?:it has|sorted by) (.*)\.$/.exec(message)?.[1] ?? "")
    .split(", ")
    .filter((n) => n !== "none" && n !== "nothing");

/** Lists of what head office sets up: few rows, which are sorted as asked. */
const FEW_ROWS =
  /definitions$|^\/message-templates$|^\/(rates|brands|departments|regions|statuses|systems|tags|currencies|countries|staff|devices|locations|batches|prize-draws|settings|products|products\/variants|tenants\/custom-fields|role-definitions|organisations|reminders|imports|import-jobs)$/;

/** What finds few of many, wherever a list has it: each has an index. */
const KEYS = [
  ...["id", "profile_id", "external_id", "email", "mobile_phone", "secondary_phone"],
  ...["first_name", "last_name", "identifier", "identities.identifier", "tags.handle"],
  "identities.handle",
  ...["profile.identities.identifier", "receipt_ref", "code", "preferred_staff_id", "associate_id"],
];

/** A plan that sorts all that a tenant has. A scan in the order asked for ends with its page. */
const SORTS_ALL = /USE TEMP B-TREE FOR ORDER BY/;
/** It also reads all rows that match before it sorts them or looks them up, not one by one. */
const READS_ALL = /USE TEMP B-TREE|(?<!CORRELATED SCALAR )SUBQUERY|MATERIALIZE/;
const WHOLE_TENANT = /\(tenant_id=\?\)$/;

/** Tags of sales have no index of their own: they are read in order until a page is full. */
const IN_ORDER = ["/transactions tags.handle"];

/** What many have, whose pages are read in order. */
const LEADING = ["/profiles tags.handle", "/profiles identities.handle"];

/** The plans of the page and of the count behind a request. */
const plansOf = async (request: string, token = world.token): Promise<readonly string[]> => {
  sent.length = 0;
  const { status } = await world.ask(`GET ${request}`, { token });
  expect(status, request).toBe(200);
  const plans: string[] = [];
  for (const text of sent.filter((each) => /\blimit\b/.test(each))) {
    const rows = await database.run(`explain query plan ${text}`);
    plans.push(...rows.map((row) => String(row["detail"])));
  }
  return plans;
};

const VALUES: Readonly<Record<string, string>> = {
  associate_id: "01970000-0000-7000-8000-000000000001",
  preferred_staff_id: "01970000-0000-7000-8000-000000000001",
  profile_id: "01970000-0000-7000-8000-000000000001",
};

test("DOMAIN §1.2: a page of what may be millions is read in the order of an index, or by a key", async () => {
  const wrong: string[] = [];
  for (const path of lists) {
    const { errors = {} } = (await world.ask(`GET ${path}?filter[x]=1&sort=x`)).body;
    const sorts = namesIn(errors["sort"]?.[0] ?? "").includes("id") ? ["sort=id", "sort=-id"] : [];
    const filters = namesIn(errors["filter[x]"]?.[0] ?? "").filter(
      (name) => KEYS.includes(name) && !IN_ORDER.includes(`${path} ${name}`),
    );
    for (const query of ["", ...sorts]) {
      const plans = (await plansOf(`${path}?${query}`)).filter((plan) => SORTS_ALL.test(plan));
      if (plans.length > 0) wrong.push(`${path}?${query}: ${plans.join("; ")}`);
    }
    if (path === "/profiles") filters.push("identities.identifier]=1&filter[identities.handle");
    for (const name of filters) {
      const query = `filter[${name}]=${VALUES[name] ?? "1"}`;
      const isLeading = LEADING.includes(`${path} ${name}`);
      const plans = (await plansOf(`${path}?${query}`)).filter(
        (plan) => WHOLE_TENANT.test(plan) || (isLeading && READS_ALL.test(plan)),
      );
      if (plans.length > 0) wrong.push(`${path}?${query}: ${plans.join("; ")}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(lists.length).toBeGreaterThan(15);
});

test("DOMAIN §3.8: who may not see what belongs to deleted profiles reads only which these are", async () => {
  const scopes = [...SCOPES].filter((scope) => ![ANY_SCOPE, "restore-profiles"].includes(scope));
  const token = await world.tokenWith(scopes);
  let hidden = 0;
  for (const path of everyList.filter((each) => each !== "/profiles")) {
    const plans = await plansOf(path, token);
    hidden += plans.filter((plan) => plan.includes("INDEX profiles_deleted")).length;
    const wrong = plans.filter((plan) => WHOLE_TENANT.test(plan) && READS_PROFILES.test(plan));
    expect(wrong, path).toEqual([]);
  }
  expect(hidden).toBeGreaterThan(15);
});

/** All profiles but those of an index that only has a few. */
const READS_PROFILES =
  /(?:SEARCH|SCAN) profiles (?!USING (?:COVERING )?INDEX profiles_(?:deleted|living) )/;

/** Lists of what has no number: the settings, and purchases by their order. */
const WITHOUT_ID = /^\/settings$|\/group_transactions$/;

test("DOMAIN §1.2: every list can be walked by its ids while rows are added", async () => {
  for (const path of everyList.filter((each) => !WITHOUT_ID.test(each))) {
    const [first, second] = (await world.ask(`GET ${path}?sort=id&limit=2`)).body.data;
    const next = await world.ask(`GET ${path}?sort=id&limit=1&filter[id][gt]=${first?.id ?? 0}`);
    expect([next.status, next.body.data?.[0]?.id], path).toEqual([200, second?.id]);
  }
  expect(everyList.length).toBeGreaterThan(60);
});
