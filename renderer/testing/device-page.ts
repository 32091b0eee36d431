import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { build } from "vite";

export type DevicePage = { readonly url: string; readonly close: () => Promise<void> };

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
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    const body = await readFile(path).catch(() => null);
    if (body === null) return response.writeHead(404).end();
    // The desktop shell's policy: the data layer must work under it.
    response.setHeader("content-security-policy", POLICY);
    // The same as the sync server sends, so that the browser caches the compiled files.
    response.setHeader(
      "cache-control",
      pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    );
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    return response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' http://127.0.0.1:*";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};
