import { faker } from "@faker-js/faker";
import { v7 } from "uuid";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { listProfiles } from "#sync-server/storage/profile/profile-list.ts";
import { writeProfileSearch } from "#sync-server/storage/profile/profile-search-store.ts";
import { appendProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type BenchDatabase, withBenchDatabases } from "./bench-databases.ts";

const SMALL = 1_000;
const LARGE = 20_000;
const BATCH = 1_000;
const QUERIES = 200;
/** A search that scans is twenty times as slow with twenty times as many profiles. */
const RATIO_MAX = 3;

/** Measures how much slower `GET /profiles?search=` gets as a tenant grows. */
const runProfileSearchBench = (): Promise<readonly BenchResult[]> =>
  withBenchDatabases(async (databases) => {
    const results: BenchResult[] = [];
    for (const database of databases) results.push(...(await measure(database)));
    return results;
  });

const measure = async (database: BenchDatabase): Promise<readonly BenchResult[]> => {
  faker.seed(20_260_101);
  await addProfiles(database, SMALL);
  const small = await timeSearches(database);
  await addProfiles(database, LARGE - SMALL);
  await database.settle();
  const large = await timeSearches(database);
  return SEARCHES.flatMap(({ name, ratioMax }) => {
    const label = `${database.dialect}: search by ${name}`;
    const [before = 0, after = 0] = [small.get(name), large.get(name)];
    return [
      result(`${label}, ${SMALL} profiles, p50`, before, "ms", null),
      result(`${label}, ${LARGE} profiles, p50`, after, "ms", null),
      result(`${label}, ratio`, after / before, "x", ratioMax),
    ];
  });
};

/**
 * What is typed. A broad search has more to read in a bigger tenant, until it stops at its limit,
 * so its ratio has no target.
 */
const SEARCHES: readonly {
  readonly name: string;
  readonly textOf: () => string;
  readonly ratioMax: number | null;
}[] = [
  { name: "one word", textOf: () => faker.person.lastName(), ratioMax: RATIO_MAX },
  {
    name: "eight words",
    textOf: () => Array.from({ length: 8 }, () => faker.person.lastName()).join(" "),
    ratioMax: RATIO_MAX,
  },
  { name: "a domain", textOf: () => "anna example", ratioMax: RATIO_MAX },
  {
    name: "a common and an unknown word",
    textOf: () => `${faker.person.firstName()} xqz`,
    ratioMax: RATIO_MAX,
  },
  {
    name: "both names",
    textOf: () => `${faker.person.firstName()} ${faker.person.lastName()}`,
    ratioMax: null,
  },
  { name: "one letter", textOf: () => faker.string.alpha({ casing: "lower" }), ratioMax: null },
  {
    name: "two letters",
    textOf: () => Array.from({ length: 2 }, () => faker.string.alpha()).join(" "),
    ratioMax: null,
  },
];

const addProfiles = async (database: BenchDatabase, count: number): Promise<void> => {
  for (let done = 0; done < count; done += BATCH) {
    await database.transact(async (deps) => {
      for (let at = done; at < Math.min(count, done + BATCH); at++) await addProfile(deps);
    });
  }
};

const addProfile = async (deps: WriteDeps): Promise<void> => {
  const id = profileIdSchema.parse(v7());
  const firstName = faker.person.firstName();
  const lastName = faker.person.lastName();
  const record = {
    ...NO_DETAILS,
    id,
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${id.slice(-12)}@example.com`.toLowerCase(),
    mobilePhone: `+614${faker.string.numeric(8)}`,
    profileType: "active" as const,
    identities: [],
    tags: [],
    statuses: [],
    statusesPast: [],
    joinedAt: null,
    joinedLocationId: null,
    joinedStaffId: null,
    preferredLocationId: null,
    associateId: null,
    homeLocationId: null,
    region: "AU",
    extra: {},
    version: 1,
    createdAt: deps.now,
    updatedAt: deps.now,
  };
  // Two people may not share a mobile phone; a few random ones would.
  await appendProfile(deps, { ...record, mobilePhone: null, secondaryPhone: record.mobilePhone });
  await writeProfileSearch(deps, { ...record, secondaryPhone: record.mobilePhone });
};

/** The median of each search, in milliseconds. */
const timeSearches = (database: BenchDatabase): Promise<ReadonlyMap<string, number>> =>
  database.transact(async (deps) => {
    const medians = new Map<string, number>();
    for (const { name, textOf } of SEARCHES) {
      const times: number[] = [];
      for (let i = 0; i < QUERIES; i++) {
        const search = textOf();
        const start = performance.now();
        await listProfiles(deps, { filters: [], search, sort: [], limit: 25, offset: 0 }, deps.now);
        times.push(performance.now() - start);
      }
      medians.set(name, times.toSorted((a, b) => a - b)[QUERIES / 2] ?? 0);
    }
    return medians;
  });

const result = (name: string, value: number, unit: string, target: number | null): BenchResult => ({
  name,
  value,
  unit,
  target,
  better: "lower",
});

if (import.meta.main) {
  const results = await runProfileSearchBench();
  console.log(benchTable(results));
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
