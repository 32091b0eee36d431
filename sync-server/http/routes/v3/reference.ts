import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";

/**
 * The OpenAPI document, made of the routes' own schemas, and a page to browse it. The page brings its
 * scripts along and asks nobody else for anything.
 */
export const addReference = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Regulars API",
        version: "3",
        description:
          "The server plane: `Authorization: Bearer rg_api_…`. Amounts are decimals of major units, moments are `YYYY-MM-DD HH:MM:SS` in UTC.",
      },
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "rg_api_…" } },
      },
      security: [{ token: [] }],
    },
    transform,
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: CONTENT_SECURITY_POLICY,
    theme: { title: "Regulars API" },
    // Else the page would show the document to a validator far away.
    uiConfig: { validatorUrl: null, layout: "BaseLayout", persistAuthorization: false },
  });
  // The page names its scripts by its own path, which must end with a slash.
  app.addHook("onRequest", async (request, reply) => {
    const [path = "", query] = request.raw.url?.split("?") ?? [];
    if (path !== `${app.prefix}/docs`) return undefined;
    return reply.redirect(`${path}/${query === undefined ? "" : `?${query}`}`);
  });
};

/**
 * As the library would have it, but for its own override: that takes alternatives out of a union which
 * are only filled in later, and so the second field of a kind lost what it may be.
 */
const transform = createJsonSchemaTransform({ zodToJsonConfig: { override: () => undefined } });

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** `GET /openapi.json`: registered after all routes, so that it is asked for when all are known. */
export const addOpenApi = (app: FastifyInstance): void => {
  app.route({
    method: "GET",
    url: "/openapi.json",
    config: { scopes: "public" },
    schema: { hide: true },
    handler: async () => app.swagger(),
  });
};
