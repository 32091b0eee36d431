import { readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, type InlineConfig } from "vite";
import { z } from "zod";
import { APP_PATHS, type AppName } from "#shared/apps/app-paths.ts";
import { installIcons } from "./install-icons.ts";
import { pageShell } from "./page-shell.ts";
import { precacheList } from "./precache-list.ts";

const renderer = join(import.meta.dirname, "..");

/** The folder that an app is built to. It holds everything that the app needs, and nothing else. */
export const builtFolder = (name: AppName): string => join(renderer, "../dist/renderer", name);

/**
 * The Vite config of one app. Each app is a separate build, so that they share no files: none can
 * load, or cache on a device, what belongs to another.
 */
export const appConfig = (name: AppName): InlineConfig => {
  const root = join(renderer, name);
  const only = ONLY[name];
  return {
    configFile: false,
    root,
    // Absolute, so that the page works at every address below the app's path.
    base: APP_PATHS[name],
    cacheDir: join(renderer, "../.cache/vite", name),
    define: { __APP_VERSION__: JSON.stringify(appVersion()) },
    plugins: [
      react(),
      ...(only.isInstalled ? [installIcons()] : []),
      pageShell(),
      precacheList(name),
    ],
    worker: {
      format: "es",
      // bench/bundle.bench.ts tells by it what the workers load.
      rolldownOptions: { output: { chunkFileNames: "assets/worker-[name]-[hash].js" } },
    },
    // Or rxjs would come as it was for browsers of 2014, with helpers that nothing else needs.
    resolve: { conditions: ["es2015", ...defaultClientConditions] },
    build: {
      outDir: builtFolder(name),
      emptyOutDir: true,
      // The oldest browser we support is the one in Electron 25.
      target: "chrome114",
      sourcemap: true,
      // bench/bundle.bench.ts reads it to find what loads first.
      manifest: true,
      // The page's content security policy allows no `data:` scripts, styles or fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: {
          app: join(root, "index.html"),
          ...(only.hasDisplay ? { display: join(root, "display.html") } : {}),
          ...Object.fromEntries(
            PLAIN_SCRIPTS.map((script) => [script, join(renderer, `page/${script}.ts`)]),
          ),
        },
        output: {
          // What most screens share, and what the device's lazy part shares with the rest of it:
          // many small files compress worse than one.
          codeSplitting: {
            groups: [
              { name: "shared", minShareCount: 5, test: (id) => !ONLY_LATER.test(id) },
              { name: "device", test: /renderer.(?:data|http)./, minShareCount: 2 },
            ],
          },
          entryFileNames: ({ name }) =>
            PLAIN_SCRIPTS.includes(name) ? "[name].js" : "assets/[name]-[hash].js",
        },
      },
    },
    optimizeDeps: { include: [...only.workerPackages] },
  };
};

/**
 * Shared by many screens, but by none before something was done; and our own screens and texts, of
 * which the first load takes only what it needs.
 */
const ONLY_LATER =
  /@mantine.notifications|react-transition-group|ui.toast\.|components.(?:Combobox|NumberInput|Textarea|Table|DataList|NativeSelect|Modal|SegmentedControl|Skeleton)\b|mustache|renderer.(?:words|clienteling)./;

/** Scripts without imports, next to the page under their own names. */
const PLAIN_SCRIPTS: readonly string[] = ["service-worker", "first-paint"];

/** What differs from app to app. */
const ONLY: Readonly<
  Record<
    AppName,
    {
      /** It has a web app manifest, which needs icons. */
      readonly isInstalled: boolean;
      /**
       * Only workers import these. If Vite found them late, it would reload the page mid-enrolment.
       */
      readonly workerPackages: readonly string[];
      /** It has a page for the customer display of the desktop shell. */
      readonly hasDisplay: boolean;
    }
  >
> = {
  clienteling: {
    isInstalled: true,
    workerPackages: ["dexie", "hash-wasm", "rxdb/plugins/storage-dexie"],
    hasDisplay: true,
  },
  manager: { isInstalled: false, workerPackages: [], hasDisplay: false },
  portal: { isInstalled: false, workerPackages: [], hasDisplay: false },
};

/** The version in package.json. */
const appVersion = (): string => {
  const text = readFileSync(join(renderer, "../package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
};
