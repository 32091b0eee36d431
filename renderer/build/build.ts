/** `npm run build:renderer`: builds every app to a folder of its own in `dist/renderer`. */
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "vite";
import { appNames } from "#shared/apps/app-paths.ts";
import { appConfig, builtFolder } from "./app-config.ts";

for (const name of appNames) await build(appConfig(name));

// What an older build left there would be served and packaged as well.
const dist = dirname(builtFolder("clienteling"));
const apps: readonly string[] = appNames;
for (const entry of await readdir(dist)) {
  if (!apps.includes(entry)) await rm(join(dist, entry), { recursive: true });
}
