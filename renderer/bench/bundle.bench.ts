import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { builtFolder } from "#renderer/build/app-config.ts";
import { type AppName, appNames } from "#shared/apps/app-paths.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { findForeignParts } from "./bundle-contents.ts";

const FIRST_LOAD_KB = 600;

/** Vite's manifest: which file imports which. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Measures the built apps, gzipped: what a browser loads before it shows anything, the workers that
 * the store app starts at once, and what loads on demand. Needs `npm run build:renderer`.
 */
export const runBundleBench = async (): Promise<readonly BenchResult[]> => [
  ...(await weighStoreApp()),
  ...(await weighSite("manager")),
  ...(await weighSite("portal")),
];

const weighStoreApp = async (): Promise<readonly BenchResult[]> => {
  const folder = builtFolder("clienteling");
  const manifest = await readManifest(folder);
  // The entry starts the workers and loads the rest of the app right away.
  const parts = ["index.html", ...(manifest["index.html"]?.dynamicImports ?? [])];
  const first = new Set(["index.html", ...parts.flatMap((part) => filesOf(manifest, part))]);
  const built = (await readdir(join(folder, "assets"))).map((name) => `assets/${name}`);
  const workers = built.filter((file) => /\/(?:worker-|[^/]*\.worker-)[^/]*\.js$/.test(file));
  const lazy = built.filter(
    (file) => /\.(?:js|css|wasm)$/.test(file) && !first.has(file) && !workers.includes(file),
  );
  const page = await gzipKb(folder, [...first]);
  const inWorkers = await gzipKb(folder, workers);
  return [
    figure("bundle: page before lazy parts", page, null),
    figure("bundle: workers", inWorkers, null),
    figure("bundle: first load, page and workers", page + inWorkers, FIRST_LOAD_KB),
    figure("bundle: lazy parts", await gzipKb(folder, lazy), null),
  ];
};

const weighSite = async (name: AppName): Promise<readonly BenchResult[]> => {
  const folder = builtFolder(name);
  const first = new Set(["index.html", ...filesOf(await readManifest(folder), "index.html")]);
  return [figure(`bundle: first load of ${name}`, await gzipKb(folder, [...first]), null)];
};

const readManifest = async (folder: string): Promise<Manifest> =>
  manifestSchema.parse(JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")));

/** The files of a part and of its static imports. */
const filesOf = (manifest: Manifest, key: string, seen = new Set<string>()): readonly string[] => {
  const part = manifest[key];
  if (part === undefined || seen.has(key)) return [];
  seen.add(key);
  return [part.file, ...part.css, ...part.imports.flatMap((name) => filesOf(manifest, name, seen))];
};

const gzipKb = async (folder: string, files: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(folder, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
};

const figure = (name: string, value: number, target: number | null): BenchResult => ({
  name,
  value,
  unit: "kB gzip",
  target,
  better: "lower",
});

if (import.meta.main) {
  const results = await runBundleBench();
  console.log(benchTable(results));
  const foreign = (await Promise.all(appNames.map(findForeignParts))).flat();
  for (const line of foreign) console.error(line);
  if (foreign.length > 0 || !results.every(reachesTarget)) process.exitCode = 1;
}
