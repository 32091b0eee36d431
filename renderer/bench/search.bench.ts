import { createSearchIndexInSlices, type SearchIndex } from "#renderer/search/search-index.ts";
import type { SearchRow } from "#renderer/search/search-row.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { believableRows, createRandom, pick, type Random } from "./believable-rows.ts";

const PROFILES = 100_000;
const SEED = 20_260_101;
const QUERIES_PER_CLASS = 600;
const HITS = 20;
/**
 * Each query is timed this often and the median counts, because other processes use the machine
 * too.
 */
const ROUNDS = 5;
/** The index is built this often and the cheapest counts, because the work is always the same. */
const BUILDS = 4;

/** Targets on two cores. */
const EXACT_P99_MS = 5;
const TYPO_P99_MS = 16;
const INDEX_MB = 40;
const BUILD_MS = 1000;

/**
 * Measures search on the device with 100,000 profiles: building, memory, and each kind of query,
 * both freshly built and with many unmerged changes. Memory is measured only under `--expose-gc`.
 */
export const runSearchBench = async (): Promise<readonly BenchResult[]> => {
  warmUp();
  const before = await settledBytes();
  const { index, queries, changes, figures } = measureBuild();
  const after = await settledBytes();
  const memory =
    before === null || after === null
      ? []
      : [figure("search index: memory", (after - before) / 2 ** 20, "MB", INDEX_MB)];
  return [
    ...figures,
    ...memory,
    ...timeQueries(index, queries, "search"),
    ...measureChanges(index, changes, queries),
  ];
};

type QueryClass = {
  readonly name: string;
  readonly targetMs: number;
  readonly texts: readonly string[];
  readonly isScan?: boolean;
};

/** Runs everything on a small index first, so that compiled code is measured. */
const warmUp = (): void => {
  const rows = believableRows(10_000, 2);
  const { value: index } = runTimed(createSearchIndexInSlices(rows));
  const queries = queriesOf(rows, createRandom(3));
  timeQueries(index, queries, "warm-up");
  measureChanges(index, rows.slice(0, 500), queries);
};

/** Builds from rows that are then released, as in a worker. 5,000 stay for `measureChanges`. */
const measureBuild = () => {
  const rows = believableRows(PROFILES, SEED);
  const builds = Array.from({ length: BUILDS }, () => runTimed(createSearchIndexInSlices(rows)));
  const index = builds[0]?.value;
  if (index === undefined) throw new Error("Nothing was built.");
  const cheapest = builds.reduce((a, b) => (b.cpuMs < a.cpuMs ? b : a));
  const sortMs = Math.min(...builds.map(() => sortTimed(rows)));
  return {
    index,
    queries: queriesOf(rows, createRandom(SEED + 1)),
    changes: rows.slice(0, PROFILES / 20),
    figures: [
      figure("search index: build, CPU time", cheapest.cpuMs, "ms", BUILD_MS),
      figure("search index: build, in sorts of the emails", cheapest.cpuMs / sortMs, "x", null),
      figure("search index: longest slice of the build", cheapest.longestSliceMs, "ms", null),
    ],
  };
};

const queriesOf = (rows: readonly SearchRow[], random: Random): readonly QueryClass[] => {
  const classOf =
    (targetMs: number) =>
    (name: string, write: (row: SearchRow) => string): QueryClass => ({
      name,
      targetMs,
      texts: Array.from({ length: QUERIES_PER_CLASS }, () => write(pick(random, rows))),
    });
  const exact = classOf(EXACT_P99_MS);
  const typo = classOf(TYPO_P99_MS);
  const fullName = (row: SearchRow): string => `${row.firstName} ${row.lastName}`;
  const national = (row: SearchRow): string => `0${(row.phone ?? "+61412345678").slice(3)}`;
  const email = (row: SearchRow): string => row.email ?? "nobody@example.com";
  const card = (row: SearchRow): string => row.identifiers[0] ?? "";
  return [
    exact("one letter", (row) => row.lastName.slice(0, 1)),
    exact("three letters", (row) => row.lastName.slice(0, 3)),
    exact("two words started", (row) => `${row.lastName.slice(0, 3)} ${row.firstName.slice(0, 2)}`),
    exact("full name", fullName),
    exact("full phone", national),
    exact("last four digits", (row) => national(row).slice(-4)),
    exact("name and last four", (row) => `${row.lastName.slice(0, 4)} ${national(row).slice(-4)}`),
    exact("email started", (row) => email(row).slice(0, 6)),
    exact("whole email", email),
    exact("identifier typed", card),
    { ...exact("identifier scanned", card), isScan: true },
    typo("name with a typo", (row) => withTypo(fullName(row), random)),
    typo("surname with a typo", (row) => withTypo(row.lastName, random)),
    typo("email with a typo", (row) => withTypo(email(row), random)),
    typo("phone with a typo", (row) => withTypo(national(row), random)),
    typo("nobody", (row) => [...fullName(row)].reverse().join("")),
  ];
};

