import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { builtFolder } from "#renderer/build/app-config.ts";
import { type AppName, appNames } from "#shared/apps/app-paths.ts";

/**
 * Finds what a built app must not contain, one line each: source files of another app; in all but
 * the store app, the device, its database and what only that app says; and precached files that
 * don't belong to the app.
 */
export const findForeignParts = async (name: AppName): Promise<readonly string[]> => {
  const folder = builtFolder(name);
  const [sources, precached, built] = await Promise.all([
    sourceFiles(folder),
    precachedFiles(folder),
    readdir(folder, { recursive: true }),
  ]);
  if (sources.length === 0 || precached.length === 0) return [`${name}: nothing was built`];
  return [
    ...sources
      .filter((file) => FOREIGN[name].some((part) => file.includes(part)))
      .map((file) => `${name} contains ${file}`),
    ...precached.filter((file) => !built.includes(file)).map((file) => `${name} precaches ${file}`),
  ];
};

const appFolders = (except: AppName): readonly string[] =>
  appNames.filter((name) => name !== except).map((name) => `renderer/${name}/`);

const DEVICE = ["renderer/data/", "renderer/search/", "node_modules/rxdb/", "node_modules/dexie/"];

/** What only the store app says. */
const STORE_APP_TEXTS = "renderer/words/en/en.ts";

/** Parts of source file paths that don't belong in an app. */
const FOREIGN: Readonly<Record<AppName, readonly string[]>> = {
  clienteling: [...appFolders("clienteling"), "renderer/api/"],
  manager: [...appFolders("manager"), ...DEVICE, STORE_APP_TEXTS],
  portal: [...appFolders("portal"), ...DEVICE, STORE_APP_TEXTS],
};

/** Every source file of the app's scripts, from their source maps. */
const sourceFiles = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(join(folder, "assets"))).filter((file) => file.endsWith(".js.map"));
  const maps = await Promise.all(
    names.map(async (file) =>
      mapSchema.parse(JSON.parse(await readFile(join(folder, "assets", file), "utf8"))),
    ),
  );
  return maps.flatMap(({ sources }) => sources);
};

const mapSchema = z.object({ sources: z.array(z.string()) });

/** The files that the app's service worker precaches, as listed by the build. */
export const precachedFiles = async (folder: string): Promise<readonly string[]> => {
  const worker = await readFile(join(folder, "service-worker.js"), "utf8");
  const list = /\[\{"path":.*?\}\]/s.exec(worker)?.[0] ?? "[]";
  return precacheSchema.parse(JSON.parse(list)).map(({ path }) => path);
};

const precacheSchema = z.array(z.object({ path: z.string(), hash: z.string() }));
