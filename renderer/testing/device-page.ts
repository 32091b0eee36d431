import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { type ServedPage, servePage } from "./serve-page.ts";

export type DevicePage = ServedPage;

/** Builds the page in `device-page/` like the app, and serves it on its own origin. */
export const serveDevicePage = async (): Promise<DevicePage> => {
  const folder = await mkdtemp(join(tmpdir(), "regulars-page-"));
  await build({
    configFile: false,
    root: join(import.meta.dirname, "device-page"),
    base: "./",
    logLevel: "warn",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "chrome114",
      chunkSizeWarningLimit: 2000,
    },
  });
  const page = await servePage(folder, (pathname) => ({
    // The desktop shell's policy: the data layer must work under it.
    "content-security-policy": POLICY,
    // The same as the sync server sends, so that the browser caches the compiled files.
    "cache-control": pathname.startsWith("/assets/")
      ? "public, max-age=31536000, immutable"
      : "no-cache",
  }));
  return {
    url: page.url,
    close: async () => {
      await page.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' http://127.0.0.1:*";