const timeQueries = (
  index: SearchIndex,
  classes: readonly QueryClass[],
  label: string,
): readonly BenchResult[] =>
  classes.flatMap(({ name, targetMs, texts, isScan }) => {
    let found = 0;
    const timeOnce = (): readonly number[] => {
      found = 0;
      return texts.map((text) => {
        const start = performance.now();
        const hits = isScan ? index.findByIdentifier(text) : index.search(text, HITS).hits;
        const took = performance.now() - start;
        if (hits.length > 0) found++;
        return took;
      });
    };
    const byRound = Array.from({ length: ROUNDS }, timeOnce);
    const times = texts.map((_, i) =>
      percentile(
        byRound.map((round) => round[i] ?? 0),
        0.5,
      ),
    );
    const share = `finds something for ${((100 * found) / texts.length).toFixed(0)} %`;
    return [
      figure(`${label}: ${name}, p50`, percentile(times, 0.5), "ms", null, share),
      figure(`${label}: ${name}, p99`, percentile(times, 0.99), "ms", targetMs),
    ];
  });

/** Changes some profiles, then times all queries again and a rebuild in slices. */
const measureChanges = (
  index: SearchIndex,
  changes: readonly SearchRow[],
  queries: readonly QueryClass[],
): readonly BenchResult[] => {
  const label = `with ${changes.length.toLocaleString("en")} changes`;
  const times = changes.map((row) => {
    const start = performance.now();
    index.upsert({ ...row, firstName: `${row.firstName}a` });
    return performance.now() - start;
  });
  const changed = timeQueries(index, queries, `search ${label}`);
  const { cpuMs: rebuildMs, longestSliceMs } = runTimed(index.rebuildInSlices());
  const meanMs = times.reduce((sum, time) => sum + time, 0) / times.length;
  return [
    figure("search index: one change, mean", meanMs * 1000, "µs", null),
    figure("search index: one change, longest", Math.max(...times), "ms", null),
    ...changed.filter(({ target }) => target !== null),
    figure(`search index: rebuild ${label}, CPU time`, rebuildMs, "ms", null),
    figure("search index: longest slice of the rebuild", longestSliceMs, "ms", null),
  ];
};

/** An extra, missing or wrong letter, or two swapped neighbours. */
const withTypo = (text: string, random: Random): string => {
  const at = Math.floor(random() * (text.length - 1));
  const letter = /[a-z]/i.test(text) ? "e" : "7";
  const before = text.slice(0, at);
  const here = text.slice(at, at + 1);
  const next = text.slice(at + 1, at + 2);
  const after = text.slice(at + 2);
  return pick(random, [
    `${before}${letter}${here}${next}${after}`,
    `${before}${next}${after}`,
    `${before}${letter}${next}${after}`,
    `${before}${next}${here}${after}`,
  ]);
};

/**
 * The total and the longest time of the slices, in CPU time because others may use the CPU in
 * between.
 */
const runTimed = <T>(
  slices: Generator<void, T>,
): { readonly value: T; readonly cpuMs: number; readonly longestSliceMs: number } => {
  const start = cpuMs();
  let sliceStart = start;
  let longestSliceMs = 0;
  for (;;) {
    const slice = slices.next();
    const now = cpuMs();
    longestSliceMs = Math.max(longestSliceMs, now - sliceStart);
    sliceStart = now;
    if (slice.done) return { value: slice.value, cpuMs: now - start, longestSliceMs };
  }
};

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The time of JavaScript's own sort of one field: a measure of the machine. */
const sortTimed = (rows: readonly SearchRow[]): number => {
  const emails = rows.map(({ email }) => email ?? "");
  const start = cpuMs();
  emails.sort();
  return cpuMs() - start;
};

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const figure = (
  name: string,
  value: number,
  unit: string,
  target: number | null,
  note?: string,
): BenchResult => ({ name, value, unit, target, better: "lower", ...(note ? { note } : {}) });

/** Bytes in use after garbage collection; null if it can't be triggered. */
const settledBytes = async (): Promise<number | null> => {
  const { gc } = globalThis;
  if (gc === undefined) return null;
  // Buffers are freed asynchronously, some time after their collection.
  for (let i = 0; i < 5; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

if (import.meta.main) {
  const results = await runSearchBench();
  console.log(benchTable(results));
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
