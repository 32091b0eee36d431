import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";
import { REFERENCE_POLICY } from "#sync-server/http/content-security-policies.ts";
import { completeDocument } from "./complete-document.ts";

/**
 * The OpenAPI document, built from the routes' own schemas, and a page to browse it. The page
 * includes its scripts and loads nothing from elsewhere.
 */
export const addReference = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Regulars API",
        version: "3",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
        description:
          "The API for servers: `Authorization: Bearer rg_api_…`. Amounts are decimals in major units, with as many decimals as the tenant's currency has; dates and times are `YYYY-MM-DD HH:MM:SS` in UTC. A date without a time is that local day, in the zone of the object or of the tenant: an expiry lasts to its end, a start is its beginning, and a filter by it means all of it. Where text is expected, a number is accepted and keeps its digits. UUIDs are in lower case; upper case means the same. A body is refused for a field that isn't listed. Read-only fields of the object may be sent back: they are ignored, and `meta.ignored` names them. It also names the unknown fields of a posted sale, which is recorded all the same.",
      },
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "rg_api_…" } },
      },
      security: [{ token: [] }],
      servers: [{ url: "/", description: "The server that has this document." }],
    },
    transform,
    transformObject: completeDocument,
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: REFERENCE_POLICY,
    theme: { title: "Regulars API" },
    // Otherwise the page would send the document to an external validator.
    uiConfig: { validatorUrl: null, layout: "BaseLayout", persistAuthorization: false },
  });
  // The page loads its scripts relative to its own path, which must end with a slash.
  app.addHook("onRequest", async (request, reply) => {
    const [path = "", query] = request.raw.url?.split("?") ?? [];
    if (path !== `${app.prefix}/docs`) return undefined;
    return reply.redirect(`${path}/${query === undefined ? "" : `?${query}`}`);
  });
};

/**
 * The library's transform, without its own override: that drops alternatives from a union if they
 * are only filled in later, so the second field of a kind lost its alternatives.
 */
const transform = createJsonSchemaTransform({ zodToJsonConfig: { override: () => undefined } });

/** `GET /openapi.json`: registered after all other routes, so that it knows them all. */
export const addOpenApi = (app: FastifyInstance): void => {
  app.route({
    method: "GET",
    url: "/openapi.json",
    config: { scopes: "public" },
    schema: { hide: true },
    handler: async () => app.swagger(),
  });
};
