/**
 * No file imports itself by way of others, not even for a type: Biome's `noImportCycles` ignores
 * types. The same holds for the areas of `shared/` and of the server, such as its domains, so that
 * each builds on the ones below it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The text of each source file, by its path. Tests import what they like. */
type Sources = ReadonlyMap<string, string>;

/** What each file or folder imports. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const sources: Sources = new Map(
  execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
    cwd: root,
    encoding: "utf8",
  })
    .trim()
    .split("\n")
    .filter((file) => !/\.test\.tsx?$|^\.ci\/examples\//.test(file) && existsSync(join(root, file)))
    .map((file) => [file, readFileSync(join(root, file), "utf8")]),
);

const planted: Sources = new Map([
  ["shared/ledger/lot.ts", `import type { Draw } from "#shared/redemption/draw.ts";`],
  ["shared/redemption/draw.ts", `import { size } from "./size.ts";`],
  ["shared/redemption/size.ts", `import {\n  type Entry,\n} from "#shared/ledger/entry.ts";`],
  ["shared/ledger/entry.ts", ""],
]);

it("no files import each other in a circle, types included", () => {
  expect(cyclesIn(importsOf(sources))).toEqual([]);
  expect(sources.size).toBeGreaterThan(600);
});

it("no areas of shared/ or the server import each other in a circle", () => {
  expect(cyclesIn(areasOf(importsOf(sources)))).toEqual([]);
});

it("a circle of files or areas would be found", () => {
  const circle = new Map(planted).set("shared/ledger/entry.ts", `import("./lot.ts")`);
  expect(cyclesIn(importsOf(planted))).toEqual([]);
  expect(cyclesIn(importsOf(circle))).toEqual([
    [
      "shared/ledger/entry.ts",
      "shared/ledger/lot.ts",
      "shared/redemption/draw.ts",
      "shared/redemption/size.ts",
    ],
  ]);
  expect(cyclesIn(areasOf(importsOf(planted)))).toEqual([["shared/ledger", "shared/redemption"]]);
  const loose = new Map([
    ["sync-server/clock.ts", `import { lot } from "#sync-server/ledger/lot.ts";`],
    ["sync-server/ledger/lot.ts", `import { clock } from "#sync-server/clock.ts";`],
  ]);
  expect(cyclesIn(areasOf(importsOf(loose)))).toEqual([
    ["sync-server/clock.ts", "sync-server/ledger"],
  ]);
  const server = new Map([...planted].map(([file, text]) => [onServer(file), onServer(text)]));
  expect(cyclesIn(areasOf(importsOf(server)))).toEqual([
    ["sync-server/ledger", "sync-server/redemption"],
  ]);
});

const onServer = (text: string): string => text.replace("shared/", "sync-server/");

const importsOf = (files: Sources): Graph =>
  new Map(
    [...files].map(([file, text]) => {
      const specifiers = text.matchAll(/(?:\bfrom|\bimport) *\(?\s*"([#.][^"]+)"/g);
      const paths = [...specifiers].map(([, specifier = ""]) =>
        specifier.startsWith("#") ? specifier.slice(1) : join(dirname(file), specifier),
      );
      return [file, new Set(paths.filter((path) => files.has(path)))];
    }),
  );

/** The trees whose folders are areas, each with what is inside it. */
const TREES = ["shared", "sync-server"];

/** The table of every write names them all, and everything may name a write. */
const TABLE_OF_WRITES = "sync-server/writes.ts";

/** The same imports between areas: the folders of a tree, and each file beside them. */
const areasOf = (graph: Graph): Graph => {
  const areas = new Map<string, Set<string>>();
  for (const [file, imports] of graph) {
    const area = areaOf(file);
    if (!TREES.includes(dirname(area)) || file === TABLE_OF_WRITES) continue;
    const imported = areas.get(area) ?? new Set();
    for (const path of imports) if (areaOf(path) !== area) imported.add(areaOf(path));
    areas.set(area, imported);
  }
  return areas;
};

const areaOf = (file: string): string => file.split("/", 2).join("/");

/** The groups whose members all lead to each other, each sorted. */
const cyclesIn = (graph: Graph): readonly (readonly string[])[] => {
  const reached = new Map([...graph.keys()].map((from) => [from, reachableFrom(graph, from)]));
  const groups = new Map<string, readonly string[]>();
  for (const [from, there] of reached) {
    if (!there.has(from)) continue;
    const group = [...there].filter((to) => reached.get(to)?.has(from)).sort();
    groups.set(group.join(), group);
  }
  return [...groups.values()];
};

const reachableFrom = (graph: Graph, from: string): ReadonlySet<string> => {
  const reached = new Set<string>();
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const to of graph.get(next) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      waiting.push(to);
    }
  }
  return reached;
};
