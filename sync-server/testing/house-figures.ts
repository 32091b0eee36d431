import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { camel } from "#shared/kernel/case.ts";
import { readV3Routes } from "./v3-routes.ts";

/** What it costs to add to the house. */
export type HouseFigures = {
  readonly routes: number;
  /** Lines of `sync-server/http/routes/v3`, blank lines and comments included, for each route. */
  readonly linesPerRoute: number;
  /** The same together with the schemas and views in `shared/api`. */
  readonly linesPerRouteWithSchemas: number;
  /** The files that name a location's field, and how often they do: `path:line`. */
  readonly mentionsPerField: Readonly<Record<string, readonly string[]>>;
  /** The files that make up the resource `/locations`. */
  readonly filesPerResource: readonly string[];
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Tests, what supports them, simulated devices and figures are not the product. */
const NOT_PRODUCT = /\.test\.tsx?$|\/(?:testing|test-support|simulation|bench|e2e)\//;

/** Fields of a location: one to look it up by, and a flag with a default. */
const FIELDS = ["external_code", "is_permanently_closed"] as const;

/** Counts them in the sources as they are. */
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
    filesPerResource: product.filter((file) => /(?:^|\/)locations?(?:-[a-z]+)?\.ts$/.test(file)),
  };
};

const textOf = (file: string): string => readFileSync(`${root}${file}`, "utf8");

const linesOf = (files: readonly string[], folder: string): number =>
  files
    .filter((file) => file.startsWith(folder))
    .reduce((sum, file) => sum + textOf(file).split("\n").length - 1, 0);

/** Where the product's code names a field, as the API does or as code does; comments aside. */
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

/** Prints the figures, one a line. */
export const printHouseFigures = async (): Promise<void> => {
  const figures = await readHouseFigures();
  const lines = [
    `routes of the v3 plane: ${figures.routes}`,
    `lines of HTTP code per route: ${figures.linesPerRoute.toFixed(1)}`,
    `the same with the schemas and views of shared/api: ${figures.linesPerRouteWithSchemas.toFixed(1)}`,
    `files of the resource /locations: ${figures.filesPerResource.length}`,
    ...Object.entries(figures.mentionsPerField).map(
      ([field, mentions]) => `mentions of ${field} in the product: ${mentions.length}`,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
};
