import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

/** A page on an origin of its own. */
export type ServedPage = { readonly url: string; readonly close: () => Promise<void> };

/** Serves a folder with these headers; `takes` answers a request itself if it says so. */
export const servePage = async (
  folder: string,
  headersOf: (pathname: string) => Readonly<Record<string, string>>,
  takes: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<ServedPage> => {
  const server = createServer(async (request, response) => {
    if (takes(request, response)) return undefined;
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    const body = await readFile(path).catch(() => null);
    if (body === null) return response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    return response.writeHead(200, { ...headersOf(pathname), "content-type": type }).end(body);
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
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};
