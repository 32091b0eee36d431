import { z } from "zod";
import { filled, moment, orNull } from "#shared/api/fields.ts";
import { tokenViewSchema, verifiedTokenSchema } from "#shared/api/token.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { ANY_SCOPE, hasScope, scopeSchema } from "#sync-server/access/scopes.ts";
import {
  answerDeleted,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import { callerOf, planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listTokens, type TokenRecord } from "#sync-server/storage/token-store.ts";

const docs = { tags: ["auth"] };

const newTokenSchema = z.object({
  name: filled(100),
  scopes: z.array(scopeSchema).min(1, "must name at least one").max(300),
  expires_at: orNull(moment).optional(),
});

/** `/auth` (DOMAIN §19.1): tokens of this plane. The text of one is shown when it is made, never after. */
export const addTokens = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "POST",
    url: "/auth/api-tokens",
    schema: {
      ...docs,
      summary: "Make a token; its text is shown this once",
      body: newTokenSchema,
      response: { 201: z.object({ accessToken: z.string(), token: tokenViewSchema }) },
    },
    handler: async (request, reply) => {
      const { now, write } = planeOf(deps, request);
      const { name, scopes, expires_at: expiresAt = null } = request.body;
      const { scopes: held } = callerOf(request);
      const errors: Record<string, string[]> = {};
      for (const [index, scope] of scopes.entries()) {
        if (isHeld(held, scope)) continue;
        errors[`scopes.${index}`] = [`This token lacks the scope ${scope} itself.`];
      }
      if (expiresAt !== null && expiresAt <= now) {
        errors["expires_at"] = ["The expiry must lie ahead."];
      }
      if (Object.keys(errors).length > 0) return refuseFields(reply, errors);
      const made = await write("createApiToken", { name, scopes: [...new Set(scopes)], expiresAt });
      return reply.code(201).send({ accessToken: made.token, token: tokenView(made.record) });
    },
  });

  app.route({
    method: "DELETE",
    url: "/auth/api-tokens/:id",
    schema: {
      ...docs,
      summary: "Revoke a token for good",
      params: z.object({ id: z.string().max(64) }),
    },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const isRevoked = await write("revokeApiToken", { id: request.params.id });
      return isRevoked ? answerDeleted(reply) : refuseUnknown(reply, "token");
    },
  });

  app.route({
    method: "GET",
    url: "/auth/access-tokens",
    schema: {
      ...docs,
      summary: "List tokens, without their text",
      querystring: listQuerySchema,
      response: { 200: pageOf(tokenViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, {});
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { tokens, total } = await listTokens(read, "api", asked.value.query);
      return envelopeOf(request, asked.value.page, { data: tokens.map(tokenView), total });
    },
  });

  app.route({
    method: "GET",
    url: "/auth/verify",
    schema: {
      ...docs,
      summary: "Ask whether the token is good, and what it may do",
      response: { 200: one(verifiedTokenSchema) },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      return { data: { ...tokenView(caller), tenant: caller.tenantId } };
    },
  });
};

/** "Everything" is given only by who has everything. */
const isHeld = (held: readonly string[], scope: string): boolean =>
  scope === ANY_SCOPE ? held.includes(ANY_SCOPE) : hasScope(held, scope);

const tokenView = (token: TokenRecord) => ({
  id: token.id,
  name: token.name,
  scopes: [...token.scopes],
  revoked: token.revokedAt !== null,
  created_at: formatV3(token.createdAt),
  updated_at: formatV3(token.revokedAt ?? token.createdAt),
  expires_at: token.expiresAt === null ? null : formatV3(token.expiresAt),
  usage: token.lastUsedAt === null ? [] : [{ last_used_at: formatV3(token.lastUsedAt) }],
});
