import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { root } from "#renderer/e2e/desktop.ts";

/** The built store app on an origin of its own, which passes what it syncs on to another server. */
export type AppPage = { readonly url: string; readonly close: () => Promise<void> };

const FOLDER = join(root, "dist/renderer/clienteling");

export const serveAppPage = async (syncUrl: string): Promise<AppPage> => {
  const server = createServer(async (incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://app");
    if (pathname.startsWith("/sync/")) {
      const { method, headers } = incoming;
      const passed = request(new URL(incoming.url ?? "/", syncUrl), { method, headers });
      passed.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on("error", () => response.destroy());
      response.on("close", () => passed.destroy());
      incoming.pipe(passed);
      return;
    }
    const path = join(FOLDER, normalize(pathname === "/" ? "/index.html" : pathname));
    const body = await readFile(path).catch(() => null);
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(body === null ? 404 : 200, { "content-type": type }).end(body);
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
    },
  };
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};
