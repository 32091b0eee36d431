/**
 * The worked examples in CONTRIBUTING, carried out: a resource, a kind of definition, a unit and a
 * collection are added to a copy of the sources, which must then compile, pass the linter and pass
 * the examples' own tests. An example's list must name the files that it takes, and no others.
 */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collection } from "./examples/collection.ts";
import { definitionKind } from "./examples/definition-kind.ts";
import { resource } from "./examples/resource.ts";
import { unit } from "./examples/unit.ts";
import { copyHouse, type Insertion } from "./house-copy.ts";

type Example = {
  readonly name: string;
  readonly insertions: readonly Insertion[];
  /** Tests of the house that must hold for what was added, besides its own. */
  readonly alsoRun: readonly string[];
};

const examples: readonly Example[] = [
  { name: "resource", insertions: resource, alsoRun: [] },
  {
    name: "definition kind",
    insertions: definitionKind,
    alsoRun: ["sync-server/http/routes/v3/incentive/definitions.test.ts"],
  },
  { name: "unit", insertions: unit, alsoRun: [] },
  {
    name: "collection",
    insertions: collection,
    // Without the limit of a device's collections, which are all taken.
    alsoRun: ["shared/sync/collections.test.ts"],
  },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const PROGRAMS = ["shared", "renderer", "renderer/tsconfig.worker.json", "sync-server"];

/** Where the new files of an example are. They end in `.txt` there, so that no tool reads them. */
const folderOf = ({ name }: Example): string =>
  join(root, ".ci/examples", name.replaceAll(" ", "-"));

/** The new files of an example, by where they belong. */
const newFilesOf = (example: Example): readonly string[] =>
  globSync("**/*.txt", { cwd: folderOf(example) })
    .map((file) => file.slice(0, -".txt".length))
    .sort();

const filesOf = (example: Example): readonly string[] =>
  [...new Set([...newFilesOf(example), ...example.insertions.map(({ file }) => file)])].sort();

/** What a run of its own needs of this one's environment; the rest is about this run. */
const inherited = () => {
  const { PATH, HOME, TMPDIR, DATABASE_URL, REGULARS_REQUIRE_ALL } = process.env;
  return { PATH, HOME, TMPDIR, DATABASE_URL, REGULARS_REQUIRE_ALL };
};

describe("the worked examples", () => {
  const house = copyHouse("worked-examples");
  afterAll(house.remove);
  beforeAll(() => {
    for (const example of examples) {
      for (const insertion of example.insertions) house.insert(insertion);
      for (const file of newFilesOf(example)) {
        const to = join(house.folder, file);
        mkdirSync(dirname(to), { recursive: true });
        cpSync(join(folderOf(example), `${file}.txt`), to, { errorOnExist: true });
      }
    }
  });

  const run = (tool: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", tool), args, {
      cwd: house.folder,
      encoding: "utf8",
      env: { ...inherited(), NO_COLOR: "1" },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, said: `${stdout}\n${stderr}` };
  };

  it("satisfy the compiler", { timeout: 600_000 }, () => {
    expect(house.compile(PROGRAMS)).toEqual([]);
  });

  it("satisfy the linter", () => {
    // The order of imports is left to it, so that an insertion can go next to any other.
    const { status, said } = run(
      "biome",
      "check",
      "--write",
      ...new Set(examples.flatMap(filesOf)),
    );
    expect(status, said).toBe(0);
  });

  it("pass the tests that they bring, and those of every route and every write", {
    timeout: 600_000,
  }, () => {
    const plane = "sync-server/http/routes/v3";
    const tests = [
      ...examples.flatMap((example) => [
        ...newFilesOf(example).filter((file) => file.endsWith(".test.ts")),
        ...example.alsoRun,
      ]),
      "sync-server/http/access-matrix.test.ts",
      `${plane}/isolation.test.ts`,
      `${plane}/kept-fields.test.ts`,
      "sync-server/write-events.test.ts",
    ];
    const { status, said } = run(
      "vitest",
      "run",
      "--reporter=verbose",
      // Each worker loads the whole server first.
      "--maxWorkers=1",
      ...tests,
      "-t",
      OF_THE_NEW,
    );
    expect(status, said).toBe(0);
    expect(said).toMatch(new RegExp(`Test Files +${tests.length} passed`));
    const calls = (example: string) => said.match(new RegExp(`✓ .*/${example}`, "g"))?.length ?? 0;
    expect(calls("suppliers")).toBeGreaterThan(10);
    expect(calls("treats")).toBeGreaterThan(10);
  });
});

/**
 * Of the tests of every route and every write, only those of the new routes run, and on one
 * database: the others are this run's, and the examples' own run on both. One adds up what all
 * routes have answered.
 */
const OF_THE_NEW =
  "^(?!(?:who may call what|two tenants|every documented field|what writes record).* postgres)" +
  "(?!.*those that show people)" +
  "(?!.* (?:GET|POST|PUT|PATCH|DELETE) /(?!suppliers|treats))";

describe("CONTRIBUTING", () => {
  const contributing = readFileSync(join(root, ".github/CONTRIBUTING.md"), "utf8");

  it.each(examples)("lists the files that a new $name takes", (example) => {
    const section = contributing
      .split(/^## /m)
      .find((part) => part.includes(`: add a ${example.name}\n`));
    const list = section?.match(/^(?:\d+\.|-) .*$/gm)?.join("\n") ?? "";
    const listed = [...list.matchAll(/`([a-z-]+\/[^`]*\.ts)`/g)].map(([, file = ""]) => file);
    expect([...new Set(listed)].sort()).toEqual(filesOf(example));
  });
});
