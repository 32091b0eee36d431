import { once } from "node:events";
import { createServer } from "node:http";
import { assert } from "#shared/kernel/assert.ts";

/** The beginning of a PNG of one pixel, as text of bytes. */
export const PNG = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";

/** A host of pictures on this machine. */
export type PictureHost = {
  readonly origin: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly close: () => void;
};

/**
 * Starts a host whose pictures have 100 bytes. `?type=` and `?bytes=` say how one begins and what
 * it is called, `/gone` isn't there and `/dead` never answers.
 */
export const startPictureHost = async (): Promise<PictureHost> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://host");
    asked.push(pathname);
    if (pathname === "/dead") return;
    if (pathname === "/gone") return response.writeHead(404).end("gone");
    response.setHeader("content-type", searchParams.get("type") ?? "image/png");
    const bytes = Buffer.alloc(100, searchParams.get("bytes") ?? `${PNG}${pathname}`, "latin1");
    return response.end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert(typeof address === "object" && address !== null, "a port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
