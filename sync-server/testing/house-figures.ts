import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { countDuplicatedLines } from "#ci/duplicates.ts";
import { resource } from "#ci/examples/resource.ts";
import { newWords } from "#ci/new-words.ts";
import { camel } from "#shared/kernel/case.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { readV3Routes } from "./v3-routes.ts";

/** What it costs to grow the code base. */
export type HouseFigures = {
  readonly routes: number;
  /** Lines of `sync-server/http/routes/v3`, blank lines and comments included, for each route. */
  readonly linesPerRoute: number;
  /** The same, including the schemas and views in `shared/api`. */
  readonly linesPerRouteWithSchemas: number;
  /** Every mention of a location's field, as `path:line`. */
  readonly mentionsPerField: Readonly<Record<string, readonly string[]>>;
  /** The files that are about a resource of the API and nothing else. */
  readonly filesPerResource: Readonly<Record<string, readonly string[]>>;
  /** Those and the shared lists that mention it: all that a new one takes, tests aside. */
  readonly filesTouchedPerResource: Readonly<Record<string, readonly string[]>>;
  /** The files that README tells a reader of one redemption to read: a selection. */
  readonly filesOfRedemption: readonly string[];
  /** Those and whatever they import for more than a type, directly or not. */
  readonly redemptionWithImports: readonly string[];
  /** How many files must say something about a new word of some closed lists. */
  readonly filesPerWord: Readonly<Record<string, number>>;
  /** Lines of code that are part of a copy, in a thousand. */
  readonly duplicatedPerThousand: number;
  /**
   * How many mutants of the shared rules a test noticed, in percent; null before `npm run mutate`.
   */
  readonly mutantsKilledPercent: number | null;
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Tests, their helpers, simulations and benchmarks aren't part of the product, nor is what is made
 * from the reference, which repeats it.
 */
const NOT_PRODUCT =
  /\.test\.tsx?$|\/(?:testing|test-support|simulation|bench|e2e)\/|^shared\/client\/operations\.ts$/;

/** Fields of a location: one for looking it up, and a flag with a default. */
const FIELDS = ["external_code", "is_permanently_closed"] as const;

/** Where other resources declare fields of the same names: brands have an `external_code`, too. */
const NAMESAKES: readonly string[] = ["shared/api/organisation/terms.ts"];

/** Resources with their own tables, by what begins the names of their files. */
const RESOURCES = {
  location: /locations?/,
  staff: /staff/,
  "write-off": /write-offs?/,
  order: /orders?/,
  currency: /currency|currencies/,
} as const;

/** Files about the currency of an amount, not the resource of pairs with their rates. */
const OF_AMOUNTS: readonly string[] = [
  "shared/kernel/currency.ts",
  "sync-server/tenant-currency.ts",
];

/** The lists in which a resource is entered: what the worked example "add a resource" edits. */
const LISTS: readonly string[] = [
  ...new Set(resource.map(({ file }) => file).filter((file) => !NOT_PRODUCT.test(file))),
];

/** Counts them in the current sources. */
export const readHouseFigures = async (): Promise<HouseFigures> => {
  const product = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => /^(?:shared|sync-server|renderer|electron)\/.*\.tsx?$/.test(file))
    .filter((file) => !NOT_PRODUCT.test(file) && existsSync(`${root}${file}`));
  const routes = (await readV3Routes()).length;
  const http = linesOf(product, "sync-server/http/routes/v3/");
  const schemas = linesOf(product, "shared/api/");
  const redemption = filesOfRedemption();
  const filesPerResource = mapTable(RESOURCES, ({ source }) => {
    const name = new RegExp(`/(?:${source})(?:-[a-z]+)?\\.ts$`);
    return product.filter((file) => name.test(file) && !OF_AMOUNTS.includes(file));
  });
  const ofLocations = product.filter((file) => !NAMESAKES.includes(file));
  return {
    routes,
    linesPerRoute: http / routes,
    linesPerRouteWithSchemas: (http + schemas) / routes,
    mentionsPerField: Object.fromEntries(
      FIELDS.map((field) => [field, mentionsOf(ofLocations, field)]),
    ),
    filesPerResource,
    filesTouchedPerResource: mapTable(filesPerResource, (files, noun) => [
      ...files,
      ...LISTS.filter((file) => RESOURCES[noun].test(textOf(file))),
    ]),
    filesOfRedemption: redemption,
    redemptionWithImports: withImports(redemption, product),
    filesPerWord: Object.fromEntries(
      newWords
        .filter(({ list }) => WORDS.includes(list))
        .map(({ list, handledIn }) => [list, handledIn.length]),
    ),
    duplicatedPerThousand:
      (1000 * countDuplicatedLines(product.map(textOf))) / linesOf(product, ""),
    mutantsKilledPercent: mutantsKilledPercent(),
  };
};

