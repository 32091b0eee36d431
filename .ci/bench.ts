import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

/**
 * `npm run bench [part…]`: runs every `*.bench.ts`, one after the other so that they don't slow
 * each other down, and fails if one of them fails. Each prints its own table with PASS or FAIL.
 */
const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const files = globSync("{renderer,sync-server}/bench/*.bench.ts", { cwd: root })
  .sort()
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));

// Always: the figures of an older build would be somebody else's.
console.log("Building the apps first…");
spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });

/** The import bench measures memory in its own process, so it runs with the flags of the import. */
const scripts = z
  .object({ scripts: z.object({ import: z.string() }) })
  .parse(JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"))).scripts;
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  "sync-server/bench/import.bench.ts": scripts.import.match(/--\S+/g) ?? [],
};

const failed: string[] = [];
for (const file of files) {
  console.log(`\n${file}`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", ...(FLAGS[file] ?? []), file], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) failed.push(file);
}
console.log(
  failed.length === 0
    ? `\n${files.length} benches ran. Every figure reaches its target`
    : `\n${files.length} benches ran. Figures miss their target in: ${failed.join(", ")}`,
);
process.exitCode = failed.length === 0 && files.length > 0 ? 0 : 1;
