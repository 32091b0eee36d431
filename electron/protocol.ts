import { readFile } from "node:fs/promises";
import type { CustomScheme, Protocol } from "electron";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { rendererFile } from "./renderer-file.ts";

/**
 * The scheme of the screens, to be registered before the app is ready: a real origin of its own
 * (storage, workers, fetch), and never `file:`.
 */
export const appScheme: CustomScheme = {
  scheme: "app",
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Serves the built screens from `folder` under `app://regulars/`, every answer under the policy. */
export const serveRenderer = (
  protocol: Pick<Protocol, "handle">,
  folder: string,
  serverUrl: string | null,
): void => {
  const respond = createRendererResponder(folder, serverUrl);
  protocol.handle("app", (request) => respond(request.method, request.url));
};

/** The answers of the scheme; apart from Electron, so that they can be tried without it. */
export const createRendererResponder = (folder: string, serverUrl: string | null) => {
  const headers = {
    "content-security-policy": contentSecurityPolicy(serverUrl),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  };
  const refuse = (status: number, text: string) =>
    new Response(text, { status, headers: { ...headers, "content-type": "text/plain" } });

  return async (method: string, url: string): Promise<Response> => {
    if (method !== "GET") return refuse(405, "Only GET.");
    const file = rendererFile(folder, url);
    if (file.kind === "refused") return refuse(file.status, "There is no such file.");
    try {
      const body = await readFile(file.path);
      return new Response(new Uint8Array(body), {
        headers: { ...headers, "content-type": file.contentType },
      });
    } catch {
      return file.path.endsWith("index.html")
        ? refuse(503, "The screens are not built. Run: npm run build")
        : refuse(404, "There is no such file.");
    }
  };
};