const WORDS = ["unit", "collection", "command kind"];

const textOf = (file: string): string => readFileSync(`${root}${file}`, "utf8");

const linesOf = (files: readonly string[], folder: string): number =>
  files
    .filter((file) => file.startsWith(folder))
    .reduce((sum, file) => sum + textOf(file).split("\n").length - 1, 0);

const filesOfRedemption = (): readonly string[] => {
  const [, section = ""] = textOf("README.md").split("## One redemption, end to end");
  const [list = ""] = section.split("\n## ");
  return [...new Set([...list.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file = ""]) => file))];
};

/**
 * Tables that import each write and each route, so that what follows them counts all the program
 * can do: a reader looks up one line there.
 */
const TABLES: readonly string[] = [
  "sync-server/writes.ts",
  "sync-server/http/routes/v3/register.ts",
];

/** Files and everything they import for more than a type, as far as it is ours. */
const withImports = (files: readonly string[], product: readonly string[]): readonly string[] => {
  const ours = new Set(product);
  const found = new Set(files);
  for (const file of found) {
    if (TABLES.includes(file)) continue;
    for (const [, path = ""] of textOf(file).matchAll(IMPORT)) {
      const imported = path.startsWith("#") ? path.slice(1) : posix.join(posix.dirname(file), path);
      if (ours.has(imported)) found.add(imported);
    }
  }
  return [...found];
};

const IMPORT = /^import (?!type )[^;]*?from "((?:#|\.\/)[^"]+)";$/gm;

const stryker = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

const UNTRIED: ReadonlySet<string> = new Set(["Ignored", "CompileError", "RuntimeError"]);

/** From the last `npm run mutate`. */
const mutantsKilledPercent = (): number | null => {
  const report = ".cache/stryker/incremental.json";
  if (!existsSync(`${root}${report}`)) return null;
  const { files } = stryker.parse(JSON.parse(textOf(report)));
  const tried = Object.values(files)
    .flatMap(({ mutants }) => mutants)
    // As Stryker counts: what didn't compile or couldn't run proves nothing.
    .filter(({ status }) => !UNTRIED.has(status));
  const killed = tried.filter(({ status }) => status === "Killed" || status === "Timeout");
  return (100 * killed.length) / tried.length;
};

/** Where the product's code mentions a field, in snake or camel case, ignoring comments. */
const mentionsOf = (files: readonly string[], field: string): readonly string[] => {
  const name = new RegExp(`\\b(?:${field}|${camel(field)})\\b`);
  return files.flatMap((file) =>
    textOf(file)
      .split("\n")
      .flatMap((line, index) =>
        name.test(line) && !/^\s*(?:\/\/|\/?\*)/.test(line) ? [`${file}:${index + 1}`] : [],
      ),
  );
};

/**
 * Prints the figures beside what they were before routes, definitions, collections and words were
 * declared once (28 November 2026).
 */
export const printHouseFigures = async (): Promise<void> => {
  const figures = await readHouseFigures();
  const counted = (lists: Readonly<Record<string, readonly string[]>>): string =>
    Object.values(lists)
      .map((files) => files.length)
      .join(", ");
  const mutants = figures.mutantsKilledPercent;
  const rows = [
    ["lines of HTTP code for each route of the v3 API", "79", figures.linesPerRoute.toFixed(1)],
    ["the same with its schemas and views", "", figures.linesPerRouteWithSchemas.toFixed(1)],
    ["routes of the v3 API", "", figures.routes],
    [
      `files of a resource (${Object.keys(RESOURCES).join(", ")})`,
      "17 to 20",
      counted(figures.filesPerResource),
    ],
    ["those and the lists that mention it", "", counted(figures.filesTouchedPerResource)],
    [`mentions of ${FIELDS.join(", ")}`, "17", counted(figures.mentionsPerField)],
    ...Object.entries(figures.filesPerWord).map(([list, files]) => [
      `files that must handle a new ${list}, all named by the compiler`,
      "some silently ignored",
      files,
    ]),
    [
      "lines of code that are copies, in a thousand",
      "4.4",
      figures.duplicatedPerThousand.toFixed(1),
    ],
    ["files in README for one redemption", "80", figures.filesOfRedemption.length],
    ["those and all they import", "", figures.redemptionWithImports.length],
    [
      "mutants of the shared rules that a test notices (last `npm run mutate`)",
      "73%",
      mutants === null ? "not run here" : `${mutants.toFixed(0)}%`,
    ],
  ];
  const table = [["what", "before", "now"], ["---", "---", "---"], ...rows];
  process.stdout.write(`${table.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`);
};
