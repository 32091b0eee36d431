import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";
import type { AppName } from "#shared/apps/app-paths.ts";

/**
 * Writes the app's name and the list of its built files, each with its hash, into its service
 * worker. The list covers exactly the app's own folder.
 */
export const precacheList = (name: AppName): Plugin => {
  let folder = "";
  return {
    name: "regulars:precache-list",
    apply: "build",
    configResolved: ({ build }) => {
      folder = build.outDir;
    },
    async closeBundle() {
      const files = await builtFiles(folder);
      const listed = await Promise.all(
        files.map(async (file) => ({
          path: relative(folder, file).split(sep).join("/"),
          hash: shortHash(await readFile(file)),
        })),
      );
      const list = JSON.stringify(listed.sort((a, b) => (a.path < b.path ? -1 : 1)));
      const worker = join(folder, "service-worker.js");
      const source = await readFile(worker, "utf8");
      await writeFile(
        worker,
        source
          // The version first, because its placeholder starts with the list's.
          .replaceAll("__PRECACHE_VERSION__", JSON.stringify(shortHash(list)))
          .replaceAll("__PRECACHE__", list)
          .replaceAll("__APP_NAME__", JSON.stringify(name)),
      );
    },
  };
};

const shortHash = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex").slice(0, 16);

const builtFiles = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith(".map"))
    .filter((file) => !file.includes(`${sep}.vite${sep}`))
    .filter((file) => !file.endsWith("service-worker.js"));
};
