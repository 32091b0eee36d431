import { readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";
import { z } from "zod";
import { APP_PATHS, type AppName } from "#shared/apps/app-paths.ts";
import { installIcons } from "./install-icons.ts";
import { precacheList } from "./precache-list.ts";

const renderer = join(import.meta.dirname, "..");

/** Where an app is built to: a folder of its own, which holds all that the app needs. */
export const builtFolder = (name: AppName): string => join(renderer, "../dist/renderer", name);

/**
 * How Vite builds one app. Each app is a build of its own, so that no file is shared and no app can
 * load, or keep on a device, what belongs to another.
 */
export const appConfig = (name: AppName): InlineConfig => {
  const root = join(renderer, name);
  const only = ONLY[name];
  return {
    configFile: false,
    root,
    base: only.base,
    cacheDir: join(renderer, "../.cache/vite", name),
    define: { __APP_VERSION__: JSON.stringify(appVersion()) },
    plugins: [react(), ...(only.isInstalled ? [installIcons()] : []), precacheList(name)],
    worker: { format: "es" },
    build: {
      outDir: builtFolder(name),
      emptyOutDir: true,
      // The oldest browser that must run it is the one in Electron 25.
      target: "chrome114",
      sourcemap: true,
      // bench/bundle.bench.ts works out from it what is loaded first.
      manifest: true,
      // The page's content security policy allows `data:` for no script, style or font.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: {
          app: join(root, "index.html"),
          "service-worker": join(renderer, "page/service-worker.ts"),
        },
        output: {
          entryFileNames: ({ name }) =>
            name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
        },
      },
    },
    optimizeDeps: { include: [...only.workerPackages] },
  };
};

/** What differs from app to app. */
const ONLY: Readonly<
  Record<
    AppName,
    {
      /** What the addresses of its files start with. */
      readonly base: string;
      /** It has a web app manifest, which names its icons. */
      readonly isInstalled: boolean;
      /** Only workers import these: found late, they would make Vite reload the page mid-enrolment. */
      readonly workerPackages: readonly string[];
    }
  >
> = {
  // Relative, so that the same files work from app://regulars/ and from a server.
  clienteling: {
    base: "./",
    isInstalled: true,
    workerPackages: ["dexie", "hash-wasm", "rxdb/plugins/storage-dexie"],
  },
  // Absolute, so that the page works at every address below the app's path.
  manager: { base: APP_PATHS.manager, isInstalled: false, workerPackages: [] },
  portal: { base: APP_PATHS.portal, isInstalled: false, workerPackages: [] },
};

/** The version of the one package that everything is built from. */
const appVersion = (): string => {
  const text = readFileSync(join(renderer, "../package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
};
