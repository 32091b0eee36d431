import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";

const FIRST_LOAD_KB = 600;
const dist = join(import.meta.dirname, "../../dist/renderer");

/** Vite's list of what was built: which file imports which. */
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
 * Weighs the built store app, gzipped: what a browser loads before it shows anything, the workers
 * that it starts at once, and what waits until it is asked for. Needs `npm run build:renderer`.
 */
export const runBundleBench = async (): Promise<readonly BenchResult[]> => {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8")),
  );
  // The entry starts the workers and loads the rest of the app at once.
  const parts = ["index.html", ...(manifest["index.html"]?.dynamicImports ?? [])];
  const first = new Set(["index.html", ...parts.flatMap((part) => filesOf(manifest, part))]);
  const built = (await readdir(join(dist, "assets"))).map((name) => `assets/${name}`);
  const workers = built.filter((file) => /\.worker-[^/]*\.js$/.test(file));
  const lazy = built.filter(
    (file) => /\.(?:js|css|wasm)$/.test(file) && !first.has(file) && !workers.includes(file),
  );
  const page = await gzipKb([...first]);
  const inWorkers = await gzipKb(workers);
  return [
    figure("bundle: page before lazy parts", page, null),
    figure("bundle: workers", inWorkers, null),
    figure("bundle: first load, page and workers", page + inWorkers, FIRST_LOAD_KB),
    figure("bundle: lazy parts", await gzipKb(lazy), null),
  ];
};

/** The files of a part and of what it imports at once. */
const filesOf = (manifest: Manifest, key: string, seen = new Set<string>()): readonly string[] => {
  const part = manifest[key];
  if (part === undefined || seen.has(key)) return [];
  seen.add(key);
  return [part.file, ...part.css, ...part.imports.flatMap((name) => filesOf(manifest, name, seen))];
};

const gzipKb = async (files: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(dist, file))).length),
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
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
