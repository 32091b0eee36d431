import type { FastifyReply, FastifyRequest } from "fastify";
import { assertDefined } from "#shared/kernel/assert.ts";
import { hasScope } from "#sync-server/access/scopes.ts";
import { verifyToken } from "#sync-server/access/tokens.ts";
import { refuse } from "#sync-server/http/answer.ts";
import type { TokenRecord } from "#sync-server/storage/token-store.ts";
import { scopeTable } from "./scope-table.ts";
import type { V3App, V3Deps } from "./v3-deps.ts";

/** When a token was used is kept to the minute: a write for every read would cost too much. */
const USE_KEPT_EVERY_MS = 60_000;

/**
 * The gate of the v3 plane: lets in who has a good token with every scope that the route asks for,
 * before the body is read. 401 says no more than that the token is not good; 403 names the scope.
 */
export const addGate = (app: V3App, deps: V3Deps, prefix: string): void => {
  app.decorateRequest("caller", null);

  app.addHook("onRoute", (route) => {
    for (const method of [route.method].flat()) {
      const name = routeName(method, route.url, prefix);
      if (method === "HEAD" || isReference(name)) continue;
      assertDefined(route.config?.scopes ?? scopeTable[name], `${name} says its scopes`);
    }
  });

  app.addHook("onRequest", async (request, reply): Promise<FastifyReply | undefined> => {
    reply.header("cache-control", "no-store");
    const { url } = request.routeOptions;
    if (url === undefined) return undefined;
    const method = request.method === "HEAD" ? "GET" : request.method;
    const name = routeName(method, url, prefix);
    const wanted = isReference(name)
      ? "public"
      : (request.routeOptions.config.scopes ?? scopeTable[name]);
    if (wanted === "public") return undefined;
    const caller = await authenticate(deps, request);
    if (!caller) return refuseUnauthenticated(reply);
    request.caller = caller;
    const missing =
      wanted === "any" ? undefined : wanted?.find((scope) => !hasScope(caller.scopes, scope));
    return missing === undefined ? undefined : refuseScope(reply, missing);
  });
};

/** The browsable reference brings its own routes: pages and scripts, nothing of anybody's. */
const isReference = (name: string): boolean => /^GET \/docs(?:\/|$)/.test(name);

const routeName = (method: string, url: string, prefix: string): string =>
  `${method} ${url.slice(prefix.length) || "/"}`;

const authenticate = async (deps: V3Deps, request: FastifyRequest): Promise<TokenRecord | null> => {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "");
  if (!match?.[1]) return null;
  const at = deps.clock();
  const token = await verifyToken(deps.store.read(deps.tenantId), match[1], { plane: "v3", at });
  if (token && (token.lastUsedAt === null || at - token.lastUsedAt > USE_KEPT_EVERY_MS)) {
    await deps.store.write("noteTokenUse", token.tenantId, { id: token.id });
  }
  return token;
};

const refuseUnauthenticated = (reply: FastifyReply): FastifyReply => {
  reply.header("www-authenticate", "Bearer");
  return refuse(reply, {
    status: 401,
    code: "unauthenticated",
    message:
      "Unauthenticated. Send a token that is neither expired nor revoked: Authorization: Bearer rg_api_…",
  });
};

const refuseScope = (reply: FastifyReply, scope: string): FastifyReply =>
  refuse(reply, {
    status: 403,
    code: "forbidden",
    message: `This token may not do that: it lacks the scope ${scope}.`,
    errors: { scope: [scope] },
  });
