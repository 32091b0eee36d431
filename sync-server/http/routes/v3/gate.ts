import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ANY_SCOPE, hasScope, SCOPES } from "#shared/api/access/scopes.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { verifyToken } from "#sync-server/access/tokens.ts";
import { refuse } from "#sync-server/http/answer.ts";
import { answerUnknownRoute } from "#sync-server/http/error-handler.ts";
import type { TokenRecord } from "#sync-server/storage/access/token-store.ts";
import { lacksScope } from "./refusals.ts";
import type { V3Deps } from "./v3-deps.ts";

/** What a route declares if it takes any token, or none. */
const OPEN: ReadonlySet<string> = new Set(["any", "public"]);

/** How often a token's last use is recorded: a write for every read would be too slow. */
const USE_KEPT_EVERY_MS = 60_000;

/**
 * The gate of the v3 API: lets in a caller whose token is valid and has every scope of the route,
 * before the body is read. A route that declares no scopes, or one that doesn't exist, fails at
 * startup. 401 says no more than clients of the API compare it with; 403 names the missing scope,
 * 405 the methods that the path has.
 */
export const addGate = (app: FastifyInstance, deps: V3Deps, prefix: string): void => {
  app.decorateRequest("caller", null);

  app.addHook("onRoute", (route) => {
    for (const method of [route.method].flat()) {
      const name = routeName(method, route.url, prefix);
      if (method === "HEAD" || isReference(name)) continue;
      const scopes = assertDefined(route.config?.scopes, `${name} declares its scopes`);
      const strange = [scopes].flat().find((scope) => !SCOPES.has(scope) && !OPEN.has(scope));
      assert(strange === undefined, `${name} requires ${strange}, which isn't a scope of the API`);
    }
  });

  app.addHook("onRequest", async (request, reply): Promise<FastifyReply | undefined> => {
    reply.header("cache-control", "no-store");
    const { url = "", config } = request.routeOptions;
    const isWrongMethod = app.methodsAt(request.url)?.includes(request.method) === false;
    if (url === "" && !isWrongMethod) return undefined;
    // A route without scopes fails at startup; if one got here all the same, nobody could call it.
    const { scopes = [ANY_SCOPE] } = config;
    const isOpen = scopes === "public" || isReference(routeName("GET", url, prefix));
    if (isOpen && !isWrongMethod) return undefined;
    const caller = await authenticate(deps, request);
    if (!caller) {
      reply.header("www-authenticate", "Bearer");
      return reply.code(401).send({ message: "Unauthenticated." });
    }
    request.caller = caller;
    request.limitedAs = `token:${caller.id}`;
    if (isWrongMethod) return answerUnknownRoute(request, reply);
    if (scopes === "any" || scopes === "public") return undefined;
    const missing = scopes.find((scope) => !hasScope(caller.scopes, scope));
    return missing === undefined ? undefined : refuse(reply, lacksScope(missing));
  });
};

/** The browsable reference has its own routes: pages and scripts, no one's data. */
const isReference = (name: string): boolean => /^GET \/docs(?:\/|$)/.test(name);

const routeName = (method: string, url: string, prefix: string): string =>
  `${method} ${url.slice(prefix.length) || "/"}`;

const authenticate = async (deps: V3Deps, request: FastifyRequest): Promise<TokenRecord | null> => {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "");
  if (!match?.[1]) return null;
  const { tenantId } = deps;
  const at = deps.clock();
  const token = await verifyToken(deps.store.read(tenantId), match[1], { plane: "v3", at });
  if (token && (token.lastUsedAt === null || at - token.lastUsedAt > USE_KEPT_EVERY_MS)) {
    await deps.bookkeep("noteTokenUse", tenantId, { id: token.id }, `token:${token.id}`);
  }
  return token;
};
