import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { APP_PATHS, appNames } from "#shared/apps/app-paths.ts";
import { CONTENT_SECURITY_POLICIES, DEMO_TILL_POLICY } from "./content-security-policies.ts";
import { answerUnknownRoute } from "./error-handler.ts";

const INDEX = "index.html";

/**
 * Serves the built apps in `folder`, each at its own path and under its own content security
 * policy. Paths that an app routes itself get the app's first page; paths of the APIs never do.
 */
export const addRenderer = async (app: FastifyInstance, folder: string): Promise<void> => {
  for (const name of appNames) {
    const prefix = APP_PATHS[name].replace(/\/$/, "");
    const served = { path: APP_PATHS[name], policy: CONTENT_SECURITY_POLICIES[name] };
    await app.register(async (scope) => addApp(scope, { ...served, folder: join(folder, name) }), {
      prefix,
    });
  }
};

/** Serves the page that plays the till. It must share the store app's origin to call it. */
export const addDemoTill = async (app: FastifyInstance, folder: string): Promise<void> => {
  const till = { path: "/demo-till/", policy: DEMO_TILL_POLICY, folder };
  await app.register(async (scope) => addApp(scope, till), { prefix: "/demo-till" });
};

type ServedApp = { readonly path: string; readonly policy: string; readonly folder: string };

const addApp = async (
  scope: FastifyInstance,
  { path: appPath, policy, folder }: ServedApp,
): Promise<void> => {
  if (!existsSync(join(folder, INDEX))) {
    scope.get("/", { schema: { hide: true } }, async (_request, reply) =>
      reply
        .code(503)
        .type("text/plain; charset=utf-8")
        .send("This app is not built. Run: npm run build\n"),
    );
    scope.setNotFoundHandler(answerUnknownRoute);
    return;
  }
  await scope.register(fastifyStatic, {
    root: folder,
    index: INDEX,
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header("content-security-policy", policy);
      response.header("cache-control", cacheControlOf(path.slice(folder.length)));
    },
  });
  // The router ignores a trailing slash, so without this route `/manager/` would be a file of `/`.
  scope.get("/", { schema: { hide: true } }, (request, reply) =>
    request.url === scope.prefix ? reply.redirect(appPath) : sendFirstPage(reply),
  );
  scope.setNotFoundHandler((request, reply) => {
    if (!isPageOfTheApp(request)) return answerUnknownRoute(request, reply);
    const right = inTheRightCase(request.url);
    return right === null ? sendFirstPage(reply) : reply.redirect(right);
  });
};

/** The same URL with an app's path in lower case, if that is what is wrong with it: `/Manager/`. */
const inTheRightCase = (url: string): string | null => {
  const path = `${url.split(/[/?]/, 2).join("/").toLowerCase()}/`;
  const isApp = Object.values(APP_PATHS).some((app) => app === path);
  const begin = path.slice(0, -1);
  return isApp && !url.startsWith(begin) ? begin + url.slice(begin.length) : null;
};

/**
 * A file with a hash in its name never changes; all others are revalidated cheaply by their ETag.
 */
const cacheControlOf = (path: string): string =>
  /^[/\\]?assets[/\\].+-[\w-]{8,}\.\w+$/.test(path)
    ? "public, max-age=31536000, immutable"
    : "no-cache";

const PLANES = /^\/(?:api|id|sync|oauth|health|ready|metrics)(?:[/?]|$)/;
const ASSETS = /^\/(?:[a-z]+\/)?assets\//;

const isPageOfTheApp = (request: FastifyRequest): boolean =>
  request.method === "GET" &&
  !PLANES.test(request.url) &&
  !ASSETS.test(request.url) &&
  (request.headers.accept ?? "").includes("text/html");

const sendFirstPage = (reply: FastifyReply): FastifyReply => reply.code(200).sendFile(INDEX);
