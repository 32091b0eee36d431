import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { camel } from "#shared/kernel/case.ts";
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
  /** The files that make up a resource of the API. */
  readonly filesPerResource: Readonly<Record<string, readonly string[]>>;
  /** The files that README tells a reader of one redemption to read. */
  readonly filesOfRedemption: readonly string[];
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Tests, their helpers, simulations and benchmarks aren't part of the product. */
const NOT_PRODUCT = /\.test\.tsx?$|\/(?:testing|test-support|simulation|bench|e2e)\//;

/** Fields of a location: one for looking it up, and a flag with a default. */
const FIELDS = ["external_code", "is_permanently_closed"] as const;

/** Resources with their own tables, by the noun that begins the names of their files. */
const RESOURCES = ["location", "staff", "write-off"] as const;

/** Counts them in the current sources. */
export const readHouseFigures = async (): Promise<HouseFigures> => {
  const product = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => /^(?:shared|sync-server|renderer)\/.*\.tsx?$/.test(file))
    .filter((file) => !NOT_PRODUCT.test(file) && existsSync(`${root}${file}`));
  const routes = (await readV3Routes()).length;
  const http = linesOf(product, "sync-server/http/routes/v3/");
  const schemas = linesOf(product, "shared/api/");
  return {
    routes,
    linesPerRoute: http / routes,
    linesPerRouteWithSchemas: (http + schemas) / routes,
    mentionsPerField: Object.fromEntries(
      FIELDS.map((field) => [field, mentionsOf(product, field)]),
    ),
    filesPerResource: Object.fromEntries(
      RESOURCES.map((noun) => {
        const name = new RegExp(`(?:^|/)${noun}s?(?:-[a-z]+)?\\.ts$`);
        return [noun, product.filter((file) => name.test(file))];
      }),
    ),
    filesOfRedemption: filesOfRedemption(),
  };
};

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

/** Prints the figures, one per line. */
export const printHouseFigures = async (): Promise<void> => {
  const figures = await readHouseFigures();
  const lines = [
    `routes of the v3 API: ${figures.routes}`,
    `lines of HTTP code per route: ${figures.linesPerRoute.toFixed(1)}`,
    `the same with the schemas and views of shared/api: ${figures.linesPerRouteWithSchemas.toFixed(1)}`,
    ...Object.entries(figures.filesPerResource).map(
      ([noun, files]) => `files of the resource ${noun}: ${files.length}`,
    ),
    `files to read to follow one redemption: ${figures.filesOfRedemption.length}`,
    ...Object.entries(figures.mentionsPerField).map(
      ([field, mentions]) => `mentions of ${field} in the product: ${mentions.length}`,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
};
