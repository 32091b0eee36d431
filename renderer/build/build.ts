/** `npm run build:renderer`: builds each app to its own folder in `dist/renderer`. */
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";
import { appNames } from "#shared/apps/app-paths.ts";
import { appConfig, builtFolder } from "./app-config.ts";

for (const name of appNames) await build(appConfig(name));

// Leftovers of an older build would be served and packaged too.
const dist = dirname(builtFolder("clienteling"));
const apps: readonly string[] = appNames;
for (const entry of await readdir(dist)) {
  if (!apps.includes(entry)) await rm(join(dist, entry), { recursive: true });
}
