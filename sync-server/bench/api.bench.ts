import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { SERVER } from "#sync-server/cli/start/programs.ts";
import { createRandom } from "#sync-server/demo/random.ts";
import { openStore } from "#sync-server/open-store.ts";
import { startServerProcess } from "#sync-server/testing/server-process.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";
import { getRequest, type LoadResult, postRequest, runLoad } from "./http-load.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import { insertPeople, personOf } from "./many-people.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const CLIENTS = 4;
/** Requests of each client: first some to warm up, then those that count. */
const WARM_UP = 25;
const COUNTED = 400;

const RATIO_MAX = 1.5;
/** For the slowest searches: one in a hundred has a typo, or fits very many. */
const SEARCH_P99_RATIO_MAX = 3;

type Random = ReturnType<typeof createRandom>;

/** A kind of request, drawn at random for a tenant with so many profiles. */
type Kind = {
  readonly name: string;
  readonly p99Max: number;
  readonly draw: (random: Random, world: World) => Buffer;
};

type World = {
  readonly profiles: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly shop: TestShop;
};

const get = (path: string, { headers }: World): Buffer => getRequest(`/api/v3${path}`, headers);

const somebody = (random: Random, { profiles }: World) => personOf(random.between(0, profiles - 1));

/** The letters of a word with two of them swapped. */
const mistyped = (word: string): string =>
  word.length < 4 ? word : `${word.slice(0, 1)}${word.charAt(2)}${word.charAt(1)}${word.slice(3)}`;

/** What people search for, by how often in a hundred they do. */
const SEARCHES: readonly (readonly [number, (person: ReturnType<typeof personOf>) => string])[] = [
  [35, ({ firstName, lastName }) => `${firstName} ${lastName}`],
  [10, ({ firstName, lastName }) => `${lastName} ${firstName.slice(0, 3)}`],
  [15, ({ lastName }) => lastName],
  [12, ({ dialled }) => dialled],
  [4, ({ dialled }) => dialled.slice(-5)],
  [10, ({ card }) => card],
  [4, ({ email }) => email],
  [4, ({ firstName, lastName }) => `${firstName} ${mistyped(lastName)}`],
  [2, ({ lastName }) => mistyped(lastName)],
  [2, ({ firstName, lastName }) => `${lastName} ${firstName} xq`],
  [1, ({ firstName, lastName }) => `${firstName.slice(0, 2)} ${lastName.slice(0, 2)}`],
  [1, ({ lastName }) => lastName.slice(0, 1)],
];

const drawSearch = (random: Random, world: World): Buffer => {
  let at = random.between(0, 99);
  const [, textOf] = SEARCHES.find(([share]) => {
    at -= share;
    return at < 0;
  }) ?? [0, () => ""];
  const text = encodeURIComponent(textOf(somebody(random, world)));
  return get(`/profiles?filter[search]=${text}`, world);
};

const FILTERS: readonly ((random: Random, world: World) => string)[] = [
  (random, world) => `filter[last_name]=${encodeURIComponent(somebody(random, world).lastName)}`,
  (random, world) => `filter[email]=${encodeURIComponent(somebody(random, world).email)}`,
  (random, world) => `filter[identities.identifier]=${somebody(random, world).card}`,
  (random, { shop }) =>
    `filter[joined_location_id]=${random.pick([shop.carlton, shop.fitzroy])}&sort=-created_at`,
  () => "filter[tags.handle]=vip&page[number]=2",
  (random) => `filter[created_at][gte]=2020-01-0${random.between(1, 6)}&sort=created_at`,
  () => "sort=-updated_at",
];

let sales = 0;

const KINDS: readonly Kind[] = [
  {
    name: "profile read",
    p99Max: RATIO_MAX,
    draw: (random, world) => get(`/profiles/${somebody(random, world).id}`, world),
  },
  { name: "search", p99Max: SEARCH_P99_RATIO_MAX, draw: drawSearch },
  {
    name: "filtered list",
    p99Max: RATIO_MAX,
    draw: (random, world) => get(`/profiles?${random.pick(FILTERS)(random, world)}`, world),
  },
  {
    name: "transaction post",
    p99Max: RATIO_MAX,
    draw: (random, world) => {
      const total = random.between(100, 20_000) / 100;
      const body = {
        profile_id: somebody(random, world).id,
        external_id: `SALE-${sales++}`,
        receipt_ref: `R-${sales}`,
        location_id: world.shop.carlton,
        timezone: "Australia/Melbourne",
        total,
        transacted_at: "2026-03-01 10:00:00",
        items: [{ external_id: "1", name: "Shirt", sku: "S-1", quantity: 1, price_sell: total }],
      };
      return postRequest("/api/v3/transactions", world.headers, JSON.stringify(body));
    },
  },
];

