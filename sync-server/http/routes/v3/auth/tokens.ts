import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { canPassOn } from "#shared/api/scopes.ts";
import {
  newTokenSchema,
  tokenView,
  tokenViewSchema,
  verifiedTokenSchema,
} from "#shared/api/token.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { lastInstantOf } from "#shared/kernel/time.ts";
import { invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { callerOf, type Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { listTokens, type TokenRecord } from "#sync-server/storage/token-store.ts";

const shared = {
  noun: "token",
  tag: "auth",
  scope: "api-tokens",
  view: tokenViewSchema,
  show: (_plane: Plane, tokens: readonly TokenRecord[]) => tokens.map(tokenView),
};

/** `/auth/access-tokens` (DOMAIN §19.1): tokens for the v3 API. */
export const accessTokens = resource({
  ...shared,
  path: "/auth/access-tokens",
  list: {
    filters: {},
    page: ({ read }, query) => listTokens(read, "api", query),
    summary: "List tokens, without their secret text",
  },
});

/** `/auth/api-tokens/{id}`. */
export const apiTokens = resource({
  ...shared,
  path: "/auth/api-tokens",
  id: z.string().max(64),
  remove: {
    write: ({ write }, id) => write("revokeApiToken", { id }),
    summary: "Revoke a token permanently",
  },
  refusals: { token_unknown: unknown("token") },
});

/** Creating a token, whose secret text is shown only then, and checking one. */
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
        if (canPassOn(held, scope)) continue;
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
