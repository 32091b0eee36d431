import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerUnknownRoute } from "./error-handler.ts";

const INDEX = "index.html";

/**
 * Serves the built store app at `/`. Paths that the app itself routes get its first page; the planes
 * of the server never do. When it is not built, `/` says how to.
 */
export const addRenderer = async (app: FastifyInstance, folder: string): Promise<void> => {
  if (!existsSync(join(folder, INDEX))) {
    app.get("/", { schema: { hide: true } }, async (_request, reply) =>
      reply
        .code(503)
        .type("text/plain; charset=utf-8")
        .send("The store app is not built. Run: npm run build\n"),
    );
    app.setNotFoundHandler(answerUnknownRoute);
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    index: INDEX,
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header("content-security-policy", CONTENT_SECURITY_POLICY);
      response.header("cache-control", cacheControlOf(path.slice(folder.length)));
    },
  });
  app.setNotFoundHandler((request, reply) =>
    isPageOfTheApp(request) ? sendFirstPage(reply) : answerUnknownRoute(request, reply),
  );
};

/**
 * As the desktop shell's: only our own scripts; WebAssembly for the hash of staff PINs, inline styles
 * for Mantine. From here the app talks to the server that it came from.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What carries a hash in its name never changes; everything else is asked for again, cheaply by its tag. */
const cacheControlOf = (path: string): string =>
  /^[/\\]?assets[/\\].+-[\w-]{8,}\.\w+$/.test(path)
    ? "public, max-age=31536000, immutable"
    : "no-cache";

const PLANES = /^\/(?:api|id|sync|oauth|health|ready|metrics|assets)(?:[/?]|$)/;

const isPageOfTheApp = (request: FastifyRequest): boolean =>
  request.method === "GET" &&
  !PLANES.test(request.url) &&
  (request.headers.accept ?? "").includes("text/html");

const sendFirstPage = (reply: FastifyReply): FastifyReply => reply.code(200).sendFile(INDEX);
