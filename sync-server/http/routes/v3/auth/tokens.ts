import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { ANY_SCOPE, hasScope } from "#shared/api/scopes.ts";
import {
  newTokenSchema,
  tokenView,
  tokenViewSchema,
  verifiedTokenSchema,
} from "#shared/api/token.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { lastInstantOf } from "#shared/kernel/time.ts";
import { invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { addList } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { callerOf } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { listTokens } from "#sync-server/storage/token-store.ts";

/**
 * `/auth` (DOMAIN §19.1): tokens for the v3 API. A token's secret text is shown once, when it is
 * created.
 */
export const addTokens = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/auth/api-tokens",
    scopes: ["create-api-tokens"],
    tag: "auth",
    summary: "Create a token; its secret text is only shown this once",
    body: newTokenSchema,
    answer: z.object({ accessToken: z.string(), token: tokenViewSchema }),
    status: 201,
    handle: async ({ body, now, request, read, write }) => {
      const { name, scopes, expires_at: until = null } = body;
      const expiresAt = until === null ? null : lastInstantOf(until, await readTenantZone(read));
      const { scopes: held } = callerOf(request);
      const errors: Record<string, string[]> = {};
      for (const [index, scope] of scopes.entries()) {
        if (isHeld(held, scope)) continue;
        errors[`scopes.${index}`] = [`This token lacks the scope ${scope} itself.`];
      }
      if (expiresAt !== null && expiresAt <= now) {
        errors["expires_at"] = ["The expiry must be in the future."];
      }
      if (Object.keys(errors).length > 0) return err(invalidFields(errors));
      const made = await write("createApiToken", { name, scopes: [...new Set(scopes)], expiresAt });
      return ok({ accessToken: made.token, token: tokenView(made.record) });
    },
  });

  addRoute(mount, {
    method: "DELETE",
    url: "/auth/api-tokens/:id",
    scopes: ["delete-api-tokens"],
    tag: "auth",
    summary: "Revoke a token permanently",
    params: z.object({ id: z.string().max(64) }),
    handle: async ({ params, write }) =>
      (await write("revokeApiToken", { id: params.id })) ? ok(null) : err(unknown("token")),
  });

  addList(mount, {
    url: "/auth/access-tokens",
    scopes: ["read-api-tokens"],
    tag: "auth",
    summary: "List tokens, without their secret text",
    view: tokenViewSchema,
    filters: {},
    page: ({ read }, query) => listTokens(read, "api", query),
    show: (_plane, tokens) => tokens.map(tokenView),
  });

  addRoute(mount, {
    method: "GET",
    url: "/auth/verify",
    scopes: "any",
    tag: "auth",
    summary: "Check whether the token is valid, and what it may do",
    answer: one(verifiedTokenSchema),
    handle: async ({ request }) => {
      const caller = callerOf(request);
      return ok({ data: { ...tokenView(caller), tenant: caller.tenantId } });
    },
  });
};

/** Only a token with every scope can create another with every scope. */
const isHeld = (held: readonly string[], scope: string): boolean =>
  scope === ANY_SCOPE ? held.includes(ANY_SCOPE) : hasScope(held, scope);
