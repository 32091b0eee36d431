import { readFile } from "node:fs/promises";
import type { CustomScheme, Protocol } from "electron";
import { customerDisplayOrigin } from "#shared/desktop/channel.ts";
import { contentSecurityPolicy, customerDisplayPolicy } from "./content-security-policy.ts";
import { rendererFile } from "./renderer-file.ts";

/**
 * The scheme that serves the screens; register it before the app is ready. It gives them an origin
 * of their own (storage, workers, fetch), unlike `file:`.
 */
export const appScheme: CustomScheme = {
  scheme: "app",
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * Serves the built screens from `folder` under `app://regulars/` and the customer display under
 * `app://display/`, each response with the policy.
 */
export const serveRenderer = (
  protocol: Pick<Protocol, "handle">,
  folder: string,
  serverUrl: string | null,
): void => {
  const respond = createRendererResponder(folder, serverUrl);
  protocol.handle("app", (request) => respond(request.method, request.url));
};

/** Answers requests to the scheme. Separate from Electron, so that it can be tested without it. */
export const createRendererResponder = (folder: string, serverUrl: string | null) => {
  const headersOf = (url: string) => ({
    "content-security-policy": url.startsWith(`${customerDisplayOrigin}/`)
      ? customerDisplayPolicy
      : contentSecurityPolicy(serverUrl),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  });

  return async (method: string, url: string): Promise<Response> => {
    const headers = headersOf(url);
    const refuse = (status: number, text: string) =>
      new Response(text, { status, headers: { ...headers, "content-type": "text/plain" } });
    if (method !== "GET") return refuse(405, "Only GET.");
    const file = rendererFile(folder, url);
    if (file.kind === "refused") return refuse(file.status, "There is no such file.");
    try {
      const body = await readFile(file.path);
      return new Response(new Uint8Array(body), {
        headers: { ...headers, "content-type": file.contentType },
      });
    } catch {
      return file.path.endsWith(".html")
        ? refuse(503, "The screens aren't built. Run: npm run build")
        : refuse(404, "There is no such file.");
    }
  };
};
