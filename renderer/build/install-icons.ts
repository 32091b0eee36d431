import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const resources = join(import.meta.dirname, "../../resources");

/** Copies the product's icons next to the page, under the names in the web app manifest. */
export const installIcons = (): Plugin => ({
  name: "regulars:install-icons",
  apply: "build",
  async generateBundle() {
    for (const [fileName, file] of Object.entries(FILES)) {
      this.emitFile({ type: "asset", fileName, source: await readFile(join(resources, file)) });
    }
  },
});

const FILES = {
  "icon.svg": "icon.svg",
  "icon-256.png": "icons/256x256.png",
  "icon-512.png": "icons/512x512.png",
} as const;