/**
 * Measures what the v3 API answers in tenants of three sizes, over HTTP with the server in its own
 * process, on both databases. What counts is the ratio to the smallest.
 */
const runApiBench = (
  dialects: readonly string[],
  sizes: readonly number[],
): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) {
      if (dialects.includes(database.dialect)) results.push(...(await measure(database, sizes)));
    }
    return results;
  });

const measure = async (
  database: BenchDatabase,
  sizes: readonly number[],
): Promise<readonly BenchResult[]> => {
  const store = await openStore(database.options);
  const shop = await makeTestShop(store, BENCH_TENANT);
  const { token } = await store.write("createApiToken", BENCH_TENANT, {
    ...{ name: "bench", scopes: ["*"], expiresAt: null },
  });
  await store.close();
  const headers = { authorization: `Bearer ${token}` };
  const loads: ReadonlyMap<string, LoadResult>[] = [];
  let before = 0;
  for (const profiles of sizes) {
    const startedAt = performance.now();
    await database.load(["profiles", "identities"], (deps) =>
      insertPeople(deps, before, profiles, [shop.carlton, shop.fitzroy, shop.auckland]),
    );
    before = profiles;
    await database.settle();
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`${database.dialect}: ${profiles} profiles loaded in ${seconds.toFixed(0)} s`);
    loads.push(await loadServer(database, { profiles, headers, shop }));
  }
  return KINDS.flatMap((kind) => resultsOf(database.dialect, kind, sizes, loads));
};

const loadServer = async (
  { options }: BenchDatabase,
  world: World,
): Promise<ReadonlyMap<string, LoadResult>> => {
  const { dataDir, databaseUrl = null } = options;
  const server = await startServerProcess(
    { options: { dataDir, databaseUrl } },
    { args: ["--tenant", BENCH_TENANT], program: SERVER },
  );
  const random = createRandom(world.profiles);
  const draw = (kind: Kind, count: number) =>
    Array.from({ length: CLIENTS }, () =>
      Array.from({ length: count }, () => kind.draw(random, world)),
    );
  try {
    const loads = new Map<string, LoadResult>();
    for (const kind of KINDS) {
      await runLoad(server.url, draw(kind, WARM_UP));
      loads.set(kind.name, await runLoad(server.url, draw(kind, COUNTED)));
    }
    return loads;
  } finally {
    await server.kill();
  }
};

const FIGURES = {
  p50: { of: (load: LoadResult) => load.p50Ms, max: () => RATIO_MAX },
  p99: { of: (load: LoadResult) => load.p99Ms, max: ({ p99Max }: Kind) => p99Max },
} as const;

const resultsOf = (
  dialect: string,
  kind: Kind,
  sizes: readonly number[],
  loads: readonly ReadonlyMap<string, LoadResult>[],
): readonly BenchResult[] => {
  const of = loads.flatMap((each) => each.get(kind.name) ?? []);
  const [smallest] = of;
  if (!smallest) return [];
  const size = (at: number) => (sizes[at] ?? 0).toLocaleString("en");
  return of.slice(1).flatMap((load, at) =>
    Object.entries(FIGURES).map(([name, figure]) => ({
      name: `${dialect}: ${kind.name}, ${name} at ${size(at + 1)} against ${size(0)} profiles`,
      value: figure.of(load) / figure.of(smallest),
      unit: "x",
      target: figure.max(kind),
      better: "lower" as const,
      note: `${figure.of(load).toFixed(1)} and ${figure.of(smallest).toFixed(1)} ms; ${load.perSecond.toFixed(0)} and ${smallest.perSecond.toFixed(0)} a second`,
    })),
  );
};

if (import.meta.main) {
  const named = process.argv.slice(2);
  const dialects = named.filter((each) => !/^\d/.test(each));
  const sizes = named.filter((each) => /^\d/.test(each)).map(Number);
  const results = await runApiBench(
    dialects.length > 0 ? dialects : ["sqlite", "postgres"],
    sizes.length > 0 ? sizes : SIZES,
  );
  console.log(benchTable(results));
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
