import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { join } from "node:path";
import { root } from "#renderer/e2e/desktop.ts";
import { type ServedPage, servePage } from "./serve-page.ts";

/** The built store app on an origin of its own, which passes what it syncs on to another server. */
export const serveAppPage = (syncUrl: string): Promise<ServedPage> => {
  const passOn = (incoming: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(incoming.url ?? "/", syncUrl);
    if (!url.pathname.startsWith("/sync/")) return false;
    const { method, headers } = incoming;
    const passed = request(url, { method, headers });
    passed.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    incoming.pipe(passed);
    return true;
  };
  return servePage(join(root, "dist/renderer/clienteling"), () => ({}), passOn);
};
