import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { z } from "zod";

const root = join(import.meta.dirname, "clienteling");
const resources = join(import.meta.dirname, "../resources");
const outDir = join(import.meta.dirname, "../dist/renderer");

// Builds the store app to dist/renderer. Every address is relative, so that the same files work from
// app://regulars/ and from the sync server. What Electron 25 has (Chromium 114) is the least.
export default defineConfig({
  root,
  base: "./",
  cacheDir: join(import.meta.dirname, "../.cache/vite"),
  define: { __APP_VERSION__: JSON.stringify(appVersion()) },
  plugins: [react(), icons(), precacheList()],
  worker: { format: "es" },
  build: {
    outDir,
    emptyOutDir: true,
    target: "chrome114",
    sourcemap: true,
    // What is loaded first is worked out from it, see bench/bundle.bench.ts.
    manifest: true,
    // The policy of the page lets in no `data:` but images, and small files cost nothing.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        app: join(root, "index.html"),
        "service-worker": join(root, "service-worker.ts"),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
      },
    },
  },
  server: { port: 5173, strictPort: true },
  // What only workers import: found late, it would reload the page in the middle of its first enrolment.
  optimizeDeps: { include: ["dexie", "hash-wasm", "rxdb/plugins/storage-dexie"] },
});

/** Puts the icons of the product beside the page, under the names that the manifest gives them. */
function icons(): Plugin {
  const files = {
    "icon.svg": "icon.svg",
    "icon-256.png": "icons/256x256.png",
    "icon-512.png": "icons/512x512.png",
  };
  return {
    name: "regulars:icons",
    apply: "build",
    async generateBundle() {
      for (const [fileName, file] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: await readFile(join(resources, file)) });
      }
    },
  };
}

/** Writes the list of all built files into the service worker, which is to keep them. */
function precacheList(): Plugin {
  return {
    name: "regulars:precache-list",
    apply: "build",
    async closeBundle() {
      const worker = join(outDir, "service-worker.js");
      const files = await builtFiles(outDir);
      const listed = await Promise.all(
        files.map(async (file) => ({
          path: relative(outDir, file).split(sep).join("/"),
          hash: createHash("sha256")
            .update(await readFile(file))
            .digest("hex")
            .slice(0, 16),
        })),
      );
      const list = JSON.stringify(listed.sort((a, b) => (a.path < b.path ? -1 : 1)));
      const version = createHash("sha256").update(list).digest("hex").slice(0, 16);
      const source = await readFile(worker, "utf8");
      // "VERSION" first: the other name is the beginning of it.
      await writeFile(
        worker,
        source
          .replaceAll("__PRECACHE_VERSION__", JSON.stringify(version))
          .replaceAll("__PRECACHE__", list),
      );
    },
  };
}

/** The version of the one package that everything is built from. */
function appVersion(): string {
  const text = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

const builtFiles = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith(".map"))
    .filter((file) => !file.includes(`${sep}.vite${sep}`))
    .filter((file) => !file.endsWith("service-worker.js"));
};
