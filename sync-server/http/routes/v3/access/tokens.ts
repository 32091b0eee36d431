import { z } from "zod";
import { canPassOn } from "#shared/api/access/scopes.ts";
import {
  createdTokenSchema,
  newTokenSchema,
  tokenView,
  tokenViewSchema,
  verifiedSchema,
} from "#shared/api/access/token.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { lastInstantOf } from "#shared/kernel/time.ts";
import { invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { callerOf } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  listTokens,
  type TokenRecord,
  tokenTypeSchema,
} from "#sync-server/storage/access/token-store.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** `/auth/api-tokens/{id}`. */
export const apiTokens = resource({
  path: "/auth/api-tokens",
  noun: "token",
  tag: "auth",
  scope: "api-tokens",
  id: z.string().max(64),
  view: tokenViewSchema,
  remove: {
    write: ({ write }, id) => write("revokeApiToken", { id }),
    summary: "Revoke a token permanently",
  },
  show: (_plane, tokens: readonly TokenRecord[]) => tokens.map(tokenView),
  refusals: { token_unknown: unknown("token") },
});

/** `/auth` (DOMAIN §19.1): the list of tokens, a new one, and the caller's own. */
export const addTokens = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/auth/access-tokens",
    scopes: ["read-api-tokens"],
    tag: "auth",
    summary: "List the tokens that work, or those that no longer do, without their secret text",
    query: z.looseObject({ type: tokenTypeSchema.default("current") }),
    answer: z.array(tokenViewSchema),
    handle: async ({ read, now, query: { type } }) =>
      ok((await listTokens(read, "api", type, now)).map(tokenView)),
  });

  addRoute(mount, {
    method: "POST",
    url: "/auth/api-tokens",
    scopes: ["create-api-tokens"],
    tag: "auth",
    summary: "Create a token; its secret text is only shown this once",
    description: "Without `expires_at` it works for a year.",
    body: newTokenSchema,
    answer: createdTokenSchema,
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
    answer: verifiedSchema,
    handle: async ({ request, read }) => {
      const data = { ...tokenView(callerOf(request)), tenant: read.tenantId };
      return ok({ status: 200 as const, data });
    },
  });
};
